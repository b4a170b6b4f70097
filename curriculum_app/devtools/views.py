"""Pages of development: the component gallery."""

from flask import Blueprint

from curriculum_app.devtools import gallery

bp = Blueprint("devtools", __name__, template_folder="templates")
bp.get("/dev/components")(gallery.show_components)
