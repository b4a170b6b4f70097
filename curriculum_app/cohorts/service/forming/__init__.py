"""Forming cohorts: a draft of one area is started, proposed by the solver, changed by hand, and published whole.

Every change holds the draft's row and names the version that it was made on, so that of two coordinators nobody
overwrites the other unseen. Nothing outside the draft changes before it is published.
"""

from curriculum_app.cohorts.service.forming.drafts import (
    DraftChanged,
    DraftOver,
    NotYourArea,
    areas_to_form,
    discard_draft,
    start_draft,
)
from curriculum_app.cohorts.service.forming.groups import (
    GroupPlan,
    add_group,
    edit_group,
    plan_of,
    remove_group,
    suggest_groups,
)
from curriculum_app.cohorts.service.forming.moves import CannotJoin, NothingChosen, NothingToUndo, move_girl, undo_move
from curriculum_app.cohorts.service.forming.proposing import ask_proposal, seconds_for, stop_proposal, write_answer
from curriculum_app.cohorts.service.forming.publishing import CannotPublish, Published, publish_draft

__all__ = [
    "CannotJoin",
    "CannotPublish",
    "DraftChanged",
    "DraftOver",
    "GroupPlan",
    "NotYourArea",
    "NothingChosen",
    "NothingToUndo",
    "Published",
    "add_group",
    "areas_to_form",
    "ask_proposal",
    "discard_draft",
    "edit_group",
    "move_girl",
    "plan_of",
    "publish_draft",
    "remove_group",
    "seconds_for",
    "start_draft",
    "stop_proposal",
    "suggest_groups",
    "undo_move",
    "write_answer",
]
