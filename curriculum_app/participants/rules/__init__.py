"""Rules of intake as pure functions:

words, names, dates, availability, one row of a referral file, consents, eligibility.
"""
