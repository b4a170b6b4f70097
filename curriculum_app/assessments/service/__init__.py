"""What is done in assessments: taking in instruments, and keeping the scores of a sitting."""

from .loading import Loaded, load_instruments, read_instruments
from .scores import keep_scores

__all__ = ["Loaded", "keep_scores", "load_instruments", "read_instruments"]
