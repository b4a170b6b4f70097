"""Saving notes: what is stored, under which key, and what a repeated, stale or late save does."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from curriculum_app.accounts.models import User
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.vault import CannotOpen, open_key
from curriculum_app.notes import queries, service
from curriculum_app.notes.models import Addendum, Note, NoteAboutGirl, NoteDraft, NoteRevision
from curriculum_app.notes.rules import LONGEST_TEXT, NoteText, Verdict
from curriculum_app.notes.service import Saved

from .conftest import Group, uuid


def save(
    group: Group,
    text: NoteText,
    *,
    user: User | None = None,
    base_version: int = 0,
    note_id: UUID | None = None,
    after: timedelta = timedelta(),
) -> Saved:
    """Save a note as Rosa would, `after` that long."""
    return service.save_note(
        group.session,
        note_id=note_id or uuid(1),
        text=text,
        base_version=base_version,
        actor=group.actor(user or group.rosa),
        at=at(group, after),
    )


def at(group: Group, after: timedelta = timedelta()) -> datetime:
    """The instant of the tests, `after` that long."""
    return group.make.at + after


def read(group: Group, user: User) -> list[NoteText]:
    """The texts that `user` may read."""
    return [note.text for note in queries.notes_readable_by(group.actor(user), group.session)]


def about(group: Group, body: str, *said: str) -> NoteText:
    """A text about the session and, in order, about its girls."""
    return NoteText(body, {girl.id: text for girl, text in zip(group.girls, said, strict=False)})


def test_a_note_is_read_by_its_author_and_by_who_led_with_her(group: Group) -> None:
    text = about(group, "They liked the rings.", "Drew hers in blue.")
    assert save(group, text).verdict is Verdict.CREATED
    assert read(group, group.rosa) == read(group, group.dana) == [text]


def test_who_came_to_the_group_later_reads_only_her_own_note(group: Group) -> None:
    save(group, NoteText("Of the day itself."))
    late = group.make.user()
    group.make.staff(group.cohort, late, "co", from_on=group.session.held_on + timedelta(days=1))
    save(group, NoteText("What I was told."), user=late, note_id=uuid(2))
    assert read(group, late) == [NoteText("What I was told.")]


def test_a_substitute_reads_no_notes(group: Group) -> None:
    save(group, NoteText("Of the day itself."))
    substitute = group.make.user()
    day = group.session.held_on
    group.make.staff(group.cohort, substitute, "substitute", session_id=group.session.id, from_on=day, until_on=day)
    assert read(group, substitute) == []


def test_the_same_post_twice_makes_one_note(group: Group) -> None:
    save(group, NoteText("Once."))
    assert save(group, NoteText("Once.")).verdict is Verdict.SAME
    assert db.session.scalar(select(func.count()).select_from(Note)) == 1


def test_a_change_keeps_every_text_that_it_replaces(group: Group) -> None:
    save(group, about(group, "First.", "Quiet.", "Loud."))
    changed = NoteText("Second.", {group.girls[0].id: "Quiet at first.", group.girls[2].id: "New here."})
    assert save(group, changed, base_version=1).verdict is Verdict.CHANGED
    assert read(group, group.rosa) == [changed]
    kept = queries.replaced_texts(uuid(1), group.session)
    assert {(each.enrolment_id, each.body, each.version) for each in kept} == {
        (None, "First.", 1),
        (group.girls[0].id, "Quiet.", 1),
        (group.girls[1].id, "Loud.", 1),
    }


def test_two_tabs_on_one_note_lose_nothing(group: Group) -> None:
    save(group, NoteText("From the first tab."))
    second = save(group, NoteText("From the second tab."))
    assert second.verdict is Verdict.CONFLICT
    assert second.stored is not None
    assert second.stored.text == NoteText("From the first tab.")
    draft = queries.draft_of(group.actor(group.rosa), group.session)
    assert draft is not None
    assert (draft.text, draft.base_version) == (NoteText("From the second tab."), 1)


def test_after_72_hours_a_changed_text_is_kept_as_a_draft_only(group: Group) -> None:
    save(group, NoteText("In time."))
    late = save(group, NoteText("Too late."), base_version=1, after=timedelta(hours=72))
    assert late.verdict is Verdict.TOO_LATE
    assert read(group, group.rosa) == [NoteText("In time.")]
    draft = queries.draft_of(group.actor(group.rosa), group.session)
    assert draft is not None
    assert draft.text == NoteText("Too late.")


def test_a_note_needs_a_word(group: Group) -> None:
    with pytest.raises(service.NothingWritten):
        save(group, NoteText(""))


def test_a_text_over_the_limit_is_refused_and_one_at_the_limit_is_kept(group: Group) -> None:
    with pytest.raises(service.TextTooLong):
        save(group, NoteText("a" * (LONGEST_TEXT + 1)))
    assert save(group, NoteText("a" * LONGEST_TEXT)).verdict is Verdict.CREATED


def test_a_girl_of_another_group_is_refused_before_anything_is_written(group: Group, stranger: Enrolment) -> None:
    with pytest.raises(service.NotHere):
        save(group, NoteText("Text.", {stranger.id: "Not hers."}))
    assert db.session.scalar(select(func.count()).select_from(Note)) == 0


def test_a_girl_whose_seat_ended_before_can_still_stay_in_a_note_that_speaks_of_her(group: Group) -> None:
    save(group, about(group, "Text.", "Was here."))
    group.girls[0].enrolled_on = group.session.held_on + timedelta(days=1)
    db.session.flush()
    assert save(group, about(group, "More text.", "Was here."), base_version=1).verdict is Verdict.CHANGED


def test_everything_lies_sealed_under_the_right_key(group: Group) -> None:
    save(group, about(group, "About all of them.", "About Maya."))
    save(group, about(group, "About all, again.", "About Maya, again."), base_version=1)
    service.save_draft(
        group.session,
        text=about(group, "Draft text.", "Draft on Maya."),
        base_version=2,
        actor=group.actor(group.rosa),
        at=at(group),
    )
    models = (Note, NoteAboutGirl, NoteRevision, NoteDraft)
    blobs = [blob for model in models for blob in db.session.scalars(select(model.body_sealed))]
    assert len(blobs) == 6
    assert not any(word in blob for blob in blobs for word in (b"About", b"Draft", b"Maya"))
    row = db.session.scalars(select(NoteAboutGirl)).one()
    hers, groups = open_key(group.girls[0].key), open_key(group.cohort.key)
    assert hers.open(NoteAboutGirl.body_sealed, row.id, row.body_sealed) == "About Maya, again."
    with pytest.raises(CannotOpen):
        groups.open(NoteAboutGirl.body_sealed, row.id, row.body_sealed)


def test_a_draft_comes_back_to_its_author_and_to_nobody_else(group: Group) -> None:
    text = about(group, "Half a sent", "", "Also half")
    text = NoteText(text.body, {girl: said for girl, said in text.about.items() if said})
    service.save_draft(group.session, text=text, base_version=0, actor=group.actor(group.rosa), at=at(group))
    draft = queries.draft_of(group.actor(group.rosa), group.session)
    assert draft is not None
    assert draft.text == text
    assert queries.draft_of(group.actor(group.dana), group.session) is None


def test_a_newer_draft_takes_the_place_of_the_older_and_saving_ends_it(group: Group) -> None:
    rosa = group.actor(group.rosa)
    for body in ("One", "One two"):
        service.save_draft(group.session, text=about(group, body, "Her"), base_version=0, actor=rosa, at=at(group))
    assert db.session.scalar(select(func.count()).select_from(NoteDraft)) == 2
    save(group, about(group, "One two three.", "Her."))
    assert db.session.scalar(select(func.count()).select_from(NoteDraft)) == 0


def test_a_draft_that_arrives_after_its_note_was_saved_brings_nothing_back(group: Group) -> None:
    save(group, NoteText("Saved."))
    kept = service.save_draft(
        group.session, text=NoteText("Saved."), base_version=0, actor=group.actor(group.rosa), at=at(group)
    )
    assert not kept
    assert queries.draft_of(group.actor(group.rosa), group.session) is None


def test_a_discarded_draft_is_gone(group: Group) -> None:
    rosa = group.actor(group.rosa)
    service.save_draft(group.session, text=NoteText("Away"), base_version=0, actor=rosa, at=at(group))
    assert service.discard_draft(group.session, actor=rosa, at=at(group))
    assert not service.discard_draft(group.session, actor=rosa, at=at(group))


def add(group: Group, text: NoteText, after: timedelta) -> bool:
    """Add to Rosa's note, `after` that long."""
    return service.add_addendum(
        group.session, addendum_id=uuid(9), text=text, actor=group.actor(group.rosa), at=at(group, after)
    )


def test_after_72_hours_the_author_adds_and_the_note_stays(group: Group) -> None:
    save(group, NoteText("As it was."))
    assert add(group, about(group, "One more thing.", "She came back."), timedelta(days=4))
    (note,) = queries.notes_readable_by(group.actor(group.dana), group.session)
    assert note.text == NoteText("As it was.")
    assert [(each.enrolment_id, each.body) for each in note.addenda] == [
        (None, "One more thing."),
        (group.girls[0].id, "She came back."),
    ]


def test_the_same_addendum_twice_is_one(group: Group) -> None:
    save(group, NoteText("As it was."))
    text = about(group, "", "Only about her.")
    assert add(group, text, timedelta(days=4))
    assert not add(group, text, timedelta(days=4))
    assert db.session.scalar(select(func.count()).select_from(Addendum)) == 1


def test_nothing_is_added_to_a_note_that_can_still_be_changed_or_is_not_there(group: Group) -> None:
    with pytest.raises(service.NoteStillOpen):
        add(group, NoteText("More."), timedelta(days=4))
    save(group, NoteText("As it was."))
    with pytest.raises(service.NoteStillOpen):
        add(group, NoteText("More."), timedelta(hours=71))


def test_every_write_is_in_the_audit_without_a_word_of_it(group: Group) -> None:
    rosa = group.actor(group.rosa)
    service.save_draft(group.session, text=NoteText("Secret"), base_version=0, actor=rosa, at=at(group))
    save(group, about(group, "Secret.", "Secret."))
    save(group, NoteText("Secret, changed."), base_version=1)
    save(group, NoteText("Secret, stale."), base_version=1)
    add(group, NoteText("Secret, later."), timedelta(days=4))
    rows = db.session.scalars(select(AuditEvent).order_by(AuditEvent.at, AuditEvent.id)).all()
    assert [row.action for row in rows] == [
        "note:draft:saved",
        "note:note:written",
        "note:note:changed",
        "note:note:conflicted",
        "note:addendum:added",
    ]
    assert "Secret" not in str([row.details for row in rows])
