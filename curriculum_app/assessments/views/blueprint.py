"""The blueprint that all routes of assessments hang on."""

from flask import Blueprint

bp = Blueprint("assessments", __name__, template_folder="../templates")
