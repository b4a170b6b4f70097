"""The blueprint that the pages of intake hang on."""

from flask import Blueprint

bp = Blueprint("participants", __name__, template_folder="../templates")
