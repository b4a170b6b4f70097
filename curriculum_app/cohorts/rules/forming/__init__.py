"""Forming cohorts, as pure functions: the facts, the hard rules, what is worth more, the model and its solver.

`facts` says what is known, `checks` holds every hard rule once (solver, hand moves and publishing all ask it),
`weights` says what a good draft is, `model` writes both as a linear model that names no solver, `solve` solves it
with HiGHS, `greedy` is the plain way it is compared with, `reasons` finds why a girl is without a seat and the
cheapest change that would give her one, `suggest` finds the groups that demand asks for.
"""
