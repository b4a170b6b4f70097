"""Recording a concern and answering its questions, barring whom it is about, following it, and telling in time."""

from curriculum_app.concerns.service.answering import (
    AnswerMissing,
    NotYet,
    NumberWrong,
    ReasonTooShort,
    answer_done,
    answer_exploited,
    answer_learned,
    answer_phone,
    answer_text,
    waive,
)
from curriculum_app.concerns.service.following import add_follow_up, bar_staff
from curriculum_app.concerns.service.noticing import mark_seen, tell_in_time
from curriculum_app.concerns.service.recording import NobodyNamed, record_concern

__all__ = [
    "AnswerMissing",
    "NobodyNamed",
    "NotYet",
    "NumberWrong",
    "ReasonTooShort",
    "add_follow_up",
    "answer_done",
    "answer_exploited",
    "answer_learned",
    "answer_phone",
    "answer_text",
    "bar_staff",
    "mark_seen",
    "record_concern",
    "tell_in_time",
    "waive",
]
