"""Reports: what came of the programme, read by those who answer for it. This room reads and keeps frozen figures alone.

A *figure* counts girls (enrolled, started, exited, completed); a *rate* is one figure over another whose name is
printed beside it. A girl counts once in a curriculum, under her latest enrolment, so that the rows of a table sum to
its total. Each rate has one definition, in `rules`, and page, CSV, XLSX and command read it through one presenter.
Completion and fidelity are for use inside the unit, and their file names say so. *Outcomes* say what changed between
waves: exact inside the unit, *released* with small counts hidden (`rules.outcomes.discretion`, decision 0062).
"""
