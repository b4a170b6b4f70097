"""The drill of the audit, reduced, and the proof that it notices a check that is skipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from curriculum_app.core.audit import chain
from tests.drills.sites import Site
from tests.drills.sizes import REDUCED
from tests.drills.tampering import tampering

pytestmark = pytest.mark.sqlite_only  # copies of a file


def test_every_tampering_is_found_and_named(site: Site) -> None:
    figure = tampering(site, REDUCED)
    assert figure.held, figure


def without_the_anchor(session: Session, _anchor: Path) -> chain.Verdict:
    """A verify that does not look at the file outside the database."""
    return chain.verify(session, None)


def without_strangers(session: Session, anchor: Path) -> chain.Verdict:
    """A verify that does not look for events that nobody linked."""
    verdict = chain.verify(session, anchor)
    return chain.Verdict(verdict.links, None) if "slipped in" in str(verdict.fault) else verdict


@pytest.mark.parametrize(
    ("verify", "missed"),
    [(without_the_anchor, ("an older copy", "cut the tail", "rewrite")), (without_strangers, ("insert behind",))],
)
def test_a_verify_that_skips_a_check_is_caught(
    site: Site, monkeypatch: pytest.MonkeyPatch, verify: object, missed: tuple[str, ...]
) -> None:
    figure = tampering(site, REDUCED, verify=verify)  # type: ignore[arg-type]
    assert not figure.held
    said = "\n".join(figure.faults)
    assert all(words in said for words in missed), said


def test_a_hash_that_leaves_a_column_out_is_caught(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "FIELDS", [name for name in chain.FIELDS if name != "reason_code"])
    figure = tampering(site, REDUCED)
    assert "reason_code of an event: not found." in figure.faults
