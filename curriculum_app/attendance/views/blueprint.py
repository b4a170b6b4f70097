"""The blueprint and the address that most routes of attendance lie under."""

from flask import Blueprint

bp = Blueprint("attendance", __name__, template_folder="../templates")

SESSION = "/cohorts/<uuid:cohort_id>/sessions/<uuid:session_id>"
SHEET = f"{SESSION}/attendance"
