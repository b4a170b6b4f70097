"""The pages of trainings: what staff are trained for, courses and trainings, and the public pages of those who came."""

from curriculum_app.trainings.views import attendees, certificates, courses, public, staff, trainings
from curriculum_app.trainings.views.blueprint import bp

__all__ = ["attendees", "bp", "certificates", "courses", "public", "staff", "trainings"]
