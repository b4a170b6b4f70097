"""Reading an instrument's file: what it becomes, and what each fault is told."""

from __future__ import annotations

import re

import pytest

from curriculum_app.assessments.rules import Form, Wave, form_at, instrument_of, parse_instruments
from curriculum_app.curriculum.rules import LessonsError

from .instruments import SMALL, files, small


def refused(data: dict[str, bytes]) -> str:
    """Everything that is said of the files."""
    with pytest.raises(LessonsError) as found:
        parse_instruments(data)
    return str(found.value)


def test_each_form_and_wave_asks_its_own_items_in_the_order_of_the_file() -> None:
    instrument = small()
    assert [item.key for item in instrument.asked(Wave.PRE, Form.A)] == ["sky", "sun", "kind", "mean", "adults", "plan"]
    assert instrument.asked(Wave.PRE, Form.A)[0].words["es"] == "¿Qué es azul?"
    assert instrument.asked(Wave.PRE, Form.B)[0].words["es"] == "¿Qué es verde?"
    assert [item.key for item in instrument.asked(Wave.POST, Form.A)][-1] == "liked"
    assert [words["en"] for words in instrument.choices(instrument.items[3])] == [
        "Not at all",
        "Not much",
        "A bit",
        "A lot",
    ]


def test_a_girl_gets_the_other_form_in_the_next_wave() -> None:
    assert [form_at(wave, Form.A) for wave in Wave] == ["A", "B", "A"]
    assert [form_at(wave, Form.B) for wave in Wave] == ["B", "A", "B"]


def test_what_is_stored_is_the_whole_instrument() -> None:
    instrument = small()
    again = instrument_of(instrument.content)
    assert again == instrument
    assert again.content_hash == instrument.content_hash


def test_the_hash_knows_words_and_scoring_but_no_remark_or_layout() -> None:
    same = small(("minutes: 2", "minutes: 2   # about two"), ("{en: Two, es: Dos}", "{es: Dos, en: Two}"))
    windows = parse_instruments({"small.yaml": b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()})[0]
    changed = (("en: A few things", "en: Some things"), ("right: 2", "right: 1"), ("reversed: true\n    ", ""))
    assert same.content_hash == windows.content_hash == small().content_hash
    assert len({small().content_hash, *(small(each).content_hash for each in changed)}) == 4


PLANTED = [
    ("---\nkey", "key", r"line 1: begin the file with a line of ---"),
    ("minutes: 2", "minutes: 90", r"line 5, field minutes: write a whole number from 1 to 30"),
    ("key: small", "key: tiny", r"line 2, field key: name the file tiny\.yaml"),
    ("es: Unas cosas\n", "", r"line 1, field es: is missing"),
    ("kind: knowledge", "kind: test", r"line 8, field scales\.0\.kind: write one of knowledge, rating, count, yes_no"),
    ("adds: 0.5", "adds: lots", r"line 11, field scales\.0\.equating\.adds: write the points to add to form B"),
    ("{adds: 0.5, source", "{adds: 0.5, sorce", r"line 11, field scales\.0\.equating\.source: is missing"),
    ("      - {en: A bit, es: Algo}\n", "", r"line 16, field scales\.1\.answers: give exactly 4 answers"),
    ("{en: A bit, es: Algo}", "{en: A bit}", r"line 19, field scales\.1\.answers\.2\.es: is missing"),
    ("waves: [post]", "waves: [end]", r"line 39, field scales\.4\.waves: write a list of pre, post, follow_up"),
    ("scale: ways", "scale: way", r"field items\.3\.scale: there is no such scale; write one of facts, ways"),
    ("right: 2", "right: 3", r"field items\.0\.right: write a whole number from 1 to 2"),
    ("form: A", "form: C", r"line 45, field items\.0\.form: write one of A, B"),
    ("form: B", "form: A", r"line 53, field items\.1\.key: form A has this key already"),
    (
        "  - key: sky\n    form: B",
        "  - key: moon\n    form: B",
        r"field items\.0\.form: add the parallel item of form B",
    ),
    ("reversed: true", "reversed: maybe", r"field items\.4\.reversed: write true or false"),
    ("    scale: adults", "    scale: adults\n    reversed: true", r"items\.5\.reversed: only an item with four steps"),
    ("    scale: plan", "    scale: adults", r"field scales\.2\.kind: a scale of this kind has one item, not 2"),
    ("    scale: liked", "    scale: ways", r"field scales\.4\.key: no item belongs to this scale"),
    (
        "    en: I liked it.",
        "    en: Participation was intellectually invigorating.",
        r"items\.7: the words in en are too hard",
    ),
    (
        "    es: Me gustó.",
        "    es: La participación fue extraordinariamente interesante.",
        r"items\.7: the words in es are",
    ),
    ("en: It is good to be kind.", "text: It is good.", r"field items\.3\.en: is missing"),
    ("minutes: 2", "minutes: 2\nminutes: 3", r"field minutes: stands here twice; keep one"),
    ("minutes: 2", "minutes: 2\n---\n", r"line 6: take out this line of ---"),
    ("minutes: 2", "minutes: [2", r"this is not valid YAML"),
    ("A few things", "A few\u202e things", r"line 3: take out the hidden control character"),
]


@pytest.mark.parametrize(("old", "new", "said"), PLANTED)
def test_each_planted_fault_is_told_with_its_file_and_line(old: str, new: str, said: str) -> None:
    assert re.search(rf"^small\.yaml, .*{said}|^small\.yaml, {said}", refused(files((old, new))), re.MULTILINE)


def test_all_faults_of_all_files_are_told_at_once() -> None:
    two = files(("minutes: 2", "minutes: 0"), ("form: A", "form: X"))
    said = refused(two | {"other.yaml": b"\xff\xfe---\n", "third.yaml": b"---\njust text\n"})
    assert len(said.splitlines()) == 4
    assert "other.yaml, line 1: save the file as UTF-8" in said
    assert "third.yaml, line 1" in said


def test_a_folder_without_an_instrument_is_said() -> None:
    assert "there is no instrument; add one as main.yaml" in refused({})


def test_forms_with_different_answers_are_not_parallel() -> None:
    third = "    right: 1\n    answers:\n      - {en: The grass., es: El pasto.}\n"
    said = refused(files((third, third + "      - {en: The sea., es: El mar.}\n")))
    assert "items.0.key: its parallel item has another scale, number of answers or direction" in said


def test_equating_without_forms_is_refused() -> None:
    plain = "    kind: yes_no\n    equating: {adds: 1, source: Nowhere}\n"
    assert "scales.3.equating: its items are the same in both forms" in refused(files(("    kind: yes_no\n", plain)))
