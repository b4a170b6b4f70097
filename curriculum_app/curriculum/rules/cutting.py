"""A lesson's Markdown cut into the parts in which it is led: the blocks of an activity stay together."""

from dataclasses import dataclass, field

from .blocks import ACTIVITY, CLOSING, HANDOUT, OPENING


@dataclass
class Cuttings:
    """The lines of a lesson cut apart: before the activities, of each by its id, after them, and of the handout."""

    before: list[str] = field(default_factory=list)
    activities: list[tuple[str, list[str]]] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    handout: list[str] = field(default_factory=list)


def cut(body: str) -> Cuttings:
    """`body` cut apart. What stands between two activities goes with the first of them."""
    cuttings, depth, here = Cuttings(), 0, list[str]()
    for line in body.split("\n"):
        opening = OPENING.fullmatch(line)
        if depth == 0:
            here = _place(cuttings, opening[1] if opening else "", opening[2] if opening else "")
        here.append(line)
        depth = max(0, depth + (1 if opening else -1 if CLOSING.fullmatch(line) else 0))
    return cuttings


def _place(cuttings: Cuttings, kind: str, argument: str) -> list[str]:
    """Where a line outside of blocks goes, or the block of `kind` that it opens."""
    if kind == HANDOUT:
        return cuttings.handout
    if kind == ACTIVITY:
        if cuttings.activities:
            cuttings.activities[-1][1].extend(cuttings.after)
            cuttings.after.clear()
        cuttings.activities.append((argument or "", []))
        return cuttings.activities[-1][1]
    return cuttings.after if cuttings.activities else cuttings.before
