"""The blocks of a lesson's Markdown: which there are, how they are fenced, and where they stand.

A block begins with a line `::: kind` and ends with a line `:::`. Only an activity may hold other blocks. The same two
patterns serve the checks (here) and the page (`extension.py`), so that what passes is what is shown.
"""

import re
from dataclasses import dataclass, field

OPENING = re.compile(r":::[ ]+([a-z]+)(?:[ ]+(\S.*?))?[ ]*")
CLOSING = re.compile(r":::[ ]*")

ACTIVITY = "activity"
HANDOUT = "handout"
# What girls hear or read themselves: it is held to the reading level.
SPOKEN = ("say", "ask")
# What a kind wants after its name; an empty text: nothing.
KINDS = {
    ACTIVITY: "the id of an activity in the fields",
    HANDOUT: "the title that is printed on it",
    "say": "",
    "ask": "",
    "safety": "",
    "adapt": "",
    "watch": "",
}


@dataclass
class Block:
    """One block: its kind, what stands after it, its line, the block around it, and its own lines by number."""

    kind: str
    argument: str
    line: int
    parent: "Block | None" = None
    lines: dict[int, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Its own Markdown, without that of blocks inside it."""
        return "\n".join(self.lines.values())


Fault = tuple[int, str]


def scan(body: str, first_line: int) -> tuple[list[Block], list[Fault]]:
    """The blocks of `body`, whose first line has the number `first_line`, in order of their openings.

    The first is what stands outside of any block (kind ""). Faults are pairs of a line and what to do.
    """
    outside = Block("", "", first_line)
    found, open_blocks, faults = [outside], [outside], list[Fault]()
    for number, line in enumerate(body.split("\n"), start=first_line):
        opening = OPENING.fullmatch(line)
        if opening:
            # A block that cannot hold this one was not ended: it is told once, and what follows is read as if it were.
            while not _may_hold(open_blocks[-1].kind, opening[1]):
                faults.append(_not_ended(open_blocks.pop()))
            block = Block(opening[1], opening[2] or "", number, parent=open_blocks[-1])
            faults += [(number, what) for what in _opening_faults(block)]
            found.append(block)
            open_blocks.append(block)
        elif CLOSING.fullmatch(line):
            if len(open_blocks) > 1:
                open_blocks.pop()
            else:
                faults.append((number, "this ::: closes nothing; take it out"))
        elif line.lstrip().startswith(":::"):
            faults.append((number, f"begin a block with ::: and one of {', '.join(KINDS)}; end it with ::: alone"))
        else:
            open_blocks[-1].lines[number] = line
    return found, faults + [_not_ended(block) for block in open_blocks[1:]]


def _may_hold(around: str, kind: str) -> bool:
    return not around or (around == ACTIVITY and kind not in (ACTIVITY, HANDOUT))


def _not_ended(block: Block) -> Fault:
    return block.line, f"end this {block.kind} block with a line of ::: alone"


def _opening_faults(block: Block) -> list[str]:
    if block.kind not in KINDS:
        return [f"there is no block “{block.kind}”; write one of {', '.join(KINDS)}"]
    wanted = KINDS[block.kind]
    if wanted and not block.argument:
        return [f"write {wanted} after ::: {block.kind}"]
    if block.argument and not wanted:
        return [f"nothing stands after ::: {block.kind}; begin its text on the next line"]
    return []
