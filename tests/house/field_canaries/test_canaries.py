"""Seen is allowed, exactly: one field more is a leak, one field less means that this test looks in the wrong place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from curriculum_app import create_app
from tests.conftest import settings_for
from tests.databases import new_address
from tests.house.access_matrix.world import PEOPLE
from tests.house.field_canaries.crawl import Crawl
from tests.house.field_canaries.expected import EXPECTED
from tests.house.field_canaries.planting import build_with_canaries
from tests.house.field_canaries.words import Seen, canary, labels, seen_in
from tests.house.standing import Standing

# What a role sees is decided by the program, not by the database under it: one walk says it all.
pytestmark = pytest.mark.sqlite_only

FEWEST_CELLS = 360


@pytest.fixture(scope="module")
def planted(template_url: str, shared_folder: Path) -> Iterator[Standing]:
    """The programme with its canaries, served by one application."""
    url = new_address(shared_folder)
    app = create_app(settings_for(url, shared_folder))
    app.testing = True
    standing = Standing(app, template_url, build_with_canaries)
    yield standing
    standing.close()


def relations_of(letters: str) -> str:
    """The relations that the letters of a column stand for."""
    return "AKBC" if len(letters) == 4 else "ABC"


def allowed(person: str) -> Seen:
    """What the table gives to `person`."""
    column = PEOPLE.index(person)
    return {
        (label, relation)
        for label, row in EXPECTED.items()
        for relation, letter in zip(relations_of(row[column]), row[column], strict=True)
        if letter == "y"
    }


def faults_of(person: str, crawl: Crawl) -> Iterator[str]:
    """Every difference between what was seen and what is allowed."""
    may = allowed(person)
    for label, relation in sorted(crawl.seen - may):
        yield f"LEAK: {label} of {relation} is shown to {person}: {crawl.where[label, relation]}"
    for label, relation in sorted(may - crawl.seen):
        yield f"{label} of {relation} may be seen by {person} and stands nowhere: show it, or take it back."


@pytest.mark.parametrize("person", PEOPLE)
def test_every_page_and_file_shows_exactly_what_the_plan_allows(planted: Standing, person: str) -> None:
    """Every page, file, filter and refused form, on everybody's objects."""
    planted.put_back()
    crawl = Crawl(planted, person)
    faults = [*faults_of(person, crawl), *crawl.faults]
    assert not faults, "\n".join(faults)


def test_every_sealed_column_has_a_row() -> None:
    """A new field is thought about before it is shown to anybody."""
    missing = sorted(set(labels()) - EXPECTED.keys())
    assert not missing, f"Write who may see these into field_canaries/expected.py: {', '.join(missing)}"
    gone = sorted(EXPECTED.keys() - set(labels()))
    assert not gone, f"These fields are gone: take their rows out of field_canaries/expected.py: {', '.join(gone)}"


def test_there_are_at_least_360_cells() -> None:
    """Field × role × relation."""
    cells = sum(len(letters) for row in EXPECTED.values() for letters in row)
    print(f"{cells:,} cells")  # noqa: T201 - the figure
    assert cells >= FEWEST_CELLS


def test_each_canary_is_found_again() -> None:
    """In whatever page shows it, and in no other."""
    for label in EXPECTED:
        for relation in "ABC":
            assert seen_in(f"<td>{canary(label, relation)}</td>") == {(label, relation)}
    assert seen_in("<p>Nothing about anybody, 90002.</p>") == set()


def test_the_canaries_bite(planted: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    """A field shown to somebody who may not see it is a leak; one that she may see and never meets is a fault too."""
    nobody, everybody = ("nnn",) * len(PEOPLE), ("ynn",) * len(PEOPLE)
    monkeypatch.setitem(EXPECTED, "participant.display_name", nobody)
    monkeypatch.setitem(EXPECTED, "user.totp", everybody)
    with pytest.raises(AssertionError) as found:
        test_every_page_and_file_shows_exactly_what_the_plan_allows(planted, "substitute")
    assert "LEAK: participant.display_name of A is shown to substitute: GET /" in str(found.value)
    assert "user.totp of A may be seen by substitute and stands nowhere" in str(found.value)
