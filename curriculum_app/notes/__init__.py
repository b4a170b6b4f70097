"""What facilitators write after a session: one note of each author, and what it says about single girls.

A *note* holds what was seen and how the group took the lesson. What it says about one girl is a text of its own under
her enrolment's key, so that it goes when her record is sealed; the rest lies under the cohort's key. The author and
those who led the session with her may read a note, nobody else. The author may change it for 72 hours; every text
that is replaced is kept. After that she can only add a dated *addendum*. A *draft* is what she is typing: hers alone,
and gone when the note is saved. A note is not a report of abuse.

A *fidelity log* is one for a session, filled by any of those who led it: what became of each activity of the lesson,
the minutes, how engaged the group was, and a few words under the cohort's key. It changes as a note does, and is
locked after its 72 hours.
"""
