"""Cohorts: groups of girls that go through one edition of a curriculum together.

The room owns the *cohort* (one group, one edition, one place and time), its *sessions* (one meeting each,
one lesson each), the *enrolments* (a girl's seat in a cohort) and the dated *staff* rows that decide which
facilitator may open what. It also keeps the *tally* of a girl per curriculum, which reports read instead
of scanning. A *draft* (table `proposals`) of one area forms further cohorts: *possible groups* and who would be in
them, rows that change nothing else until they are published.

Rules worth knowing before changing anything here:

- Capacity is a CHECK of the database over a counter that moves with the enrolment, so the last seat goes
  to one girl only, whatever runs at the same time.
- A girl has at most one active enrolment (a partial unique index).
- A session keeps its number for ever; when it does not happen its lesson moves to a replacement session.
- Sessions store a local date and a wall time, never an instant, so a clock change moves nobody's group.
- Nothing that leaves the building says what the group is about: "Group A, Tuesday".
"""
