"""Attendance: who came to a session, for how long, and what that counts for.

A *sheet* is the attendance of one session, a *mark* is one girl on it. Marks change only through operations:
each has an id made where it was tapped, says on which version it was built, and gets one verdict, so that a
repeated one changes nothing and two different answers are both kept until a person decides. Nobody is present
by default. A *make-up* is a row of its own and counts by lesson, once. A *visit* is a walk-in without a seat.
Kept counts (tallies) move in the transaction of the mark that moves them, and `flask attendance recount`
proves them.
"""
