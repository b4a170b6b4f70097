"""Reports: what came of the programme, read by those who answer for it. This room reads and never writes.

A *figure* counts girls (enrolled, started, exited, completed); a *rate* is one figure over another whose name is
printed beside it. A girl counts once in a curriculum, under her latest enrolment, so that the rows of a table sum to
its total. Each rate has one definition, in `rules`, and page, CSV, XLSX and command read it through one presenter.
Until small counts are suppressed, nothing here is meant to leave the unit, and file names say so.
"""
