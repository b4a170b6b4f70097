"""Participants: the girls, and the referrals by which they come to the programme.

A *participant* is a girl, or someone referred; a *referral* is someone asking for a place for her. Identity
and contact are encrypted under a key of her own. A referral is answered by a coordinator with reach over her
home area: screened, put on the waitlist, or ended with a reason. Ages and areas outside the programme's are
valid referrals; a place then needs a recorded reason.

A *consent* is an answer on a signed paper: permission by whoever may give it, assent by the girl. Answers are added,
never changed, so the state of any day can be told. A consent that is missing asks for a reason where she takes a seat;
a no is set aside by no reason. Coordinators and managers read consents, coordinators alone who signed; facilitators
learn only that they should ask before she takes part.
"""
