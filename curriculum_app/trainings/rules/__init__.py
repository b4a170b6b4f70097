"""What a training is, when it counts, how a file of them is read, and how they are counted."""

from curriculum_app.trainings.rules.windows import TrainingKind, Window, is_trained, last_day

__all__ = ["TrainingKind", "Window", "is_trained", "last_day"]
