"""The drills over real HTTP, reduced: a disk that must be waited for, a full one, and many people at once."""

from __future__ import annotations

import pytest

from tests.drills.crowd import crowd
from tests.drills.full_disk import full_disk
from tests.drills.sites import Site
from tests.drills.sizes import REDUCED
from tests.drills.syncs import syncs

# The tests' PostgreSQL never waits for the disk, and where its disk ends is not ours to say.
on_sqlite = pytest.mark.sqlite_only


@on_sqlite
def test_every_commit_waits_for_the_disk(site: Site) -> None:
    figure = syncs(site, REDUCED)
    assert figure.held, figure


@on_sqlite
def test_a_program_that_does_not_wait_for_the_disk_is_caught(site: Site) -> None:
    assert not syncs(site, REDUCED, app="tests.drills.faults:never_waits_for_the_disk()").held


@on_sqlite
def test_a_full_disk_never_lies(site: Site) -> None:
    figure = full_disk(site, REDUCED)
    assert figure.held, figure


@on_sqlite
def test_an_answer_that_hides_the_full_disk_is_caught(site: Site) -> None:
    figure = full_disk(site, REDUCED, app="tests.drills.faults:calls_everything_saved()", may_mount=False)
    assert not figure.held
    assert not figure.measured.startswith("0 refused"), "Without a mount the limit on files must refuse something."


def test_many_at_once_lose_and_double_nothing(site: Site) -> None:
    figure = crowd(site, REDUCED)
    assert figure.held, figure
