"""The blueprint that the pages of hand-offs stand on."""

from flask import Blueprint

bp = Blueprint("star_court", __name__, template_folder="../templates")
ADDRESS = "/star-court/<uuid:handoff_id>"
