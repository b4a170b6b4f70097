"""Addresses that work without an account: an id and a keyed proof of it, so that nothing has to be kept of them."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from uuid import UUID

from sqlalchemy.orm import joinedload

from curriculum_app.core.db import db
from curriculum_app.core.vault import fingerprint
from curriculum_app.trainings.models import Attendee, Training
from curriculum_app.trainings.rules.courses import may_answer

ID_BYTES, PROOF_BYTES = 16, 16


def sign_in_token(training: Training) -> str:
    """The token of a training's public sheet; another `link_serial` makes another one."""
    return _token("sign_in", training.id, training.link_serial)


def answer_token(attendee_id: UUID) -> str:
    """The token by which one attendee answers whether she used it."""
    return _token("answer", attendee_id, 0)


def open_sheet(token: str, *, on: date) -> Training | None:
    """The training behind a token, on its own day alone; unknown, ended and expired ones are the same: None."""
    row_id = _id_in(token)
    training = db.session.get(Training, row_id, options=[joinedload(Training.course)]) if row_id else None
    if training is None or training.held_on != on:
        return None
    return training if hmac.compare_digest(token.encode(), sign_in_token(training).encode()) else None


def open_answer(token: str, *, on: date) -> Attendee | None:
    """The attendee behind a token, while she may answer; otherwise None, whatever the reason."""
    row_id = _id_in(token)
    if row_id is None or not hmac.compare_digest(token.encode(), answer_token(row_id).encode()):
        return None
    whole = joinedload(Attendee.training).joinedload(Training.course)
    attendee = db.session.get(Attendee, row_id, options=[whole])
    return attendee if attendee is not None and may_answer(attendee.training.held_on, on) else None


def _token(kind: str, row_id: UUID, serial: int) -> str:
    proof = fingerprint(f"trainings.{kind}", row_id.hex, str(serial))[:PROOF_BYTES]
    return urlsafe_b64encode(row_id.bytes + proof).rstrip(b"=").decode()


def _id_in(token: str) -> UUID | None:
    try:
        raw = urlsafe_b64decode(token.encode("ascii") + b"=")
    except ValueError:
        return None
    return UUID(bytes=raw[:ID_BYTES]) if len(raw) == ID_BYTES + PROOF_BYTES else None
