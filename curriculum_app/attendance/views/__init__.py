"""The routes of attendance, one module a subject, on one blueprint."""

from curriculum_app.attendance.views import beside, guests, paper, register, sheets, visits
from curriculum_app.attendance.views.blueprint import bp

__all__ = ["beside", "bp", "guests", "paper", "register", "sheets", "visits"]
