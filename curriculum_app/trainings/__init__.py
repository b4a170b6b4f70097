"""Trainings: what staff have been trained for, and from when until when it counts.

The room owns the *staff training*: a dated record that a member of staff may lead groups (`clinical`, a clinical
training or licence) or has taken the programme's own course for those who stand in front of a group (`facilitator`).
A training counts on a date, never "now": a session next month asks for that day. `cohorts` reads the records to say
whether a session has the people it needs.

The courses given to partner organisations, with their sessions and attendees, belong here too; they are rows of their
own beside these.
"""
