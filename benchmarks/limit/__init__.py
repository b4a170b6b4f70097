"""The limit: Flask, Jinja and plain SQL doing the least that answers the same questions honestly.

It keeps what nobody could leave out: a signed cookie, a form token, the check that the asker leads the group, twelve
upserts and the exact summary in one durable transaction, a 303 and the page. It leaves out what the program promises
beyond that: sealed names, the audit, the history of a mark, roles and reach, languages, offline operations.
"""
