"""What the audit writes down about intake: reads, reveals, changes; no name and no free text."""

from curriculum_app.core.audit import Event

PEOPLE_LISTED = Event("participants:list:read")
PERSON_READ = Event("participants:person:read")
PERSON_REVEALED = Event("participants:person:revealed", keys=("shown",))
IDENTITY_CHANGED = Event("participants:identity:changed")
CONTACT_READ = Event("participants:contact:read")
CONTACT_CHANGED = Event("participants:contact:changed")
AREA_DECIDED = Event("participants:area:decided", keys=("service_area", "basis"))
REFERRALS_LISTED = Event("participants:referrals:read")
REFERRAL_READ = Event("participants:referral:read")
REFERRAL_RECEIVED = Event("participants:referral:received", keys=("is_proposal", "is_possible_duplicate"))
REFERRAL_MOVED = Event("participants:referral:moved", keys=("was", "now"))
DUPLICATE_DECIDED = Event("participants:duplicate:decided", keys=("is_same", "other"))
IMPORT_UPLOADED = Event("participants:import:uploaded", keys=("rows",))
IMPORT_READ = Event("participants:import:read")
IMPORTED = Event("participants:import:finished", keys=("imported", "already_here", "refused"))
APART_PROPOSED = Event("participants:apart:proposed")
APART_SET = Event("participants:apart:set")
APART_REVIEWED = Event("participants:apart:reviewed")
APART_ENDED = Event("participants:apart:ended")
