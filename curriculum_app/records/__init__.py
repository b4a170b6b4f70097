"""One girl's record over all rooms: merging two into one, and taking that back.

A merge moves what hangs on one record to the other and writes down every row that moved; the absorbed record stays
with its own key, hidden, so that for thirty days the merge can be taken back exactly.
"""
