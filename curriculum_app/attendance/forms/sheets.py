"""The shape of a sheet that comes in: fields named after girls, or the letters of a paper sheet, as operations.

A sheet names its fields after the girl: `mark-<enrolment_id>`, `reason-…`, `minutes-…`, `version-…`, `op-…`.
An absent mark is unchanged, an empty one takes the mark away. Text that means nothing is kept as typed, to be
shown again. A page that is posted as a whole carries one `op` for itself, from which those of its girls follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from curriculum_app.attendance.rules.typed import Typed, meaning_of, whole
from curriculum_app.attendance.rules.values import Problem, problem_with
from curriculum_app.attendance.rules.verdicts import Operation
from curriculum_app.attendance.rules.words import LETTERS, Status
from curriculum_app.attendance.service import NotOnThisSheet
from curriculum_app.core.ids import derived_id

MARK, REASON, MINUTES, VERSION, OP = "mark-", "reason-", "minutes-", "version-", "op-"
NOT_MARKED = frozenset("-. ")


@dataclass
class SheetForm:
    """A posted sheet: the operations it makes, what keeps it from being saved, and everything as typed."""

    operations: list[Operation] = field(default_factory=list)
    typed: dict[UUID, Typed] = field(default_factory=dict)
    problems: dict[UUID, Problem] = field(default_factory=dict)

    def add(self, enrolment_id: UUID, typed: Typed, *, base: int, op_id: UUID, minutes: int) -> None:
        """Take one girl's fields in: an operation, or a problem with them."""
        self.typed[enrolment_id] = typed
        value = meaning_of(typed)
        problem = value if isinstance(value, Problem) else value and problem_with(value, minutes)
        if problem:
            self.problems[enrolment_id] = problem
        elif not isinstance(value, Problem):
            self.operations.append(Operation(op_id, enrolment_id, value, base))


def read_sheet(fields: Mapping[str, str], *, session_id: UUID, minutes: int) -> SheetForm:
    """Read the posted `fields` of a session of `minutes`. Raises NotOnThisSheet for a name that is no id.

    The button "Everyone else is here" posts `everyone=present`: whoever has a row and no mark is present.
    """
    sheet, page = SheetForm(), _id(fields.get("op", ""))
    for enrolment_id, status in _marks(fields).items():
        typed = Typed(
            status, fields.get(f"{REASON}{enrolment_id}", ""), fields.get(f"{MINUTES}{enrolment_id}", "").strip()
        )
        base = whole(fields.get(f"{VERSION}{enrolment_id}", "")) or 0
        op_id = _op_id(fields, page, enrolment_id) or _own_id(session_id, enrolment_id, typed, base)
        sheet.add(enrolment_id, typed, base=base, op_id=op_id, minutes=minutes)
    return sheet


def read_letters(
    letters: str, fields: Mapping[str, str], *, order: Iterable[UUID], session_id: UUID, minutes: int
) -> SheetForm | None:
    """Read a paper sheet typed as one letter a girl, in the order of the sheet; None when the count is wrong.

    `-`, `.` and a blank leave a girl as she is. Reasons and minutes stand in their own fields.
    """
    girls = list(order)
    if len(letters) != len(girls):
        return None
    marks = {}
    for girl, letter in zip(girls, letters.upper(), strict=True):
        if letter not in NOT_MARKED:
            marks[f"{MARK}{girl}"] = LETTERS[letter].value if letter in LETTERS else letter
    rest = {name: text for name, text in fields.items() if not name.startswith(MARK)}
    return read_sheet(rest | marks, session_id=session_id, minutes=minutes)


def _marks(fields: Mapping[str, str]) -> dict[UUID, str]:
    marks = {_girl(name, MARK): text.strip() for name, text in fields.items() if name.startswith(MARK)}
    if fields.get("everyone") == Status.PRESENT:
        for name in fields:
            if name.startswith(VERSION):
                girl = _girl(name, VERSION)
                marks[girl] = marks.get(girl) or Status.PRESENT.value
    return marks


def _girl(name: str, prefix: str) -> UUID:
    girl = _id(name.removeprefix(prefix))
    if girl is None:
        raise NotOnThisSheet
    return girl


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _op_id(fields: Mapping[str, str], page: UUID | None, enrolment_id: UUID) -> UUID | None:
    """The id of one girl's operation: its own, or the page's as it holds for her."""
    return _id(fields.get(f"{OP}{enrolment_id}", "")) or (derived_id(page, str(enrolment_id)) if page else None)


def _own_id(session_id: UUID, enrolment_id: UUID, typed: Typed, base: int) -> UUID:
    """An id for a post without one, so that repeating it is still a repetition."""
    said = f"{enrolment_id}/{base}/{typed.status}/{typed.reason}/{typed.minutes}"
    return derived_id(session_id, said)
