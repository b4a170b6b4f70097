"""Reads of trainings: staff's readiness, courses and who was at them, and the figures of a report."""

from curriculum_app.trainings.queries.staff import StaffRow, staff_trainings, staff_within, trainings_of, within

__all__ = ["StaffRow", "staff_trainings", "staff_within", "trainings_of", "within"]
