"""What is done in assessments: taking in instruments, opening sittings, answering, typing paper, keeping the scores."""

from .answering import finish, keep_answer
from .entering import CodeRefused, count_try, enter, hide, tablet_actor
from .follow_ups import NotDue, keep_try
from .left import finish_left
from .loading import Loaded, load_instruments, read_instruments
from .opening import NobodyToAsk, NothingToAsk, Slip, open_follow_up, open_sittings, version_asked
from .paper import LeadsTheGroup, NotAsked, NotThatDay, Sheet, TypedMeanwhile, keep_typing, sheet_for
from .scores import keep_scores

__all__ = [
    "CodeRefused",
    "LeadsTheGroup",
    "Loaded",
    "NobodyToAsk",
    "NotAsked",
    "NotDue",
    "NotThatDay",
    "NothingToAsk",
    "Sheet",
    "Slip",
    "TypedMeanwhile",
    "count_try",
    "enter",
    "finish",
    "finish_left",
    "hide",
    "keep_answer",
    "keep_scores",
    "keep_try",
    "keep_typing",
    "load_instruments",
    "open_follow_up",
    "open_sittings",
    "read_instruments",
    "sheet_for",
    "tablet_actor",
    "version_asked",
]
