"""Before and after: what girls are asked, what they answered, and what changed.

An *instrument* is a list of *items* in a file beside the lessons; its exact text is kept as a version, known by a hash
over everything that girls read, so that a change makes a new version and leaves answers as they were given. A
*sitting* is one girl, one instrument and one *wave* (pre, post, follow-up), in form A or B. Her *answers* lie under her
enrolment's key; only *scores*, one a scale, stand open, and outcomes are computed from those. Every item can be skipped
or does not apply, and neither is ever scored as wrong. Nobody is shown one girl's answers or scores.
"""
