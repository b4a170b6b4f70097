"""How large each drill is: small in the suite, whole in `make drill`. The code is the same."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Size:
    """The size of every drill."""

    kills: int
    kills_of_everything: int  # among them: the master dies with its workers, and the program starts from nothing
    writes: int  # acknowledged marks, at least
    commits: int  # counted under strace
    refused_posts: int  # while the disk is full
    facilitators: int
    marks_each: int
    tamperings: int
    requests: int  # fuzzed
    planted: int  # strings


REDUCED = Size(
    kills=20, kills_of_everything=1, writes=500, commits=20, refused_posts=10, facilitators=8, marks_each=5,
    tamperings=40, requests=450, planted=60,
)  # fmt: skip
FULL = Size(
    kills=1_000, kills_of_everything=20, writes=100_000, commits=100, refused_posts=100, facilitators=60, marks_each=20,
    tamperings=200, requests=20_000, planted=60,
)  # fmt: skip
# PostgreSQL is a server of its own that no kill of ours touches; fewer kills show that we keep our side.
FULL_ON_POSTGRESQL = replace(FULL, kills=100, kills_of_everything=4, writes=10_000, requests=5_000)
