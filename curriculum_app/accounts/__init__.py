"""Staff accounts: who works here, how they prove it, and which roles they hold from when to when.

Words: a *user* is a staff member; a *sign-in* is one open web session of hers, a row that can be ended (never
called a session, which is a meeting of a cohort); an *assignment* gives a role for some dates, everywhere or
for one service area or site; a *set-up link* lets her choose a password, once.

Rules: one sentence answers every failed sign-in, and a name nobody has costs the same work as a wrong
password. Five wrong tries within fifteen minutes lock the password path. A sign-in locks after thirty idle
minutes and ends after twelve hours; an account that nobody used for ninety days is closed (CJIS Security
Policy 5.9.5). A change to a role or an account holds from the next request on, because the actor is read from
the rows each time.
"""
