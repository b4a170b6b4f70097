"""The demonstration programme: staff, sites, groups, girls and what happened to them, as rows for bulk inserts.

What is counted is counted by the rules of the program itself, so that `flask attendance recount` finds nothing to mend.
"""
