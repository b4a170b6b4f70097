"""Home: each person's first page, made of what she may do.

Whoever takes attendance finds today's sessions one tap from the sheet; whoever decides on referrals finds what waits;
whoever reads reports finds the rate with its denominator. A page over several rooms belongs here, such as the lesson of
a session beside its girls.
"""
