"""What the access plan gives to whom, written by hand from its table and from nothing in the program.

A row has one column for each of: facilitator (leads cohort A) · former (led A until a month ago) · substitute (has
today's session of A) · coordinator of service area 6 · program manager · administrator · analyst · neighbour
(coordinator of service area 8) · coordinator at the site of B alone · somebody whose role of coordinator ended
yesterday · custodian of concerns, in the rows that speak of her. A column has one letter for each of A (own), B (same
area, not own), C (another area), X (no such id), or a single letter where the address names no object: y = may, f =
sees that it exists but may not (403), n = may not know of it (404). Strangers of every kind have no column: nothing
here answers them.
"""

from __future__ import annotations

# fmt: off
#                      facil.   former   substit. coord.   manager  admin.   analyst  neighb.  at site  ended

# -- without an object
EVERYBODY_SIGNED_IN = ("y",     "y",     "y",     "y",     "y",     "y",     "y",     "y",     "y",     "y")
STAFF_LESSONS       = ("y",     "y",     "y",     "y",     "y",     "f",     "y",     "y",     "y",     "f")
STAFF_REPORTS       = ("y",     "y",     "y",     "y",     "y",     "f",     "f",     "y",     "y",     "f")
OUTCOMES            = ("y",     "y",     "y",     "y",     "y",     "f",     "y",     "y",     "y",     "f")
# De-identified and released: whoever reads aggregates only may take them along as well.
RELEASED            = ("f",     "f",     "f",     "f",     "y",     "f",     "y",     "f",     "f",     "f")
ROSTERS             = ("y",     "y",     "y",     "y",     "y",     "f",     "f",     "y",     "y",     "f")
OWN_OR_SITE_LISTS   = ("y",     "y",     "y",     "y",     "y",     "f",     "f",     "y",     "y",     "f")
FOLLOW_UPS          = ("f",     "f",     "f",     "y",     "f",     "f",     "f",     "y",     "y",     "f")
PROPOSE             = ("y",     "y",     "y",     "y",     "y",     "f",     "f",     "y",     "y",     "f")
COORDINATE          = ("f",     "f",     "f",     "y",     "y",     "f",     "f",     "y",     "y",     "f")
YEARS               = ("f",     "f",     "f",     "y",     "y",     "f",     "y",     "y",     "y",     "f")
YEARS_RELEASED      = ("f",     "f",     "f",     "f",     "y",     "f",     "y",     "f",     "f",     "f")
TRAINING_COUNTS     = ("f",     "f",     "f",     "y",     "y",     "f",     "y",     "y",     "y",     "f")
ADMINISTER          = ("f",     "f",     "f",     "f",     "f",     "y",     "f",     "f",     "f",     "f")
MANAGE              = ("f",     "f",     "f",     "f",     "y",     "f",     "f",     "f",     "f",     "f")
LEAD_GROUPS         = ("y",     "y",     "y",     "f",     "f",     "f",     "f",     "f",     "f",     "f")
APPROVE             = ("f",     "f",     "f",     "f",     "y",     "f",     "f",     "f",     "f",     "f")

# -- with an object
OWN_SIGN_IN         = ("ynnn",  "ynnn",  "ynnn",  "ynnn",  "ynnn",  "ynnn",  "ynnn",  "ynnn",  "ynnn",  "ynnn")
ACCOUNTS            = ("nnnn",  "nnnn",  "nnnn",  "nnnn",  "fffn",  "yyyn",  "nnnn",  "nnnn",  "nnnn",  "nnnn")
APPROVE_ROLE        = ("nnnn",  "nnnn",  "nnnn",  "nnnn",  "yyyn",  "fffn",  "nnnn",  "nnnn",  "nnnn",  "nnnn")
# Whoever may lead groups in the area may lead one at a site of it.
STAFF_TRAININGS     = ("nnnn",  "nnnn",  "nnnn",  "yynn",  "yyyn",  "nnnn",  "nnnn",  "nnyn",  "yynn",  "nnnn")
# One of service area 6 in A and B, of 8 in C; a course belongs to no area.
TRAININGS           = ("nnnn",  "nnnn",  "nnnn",  "yynn",  "yyyn",  "nnnn",  "nnnn",  "nnyn",  "yynn",  "nnnn")
PAIRS               = ("nnnn",  "nnnn",  "nnnn",  "yynn",  "yyyn",  "nnnn",  "nnnn",  "nnyn",  "yynn",  "nnnn")
SITES               = ("nnnn",  "nnnn",  "nnnn",  "yynn",  "yyyn",  "nnnn",  "nnnn",  "nnyn",  "nynn",  "nnnn")
GIRLS_IDENTITY      = ("nnnn",  "nnnn",  "nnnn",  "yynn",  "yyyn",  "nnnn",  "nnnn",  "nnyn",  "yynn",  "nnnn")
GIRLS_CONTACT       = ("nnnn",  "nnnn",  "nnnn",  "yynn",  "fffn",  "nnnn",  "nnnn",  "nnyn",  "yynn",  "nnnn")
REFERRALS           = ("nnnn",  "nnnn",  "nnnn",  "yynn",  "yyyn",  "nnnn",  "nnnn",  "nnyn",  "yynn",  "nnnn")
# A coordinator's and a manager's; nobody else may so much as know of one.
HANDOFFS            = ("nnnn",  "nnnn",  "nnnn",  "yynn",  "yyyn",  "nnnn",  "nnnn",  "nnyn",  "yynn",  "nnnn")
# A partner's link belongs to no area: whoever decides on referrals anywhere may know of it.
LINKS               = ("nnnn",  "nnnn",  "nnnn",  "yyyn",  "yyyn",  "nnnn",  "nnnn",  "yyyn",  "yyyn",  "nnnn")
# Whoever sent the file: the coordinator in A, the manager in B.
OWN_UPLOAD          = ("nnnn",  "nnnn",  "nnnn",  "ynnn",  "nynn",  "nnnn",  "nnnn",  "nnnn",  "nnnn",  "nnnn")
COHORTS             = ("ynnn",  "nnnn",  "nnnn",  "yynn",  "yyyn",  "nnnn",  "nnnn",  "nnyn",  "nynn",  "nnnn")
# The one contact that whoever leads the group may see; the others may know of the group.
SAFE_CONTACTS       = ("ynnn",  "nnnn",  "nnnn",  "ffnn",  "fffn",  "nnnn",  "nnnn",  "nnfn",  "nfnn",  "nnnn")
COHORTS_MANAGED     = ("fnnn",  "nnnn",  "nnnn",  "yynn",  "yyyn",  "nnnn",  "nnnn",  "nnyn",  "nynn",  "nnnn")
# An open draft of area 6 in A, one that was published in B, one of area 8 in C.
DRAFTS              = ("nnnn",  "nnnn",  "nnnn",  "yynn",  "yyyn",  "nnnn",  "nnnn",  "nnyn",  "yynn",  "nnnn")
SESSIONS_SEEN       = ("ynnn",  "nnnn",  "ynnn",  "yynn",  "yyyn",  "nnnn",  "nnnn",  "nnyn",  "nynn",  "nnnn")
SESSIONS_OF_COHORT  = ("ynnn",  "nnnn",  "fnnn",  "yynn",  "yyyn",  "nnnn",  "nnnn",  "nnyn",  "nynn",  "nnnn")
SESSIONS_MANAGED    = ("fnnn",  "nnnn",  "fnnn",  "yynn",  "yyyn",  "nnnn",  "nnnn",  "nnyn",  "nynn",  "nnnn")
SHEETS_READ         = ("ynnn",  "nnnn",  "ynnn",  "yynn",  "yyyn",  "nnnn",  "nnnn",  "nnyn",  "nynn",  "nnnn")
SHEETS_TAKEN        = ("ynnn",  "nnnn",  "ynnn",  "yynn",  "fffn",  "nnnn",  "nnnn",  "nnyn",  "nynn",  "nnnn")
SITTINGS_COUNTED    = ("ynnn",  "nnnn",  "fnnn",  "yynn",  "yyyn",  "nnnn",  "nnnn",  "nnyn",  "nynn",  "nnnn")
SITTINGS_SEEN       = ("ynnn",  "nnnn",  "fnnn",  "yynn",  "fffn",  "nnnn",  "nnnn",  "nnyn",  "nynn",  "nnnn")
FOLLOW_UP           = ("fnnn",  "nnnn",  "nnnn",  "yynn",  "fffn",  "nnnn",  "nnnn",  "nnyn",  "nynn",  "nnnn")
NOTES               = ("ynnn",  "nnnn",  "fnnn",  "ffnn",  "fffn",  "nnnn",  "nnnn",  "nnfn",  "nfnn",  "nnnn")
#                      facil.   former   substit. coord.   manager  admin.   analyst  neighb.  at site  ended    custod.
# The facilitator recorded A, the manager B, somebody else C; B is about the neighbour, C about the custodian.
CONCERNS_READ       = ("ynnn",  "nnnn",  "nnnn",  "nnnn",  "nynn",  "nnnn",  "nnnn",  "nnnn",  "nnnn",  "nnnn",  "yynn")
CONCERNS_ANSWERED   = ("ynnn",  "nnnn",  "nnnn",  "nnnn",  "nynn",  "nnnn",  "nnnn",  "nnnn",  "nnnn",  "nnnn",  "ffnn")
# fmt: on

PUBLIC = {
    "accounts.show_sign_in", "accounts.sign_in", "accounts.sign_in_as", "accounts.show_code", "accounts.check_code",
    "accounts.show_enrolment", "accounts.enrol", "accounts.show_set_up", "accounts.set_up", "accounts.show_sign_out",
    "accounts.sign_out", "accounts.show_unlock", "accounts.unlock", "health.show_alive", "health.show_ready",
    "report_now.show_lines", "report_now.show_form", "participants.show_refer", "participants.send_refer",
    "assessments.show_code", "assessments.enter_code", "assessments.show_promise", "assessments.go_on",
    "assessments.show_question", "assessments.answer_question", "assessments.show_end", "assessments.finish",
    "assessments.hide",
    "star_court.ask_open", "star_court.open_packet",
    "trainings.show_sheet", "trainings.sign_in", "trainings.show_question", "trainings.send_answer",
}  # fmt: skip
# The development site only; production has no such addresses.
DEVELOPMENT = {"devtools.show_components", "devtools.list_mails"}

_ROWS: dict[str, tuple[str, ...]] = {
    "accounts.show_account": EVERYBODY_SIGNED_IN,
    "accounts.change_language": EVERYBODY_SIGNED_IN,
    "accounts.edit_password": EVERYBODY_SIGNED_IN,
    "accounts.change_password": EVERYBODY_SIGNED_IN,
    "accounts.new_recovery_codes": EVERYBODY_SIGNED_IN,
    "accounts.create_recovery_codes": EVERYBODY_SIGNED_IN,
    "accounts.show_second_factor": EVERYBODY_SIGNED_IN,
    "accounts.set_second_factor": EVERYBODY_SIGNED_IN,
    "accounts.end_other_devices": EVERYBODY_SIGNED_IN,
    "accounts.stay": EVERYBODY_SIGNED_IN,
    "accounts.end_device": OWN_SIGN_IN,
    "accounts.list_users": ADMINISTER,
    "accounts.new_user": ADMINISTER,
    "accounts.create_user": ADMINISTER,
    "accounts.show_user": ACCOUNTS,
    "accounts.confirm_deactivation": ACCOUNTS,
    "accounts.deactivate_user": ACCOUNTS,
    "accounts.reactivate_user": ACCOUNTS,
    "accounts.new_link": ACCOUNTS,
    "accounts.create_link": ACCOUNTS,
    "accounts.new_role": ACCOUNTS,
    "accounts.grant_role": ACCOUNTS,
    "accounts.confirm_end": ACCOUNTS,
    "accounts.end_role": ACCOUNTS,
    "accounts.list_role_requests": APPROVE,
    "accounts.approve_role": APPROVE_ROLE,
    "accounts.decline_role": APPROVE_ROLE,
    "limits.show_settings": MANAGE,
    "limits.change_setting": MANAGE,
    "places.list_sites": COORDINATE,
    "places.new_site": COORDINATE,
    "places.create_site": COORDINATE,
    "places.edit_site": SITES,
    "places.update_site": SITES,
    "cohorts.list_closures": SITES,
    "cohorts.add_closure": SITES,
    "cohorts.end_closure": SITES,
    "curriculum.list_lessons": STAFF_LESSONS,
    "curriculum.show_lesson": STAFF_LESSONS,
    "curriculum.show_handout": STAFF_LESSONS,
    "curriculum.handout_pdf": STAFF_LESSONS,
    "curriculum.show_glossary": STAFF_LESSONS,
    "curriculum.show_changes": MANAGE,
    "attendance.show_register": COHORTS,
    "attendance.show_sheet": SHEETS_READ,
    "attendance.show_history": SHEETS_READ,
    "attendance.print_sheet": SHEETS_READ,
    "attendance.list_make_ups": SHEETS_READ,
    "attendance.save_sheet": SHEETS_TAKEN,
    "attendance.new_transcript": SHEETS_TAKEN,
    "attendance.create_transcript": SHEETS_TAKEN,
    "attendance.edit_not_held": SHEETS_TAKEN,
    "attendance.update_not_held": SHEETS_TAKEN,
    "attendance.new_visit": SHEETS_TAKEN,
    "attendance.create_visit": SHEETS_TAKEN,
    "attendance.create_make_up": SHEETS_TAKEN,
    "attendance.void_make_up": SHEETS_TAKEN,
    "attendance.mark_guest": SHEETS_TAKEN,
    "attendance.list_chairs": COHORTS_MANAGED,
    "attendance.book_chair": COHORTS_MANAGED,
    "attendance.free_chair": COHORTS_MANAGED,
    "attendance.list_visits": COORDINATE,
    "attendance.show_visit": COHORTS_MANAGED,
    "attendance.enrol_visit": COHORTS_MANAGED,
    "attendance.decline_visit": COHORTS_MANAGED,
    "notes.show_notes": NOTES,
    "notes.show_earlier": NOTES,
    "notes.save_note": NOTES,
    "notes.add_addendum": NOTES,
    "notes.save_draft": NOTES,
    "notes.discard_draft": NOTES,
    "notes.show_fidelity": NOTES,
    "notes.save_fidelity": NOTES,
    "assessments.show_sittings": SITTINGS_COUNTED,
    "assessments.open_sittings": NOTES,
    "assessments.hand_over": NOTES,
    "reports.show_yearly": YEARS,
    "reports.yearly_csv": YEARS_RELEASED,
    "reports.yearly_xlsx": YEARS_RELEASED,
    "reports.yearly_pdf": YEARS_RELEASED,
    "assessments.forms_pdf": SITTINGS_SEEN,
    "assessments.list_papers": COORDINATE,
    "assessments.new_typing": COHORTS_MANAGED,
    "assessments.type_paper": COHORTS_MANAGED,
    "assessments.list_follow_ups": FOLLOW_UPS,
    "assessments.show_follow_up": FOLLOW_UP,
    "assessments.keep_try": FOLLOW_UP,
    "assessments.open_follow_up": FOLLOW_UP,
    "reports.show_completion": STAFF_REPORTS,
    "reports.completion_csv": STAFF_REPORTS,
    "reports.completion_xlsx": STAFF_REPORTS,
    "reports.list_girls": ROSTERS,
    "reports.show_fidelity": STAFF_REPORTS,
    "reports.fidelity_csv": STAFF_REPORTS,
    "reports.fidelity_xlsx": STAFF_REPORTS,
    "reports.show_outcomes": OUTCOMES,
    "reports.outcomes_csv": OUTCOMES,
    "reports.outcomes_xlsx": OUTCOMES,
    "reports.outcomes_pdf": OUTCOMES,
    "reports.work_out": OUTCOMES,
    "reports.new_export": RELEASED,
    "reports.create_export": RELEASED,
    "cohorts.new_cohort": COORDINATE,
    "cohorts.create_cohort": COORDINATE,
    "home.show_home": EVERYBODY_SIGNED_IN,
    "home.show_session_lesson": SESSIONS_SEEN,
    "participants.list_referrals": COORDINATE,
    "participants.new_referral": PROPOSE,
    "participants.create_referral": PROPOSE,
    "participants.choose_import": COORDINATE,
    "participants.upload_import": COORDINATE,
    "participants.show_import": OWN_UPLOAD,
    "participants.run_import": OWN_UPLOAD,
    "participants.download_refused": OWN_UPLOAD,
    "participants.show_referral": REFERRALS,
    "participants.screen_referral": REFERRALS,
    "participants.waitlist_referral": REFERRALS,
    "participants.reopen_referral": REFERRALS,
    "participants.end_referral": REFERRALS,
    "participants.close_referral": REFERRALS,
    "participants.show_columns": OWN_UPLOAD,
    "participants.save_columns": OWN_UPLOAD,
    "participants.take_steps": COORDINATE,
    "participants.list_links": COORDINATE,
    "participants.new_link": COORDINATE,
    "participants.create_link": COORDINATE,
    "participants.revoke_link": LINKS,
    "records.show_same": REFERRALS,
    "records.decide_same": REFERRALS,
    "records.ask_undo": REFERRALS,
    "records.undo_merge": REFERRALS,
    "participants.list_participants": COORDINATE,
    "participants.search_participants": COORDINATE,
    "cohorts.list_cohorts": OWN_OR_SITE_LISTS,
    "cohorts.show_cohort": COHORTS,
    "cohorts.edit_cohort": COHORTS_MANAGED,
    "cohorts.update_cohort": COHORTS_MANAGED,
    "cohorts.ask_cancel": COHORTS_MANAGED,
    "cohorts.cancel": COHORTS_MANAGED,
    "cohorts.ask_close": COHORTS_MANAGED,
    "cohorts.close": COHORTS_MANAGED,
    "cohorts.list_staff": COHORTS_MANAGED,
    "cohorts.assign_staff": COHORTS_MANAGED,
    "cohorts.end_staff": COHORTS_MANAGED,
    "cohorts.new_enrolment": COHORTS_MANAGED,
    "cohorts.create_enrolment": COHORTS_MANAGED,
    "cohorts.ask_transfer": COHORTS_MANAGED,
    "cohorts.transfer": COHORTS_MANAGED,
    "cohorts.ask_withdraw": COHORTS_MANAGED,
    "cohorts.withdraw": COHORTS_MANAGED,
    "cohorts.choose_area": COORDINATE,
    "cohorts.start_draft": COORDINATE,
    "cohorts.show_draft": DRAFTS,
    "cohorts.show_draft_state": DRAFTS,
    "cohorts.move_girl": DRAFTS,
    "cohorts.undo_move": DRAFTS,
    "cohorts.ask_proposal": DRAFTS,
    "cohorts.show_progress": DRAFTS,
    "cohorts.stop_proposal": DRAFTS,
    "cohorts.suggest_groups": DRAFTS,
    "cohorts.new_possible_group": DRAFTS,
    "cohorts.create_possible_group": DRAFTS,
    "cohorts.edit_possible_group": DRAFTS,
    "cohorts.update_possible_group": DRAFTS,
    "cohorts.remove_possible_group": DRAFTS,
    "cohorts.ask_publish": DRAFTS,
    "cohorts.publish": DRAFTS,
    "cohorts.ask_discard": DRAFTS,
    "cohorts.discard_draft": DRAFTS,
    "cohorts.show_session": SESSIONS_SEEN,
    "cohorts.ask_move": SESSIONS_MANAGED,
    "cohorts.move_session": SESSIONS_MANAGED,
    "cohorts.move_on": SESSIONS_MANAGED,
    "cohorts.ask_replacement": SESSIONS_MANAGED,
    "cohorts.add_replacement": SESSIONS_MANAGED,
    "cohorts.ask_substitute": SESSIONS_MANAGED,
    "cohorts.assign_substitute": SESSIONS_MANAGED,
    "participants.show_participant": GIRLS_IDENTITY,
    "cohorts.show_path": GIRLS_IDENTITY,
    "cohorts.list_contacts": SAFE_CONTACTS,
    "participants.reveal_participant": GIRLS_IDENTITY,
    "participants.show_consents": GIRLS_IDENTITY,
    "participants.record_consents": GIRLS_IDENTITY,
    "participants.ask_revoke": GIRLS_IDENTITY,
    "participants.revoke_consent": GIRLS_IDENTITY,
    "participants.reveal_consents": GIRLS_CONTACT,
    "participants.edit_participant": GIRLS_IDENTITY,
    "participants.update_participant": GIRLS_IDENTITY,
    "participants.edit_area": GIRLS_IDENTITY,
    "participants.update_area": GIRLS_IDENTITY,
    "participants.edit_placing": GIRLS_IDENTITY,
    "participants.update_placing": GIRLS_IDENTITY,
    "participants.edit_contact": GIRLS_CONTACT,
    "participants.update_contact": GIRLS_CONTACT,
    "trainings.list_trainings": OWN_OR_SITE_LISTS,
    "trainings.new_training": COORDINATE,
    "trainings.create_training": COORDINATE,
    "trainings.list_courses": COORDINATE,
    "trainings.new_course": COORDINATE,
    "trainings.create_course": COORDINATE,
    "trainings.edit_course": LINKS,
    "trainings.update_course": LINKS,
    "trainings.show_training": TRAININGS,
    "trainings.add_attendee": TRAININGS,
    "trainings.edit_details": TRAININGS,
    "trainings.update_details": TRAININGS,
    "trainings.show_sign_in": TRAININGS,
    "trainings.renew_link": TRAININGS,
    "trainings.print_sheet": TRAININGS,
    "trainings.answer_links_csv": TRAININGS,
    "trainings.show_certificates": TRAININGS,
    "trainings.ask_certificates": TRAININGS,
    "trainings.certificates_file": TRAININGS,
    "trainings.show_attendee": TRAININGS,
    "trainings.save_answer": TRAININGS,
    "trainings.confirm_attendee": TRAININGS,
    "trainings.ask_remove": TRAININGS,
    "trainings.remove_attendee": TRAININGS,
    "trainings.attendee_certificate": TRAININGS,
    "reports.show_trainings": TRAINING_COUNTS,
    "reports.trainings_csv": TRAINING_COUNTS,
    "reports.trainings_xlsx": TRAINING_COUNTS,
    "trainings.list_staff": COORDINATE,
    "trainings.show_staff": STAFF_TRAININGS,
    "trainings.record_training": STAFF_TRAININGS,
    "trainings.edit_training": STAFF_TRAININGS,
    "trainings.correct_training": STAFF_TRAININGS,
    "trainings.remove_training": STAFF_TRAININGS,
    "cohorts.show_readiness": COHORTS_MANAGED,
    "cohorts.allow_gap": COHORTS_MANAGED,
    "cohorts.list_pairs": COORDINATE,
    "cohorts.new_pair": COORDINATE,
    "cohorts.create_pair": COORDINATE,
    "cohorts.show_pair": PAIRS,
    "cohorts.accept_pair": PAIRS,
    "cohorts.review_pair": PAIRS,
    "cohorts.end_pair": PAIRS,
    "cohorts.new_proposal": LEAD_GROUPS,
    "cohorts.propose_pair": LEAD_GROUPS,
    "star_court.list_handoffs": COORDINATE,
    "star_court.new_handoff": GIRLS_IDENTITY,
    "star_court.create_handoff": GIRLS_IDENTITY,
    "star_court.show_handoff": HANDOFFS,
    "star_court.edit_handoff": HANDOFFS,
    "star_court.update_handoff": HANDOFFS,
    "star_court.new_release": HANDOFFS,
    "star_court.record_release": HANDOFFS,
    "star_court.ask_revoke": HANDOFFS,
    "star_court.revoke_release": HANDOFFS,
    "star_court.choose_fields": HANDOFFS,
    "star_court.save_fields": HANDOFFS,
    "star_court.show_packet": HANDOFFS,
    "star_court.send_handoff": HANDOFFS,
    "star_court.make_link": HANDOFFS,
    "star_court.revoke_link": HANDOFFS,
    "star_court.print_copy": HANDOFFS,
    "star_court.ask_step": HANDOFFS,
    "star_court.take_step": HANDOFFS,
    "star_court.new_service": HANDOFFS,
    "star_court.record_service": HANDOFFS,
    "star_court.ask_end": HANDOFFS,
    "star_court.end_service": HANDOFFS,
    "concerns.list_concerns": EVERYBODY_SIGNED_IN,
    "concerns.new_concern": EVERYBODY_SIGNED_IN,
    "concerns.create_concern": EVERYBODY_SIGNED_IN,
    "concerns.mark_notices_seen": EVERYBODY_SIGNED_IN,
    "concerns.show_concern": CONCERNS_READ,
    "concerns.print_concern": CONCERNS_READ,
    "concerns.bar_staff": CONCERNS_READ,
    "concerns.add_follow_up": CONCERNS_READ,
    "concerns.save_answer": CONCERNS_ANSWERED,
    "concerns.waive_clock": CONCERNS_ANSWERED,
}
COLUMNS = 11
# A custodian has concerns and nothing else: where a row is silent of her, she is like somebody without a role.
EXPECTED = {endpoint: row if len(row) == COLUMNS else (*row, row[-1]) for endpoint, row in _ROWS.items()}
