"""Which fields the access plan shows to whom, written by hand from its table and from nothing in the program.

A row has one column for each person of the access matrix, and a column one letter for each of A (own), B (same area,
not own) and C (another area); what somebody writes has a letter more, K, after her own A: a colleague's text in the
same session. y = meets it on some page, in some file or in some answer; n = never. The fields are named by the labels
under which they are sealed; the plain ones that tell of people stand at the end.
"""

from __future__ import annotations

from tests.house.access_matrix.expected import COLUMNS

# fmt: off
#             facil.   former   substit. coord.   manager  admin.   analyst  neighb.  at site  ended
NOBODY     = ("nnn",   "nnn",   "nnn",   "nnn",   "nnn",   "nnn",   "nnn",   "nnn",   "nnn",   "nnn")
# "roster: display name, code, status: own, site, all"; a substitute takes the attendance of one session of A.
ROSTER     = ("ynn",   "nnn",   "ynn",   "yyn",   "yyy",   "nnn",   "nnn",   "nny",   "yyn",   "nnn")
# "identity: full name, date of birth: own (age only), site, all". A site's coordinator answers for its area's girls.
IDENTITY   = ("nnn",   "nnn",   "nnn",   "yyn",   "yyy",   "nnn",   "nnn",   "nny",   "yyn",   "nnn")
# "address, phone, school, placement: site, one at a time; break-glass for a program manager".
CONTACT    = ("nnn",   "nnn",   "nnn",   "yyn",   "nnn",   "nnn",   "nnn",   "nny",   "yyn",   "nnn")
# "… the facilitator: the safe contact line only".
SAFE       = ("ynn",   "nnn",   "nnn",   "yyn",   "nnn",   "nnn",   "nnn",   "nny",   "yyn",   "nnn")
# "referrals, participants: propose, site, all".
REFERRALS  = ("nnn",   "nnn",   "nnn",   "yyn",   "yyy",   "nnn",   "nnn",   "nny",   "yyn",   "nnn")
# "form cohorts, enrol: site, all".
ENROLMENTS = ("nnn",   "nnn",   "nnn",   "yyn",   "yyy",   "nnn",   "nnn",   "nny",   "nyn",   "nnn")
# "session venue: own, from 72 h before, site, all"; a substitute has to find the room of her one session.
VENUE      = ("ynn",   "nnn",   "ynn",   "yyn",   "yyy",   "nnn",   "nnn",   "nny",   "nyn",   "nnn")
# "attendance: own, site, read"; a substitute has her one session.
ATTENDANCE = ("ynn",   "nnn",   "ynn",   "yyn",   "yyy",   "nnn",   "nnn",   "nny",   "nyn",   "nnn")
# "notes: self and co-facilitator of that session; break-glass for everybody else".
NOTES      = ("yynn",  "nnnn",  "nnnn",  "nnnn",  "nnnn",  "nnnn",  "nnnn",  "nnnn",  "nnnn",  "nnnn")
# One log a session, read as notes are: by who led it.
LOGS       = ("ynn",   "nnn",   "nnn",   "nnn",   "nnn",   "nnn",   "nnn",   "nnn",   "nnn",   "nnn")
# What is not said yet, or not any more, is its author's.
AUTHORS    = ("ynnn",  "nnnn",  "nnnn",  "nnnn",  "nnnn",  "nnnn",  "nnnn",  "nnnn",  "nnnn",  "nnnn")
# "STAR Court hand-off: site, all"; who signed for her is contact.
HANDOFFS   = ("nnn",   "nnn",   "nnn",   "yyn",   "yyy",   "nnn",   "nnn",   "nny",   "yyn",   "nnn")
# A file between its dry run and its import: the coordinator's in A, the manager's in B.
UPLOADS    = ("nnn",   "nnn",   "nnn",   "ynn",   "nyn",   "nnn",   "nnn",   "nnn",   "nnn",   "nnn")
# "users: create" is an administrator's; whoever approves a role reads a name.
ACCOUNTS   = ("nnn",   "nnn",   "nnn",   "nnn",   "nnn",   "yyy",   "nnn",   "nnn",   "nnn",   "nnn")
# "concern: read the text: self; a named custodian"; C is about the custodian herself.
CONCERNS   = ("ynn",   "nnn",   "nnn",   "nnn",   "nyn",   "nnn",   "nnn",   "nnn",   "nnn",   "nnn",   "yyn")
# "trainings: site, all"; an administrator, an analyst and whoever was there herself read no list.
ATTENDEES  = ("nnn",   "nnn",   "nnn",   "yyn",   "yyy",   "nnn",   "nnn",   "nny",   "yyn",   "nnn")
# Whoever records a concern may name anybody of the staff: who is not offered cannot be barred.
NAMEABLE   = ("yyy",) * 11
# fmt: on

_ROWS: dict[str, tuple[str, ...]] = {
    "participant.first_name": IDENTITY,
    "participant.last_name": IDENTITY,
    "participant.chosen_name": IDENTITY,
    "participant.display_name": ROSTER,
    "participant.birth_date": IDENTITY,
    "participant.street": CONTACT,
    "participant.city": CONTACT,
    "participant.zip": CONTACT,
    "participant.phone": CONTACT,
    "participant.school": CONTACT,
    "participant.placement": CONTACT,
    "participant.guardian_name": CONTACT,
    "participant.guardian_phone": CONTACT,
    "participant.safe_contact": SAFE,
    "participant.availability": REFERRALS,
    "participant.area_reason": REFERRALS,
    # Who signed is a guardian, and how she may be reached is contact.
    "consent.given_by": CONTACT,
    "consent.safe_contact": CONTACT,
    "referral.external_id": REFERRALS,
    "referral_step.note": REFERRALS,
    "pending_import.body": UPLOADS,
    "cohort.venue": VENUE,
    "enrolment.late_reason": ENROLMENTS,
    "enrolment.eligibility_reason": ENROLMENTS,
    "visit.first_name": ATTENDANCE,
    "visit.last_initial": ATTENDANCE,
    "mark_change.because": ATTENDANCE,
    "note.body": NOTES,
    "note.about_girl": NOTES,
    "note.addendum": NOTES,
    "note.revision": AUTHORS,
    "note.draft": AUTHORS,
    "fidelity.remark": LOGS,
    "fidelity.detail": LOGS,
    "fidelity.revision": LOGS,
    # "answers: aggregates": not even her facilitator reads what one girl said.
    "answer_set.body": NOBODY,
    "handoff.contact": HANDOFFS,
    "handoff.basis_reference": HANDOFFS,
    "handoff.packet": HANDOFFS,
    "handoff_release.given_by": CONTACT,
    "concern.answer": CONCERNS,
    "attendee.name": ATTENDEES,
    "attendee.role": ATTENDEES,
    "attendee.email": ATTENDEES,
    "attendee.applied_line": ATTENDEES,
    # It stays with the row, so that it is known again; no page shows it.
    "attendee.external_id": NOBODY,
    "certificate_file.body": ATTENDEES,
    "user.totp": NOBODY,
    # -- plain
    "participant.code": ROSTER,
    "referral.source": REFERRALS,
    "user.full_name": NAMEABLE,
    "user.email": ACCOUNTS,
    "sign_in.device_label": NOBODY,
}
# A custodian has concerns and nothing else, as in the access matrix.
EXPECTED = {label: row if len(row) == COLUMNS else (*row, row[-1]) for label, row in _ROWS.items()}
