"""How fast the program is: every figure a ratio to the limit, the least that does the same work honestly.

`limit/` is that least. `run` loads both databases with the same numbers, serves both alike, and asks them in turns.
"""
