"""When a girl tells, or somebody sees: the record of a concern, and the clocks that the law sets from it.

A *concern* belongs to whoever learned of it: the duty to report is hers, and nothing here reports for her or stands
before her call. Each question is saved when it is answered, and what an answer was before is kept. *Clocks* run from
the instant at which she learned of it, never from that of typing it in, and nothing pauses them. Who may read: she
herself and the *custodians*. Whoever of the staff a concern is about is *barred* from the moment of its first save, a
custodian or manager included; every query here is narrowed by that. A *notice* tells somebody in time.
"""
