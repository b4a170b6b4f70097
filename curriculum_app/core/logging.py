"""Structured logs that cannot leak: scalars only, fixed keys, never a person's text.

`log(event, **scalars)` refuses anything but numbers, booleans, UUIDs and short words, so that nobody can log an object
"just for now". An exception is logged as its type and the places it passed, without its message.
"""

from __future__ import annotations

import re
import sys
import traceback
from uuid import UUID

import structlog

Scalar = str | int | float | bool | UUID | None
WORD = re.compile(r"[A-Za-z0-9_.:/<>-]{0,120}")


class NotAScalar(TypeError):
    """Something was to be logged that is not a number, an id or a short word."""


def configure() -> None:
    """Write one JSON object a line to standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def log(event: str, **scalars: Scalar) -> None:
    """Log `event` with its scalars. Raises NotAScalar for anything that could hold a person's text."""
    for name, value in scalars.items():
        if isinstance(value, str) and not WORD.fullmatch(value):
            raise NotAScalar(f"{name} is not a word.")
        if value is not None and not isinstance(value, str | int | float | UUID):
            raise NotAScalar(f"{name} is a {type(value).__name__}.")
    structlog.get_logger().info(event, **{key: str(v) if isinstance(v, UUID) else v for key, v in scalars.items()})


def log_exception(event: str, error: BaseException) -> None:
    """Log an exception by its type and the places it passed; its message may hold a person's text and stays out."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    places = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in frames]
    structlog.get_logger().error(event, kind=type(error).__name__, places=places)
