"""The ground of the house: what every room stands on and none of them owns.

It knows no feature. Access (words, policy, gate), the request's transaction, the audit, field encryption, the clock,
forms, pages and files live here; the rooms above bring the programme's work.
"""
