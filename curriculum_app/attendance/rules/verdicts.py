"""What becomes of an operation: applied, the same, a duplicate, a conflict or rejected.

Every mark has a version that grows with each change. An operation says on which version it was built. Two
different values on one base are a conflict that a person settles; both stay in the history, and the later one
never wins by being later. What was rejected never reached the mark.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.words import Verdict
from curriculum_app.core.ids import derived_id


@dataclass(frozen=True, slots=True)
class Operation:
    """One change of one girl's mark, as its maker meant it. `value` None takes the mark away again."""

    op_id: UUID
    enrolment_id: UUID
    value: Value | None
    base_version: int
    device_id: UUID | None = None
    device_at: datetime | None = None
    paper_on: date | None = None


@dataclass(frozen=True, slots=True)
class Current:
    """A mark as it stands: its value (None: unmarked), its version (0: never marked), and an open dispute."""

    value: Value | None = None
    version: int = 0
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """An operation that was decided before, under the same id."""

    session_id: UUID
    enrolment_id: UUID
    value: Value | None
    verdict: Verdict

    def is_repeated_by(self, operation: Operation, session_id: UUID) -> bool:
        """Whether `operation` on this session says again what was decided under its id."""
        cell = (self.session_id, self.enrolment_id)
        return cell == (session_id, operation.enrolment_id) and self.value == operation.value


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict and the mark after it. For a duplicate, `earlier` is what was said the first time."""

    verdict: Verdict
    current: Current
    earlier: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one operation: the decision on it and the mark before."""

    operation: Operation
    decision: Decision
    before: Current

    @property
    def verdict(self) -> Verdict:
        """The verdict."""
        return self.decision.verdict

    @property
    def is_disputed(self) -> bool:
        """Whether this operation stands against the mark: now, or since it came the first time."""
        asked = Verdict.CONFLICT in (self.verdict, self.decision.earlier)
        return asked and self.decision.current.is_disputed

    @property
    def is_rejected(self) -> bool:
        """Whether the value itself could not be recorded."""
        return self.verdict is Verdict.REJECTED

    @property
    def is_news(self) -> bool:
        """Whether the history needs a row: not for what repeats itself or only says what its own page said."""
        if self.verdict is Verdict.SAME:
            is_stale = self.operation.base_version != self.before.version
            return is_stale and self.operation.value == self.before.value
        return self.verdict is not Verdict.DUPLICATE


def decide(
    operation: Operation, current: Current, earlier: Earlier | None = None, *, is_untouched: bool = False
) -> Decision:
    """Return the verdict on `operation` and the mark that results.

    Built on the mark as it stands, it applies; equal to it, it changes nothing. On any other version (older,
    or newer after a restored backup) a different value conflicts: the mark stays and is disputed until an
    operation built on the disputed version, equal or not, settles it. `is_untouched`: the operation repeats
    what its own base said (a whole sheet posted with one girl changed), so it is nobody's answer.
    """
    if earlier is not None:
        return Decision(Verdict.DUPLICATE, current, earlier.verdict)
    if current.version in (0, operation.base_version):
        if operation.value == current.value and not current.is_disputed:
            return Decision(Verdict.SAME, current)
        return Decision(Verdict.APPLIED, Current(operation.value, current.version + 1))
    if is_untouched or operation.value == current.value:
        return Decision(Verdict.SAME, current)
    return Decision(Verdict.CONFLICT, Current(current.value, current.version, is_disputed=True))


def second_id(operation: Operation, session_id: UUID) -> UUID:
    """Return the id of an operation that came under an id already used for something else.

    A page without JavaScript keeps its ids when someone goes back, changes a girl and saves again. That is
    another operation, not a repeated one, and treating it as repeated would lose it. The id follows from what
    it says, so that repeating it is a repetition again.
    """
    value = operation.value
    said = "unmarked" if value is None else f"{value.status}/{value.reason}/{value.minutes}"
    cell = f"{session_id}/{operation.enrolment_id}"
    return derived_id(operation.op_id, f"{cell}/{operation.base_version}/{said}")
