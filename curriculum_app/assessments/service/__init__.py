"""What is done in assessments: taking in instruments, opening sittings, answering, ending, and keeping the scores."""

from .answering import finish, keep_answer
from .entering import CodeRefused, count_try, enter, hide, tablet_actor
from .left import finish_left
from .loading import Loaded, load_instruments, read_instruments
from .opening import NobodyToAsk, NothingToAsk, Slip, open_sittings
from .scores import keep_scores

__all__ = [
    "CodeRefused",
    "Loaded",
    "NobodyToAsk",
    "NothingToAsk",
    "Slip",
    "count_try",
    "enter",
    "finish",
    "finish_left",
    "hide",
    "keep_answer",
    "keep_scores",
    "load_instruments",
    "open_sittings",
    "read_instruments",
    "tablet_actor",
]
