"""The laws of the house: each test holds the whole tree to one habit, and its failure says what to do.

Every law is tried on a small offending sample too, so that a law that no longer bites is noticed.
"""
