"""What `flask work` does for cohorts: solve a draft. `flask cohorts propose` does the same at once.

The draft is read in one transaction, solved in none, and written in another; if somebody changed it in between, the
solver begins anew, and nobody's change is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from curriculum_app.cohorts.models import Proposal
from curriculum_app.cohorts.queries.forming import Board, read_board
from curriculum_app.cohorts.rules.forming.solve import Answer, solve
from curriculum_app.cohorts.service.forming import seconds_for, write_answer
from curriculum_app.cohorts.service.forming.proposing import KIND
from curriculum_app.core import clock
from curriculum_app.core.access import Actor
from curriculum_app.core.db import begin_reading, command_transaction, db
from curriculum_app.core.jobs import JobFailed, Work, does

MOST_TRIES = 3
Tell = Callable[[int, str], None]
Finish = Callable[[Session], None]


@dataclass(frozen=True)
class Proposed:
    """What the solver was asked and what it answered."""

    board: Board
    answer: Answer


@does(KIND)
def propose_in_background(work: Work) -> None:
    """The job: progress by how much of the model is decided."""
    today = clock.today(clock.now())
    actor = Actor(kind="system", today=today, user_id=work.by_user_id)

    def finish(session: Session) -> None:
        work.finish(session, draft_id)

    draft_id = UUID(str(work.arguments["proposal"]))
    propose(draft_id, actor=actor, tell=work.tell, finish=finish)


def propose(
    draft_id: UUID,
    *,
    actor: Actor,
    tell: Tell = lambda _progress, _step: None,
    finish: Finish = lambda _session: None,
) -> Proposed:
    """Solve a draft and write the answer. Raises JobFailed when it kept changing or is closed."""
    for _ in range(MOST_TRIES):
        tell(5, "reading")
        board, version = _read(draft_id, actor)
        tell(15, "solving")
        answer = solve(
            board.problem,
            seconds=seconds_for(board),
            tell=lambda done, of: tell(15 + 75 * done // max(of, 1), "solving"),
        )
        with command_transaction() as session:
            draft = session.get_one(Proposal, draft_id)
            if write_answer(draft, board, answer, version=version, actor=actor, at=clock.now()):
                finish(session)
                return Proposed(board, answer)
    raise JobFailed("changed")


def _read(draft_id: UUID, actor: Actor) -> tuple[Board, int]:
    begin_reading()
    draft = db.session.get_one(Proposal, draft_id, populate_existing=True)
    board = read_board(draft.id, draft.service_area, today=actor.today, at=clock.now())
    version = draft.version
    db.session.rollback()
    return board, version
