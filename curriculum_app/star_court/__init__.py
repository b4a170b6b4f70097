"""Handing a girl on to the collaborative court programme or one of its services.

A *hand-off* names a recipient, one purpose and the legal basis on which something about her may be told: her own
*release* to this recipient for this purpose, a court order, or an agency's authority. What is told is a *packet*: the
fields that somebody chose, of those that the purpose needs and the basis covers, frozen when it is sent. The recipient
opens it once, by a link that expires, or gets a printed copy with a number. What came of it are *steps* and *services*.
A hand-off is a coordinator's decision; nothing in the program begins one.
"""
