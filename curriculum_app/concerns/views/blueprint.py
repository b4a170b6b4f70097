"""The blueprint that the pages of concerns stand on."""

from flask import Blueprint

bp = Blueprint("concerns", __name__, url_prefix="/concerns", template_folder="../templates")
