"""Pages of development: the component gallery and the outbox."""

from flask import Blueprint

from curriculum_app.devtools import gallery, outbox

bp = Blueprint("devtools", __name__, template_folder="templates")
bp.get("/dev/components")(gallery.show_components)
bp.get("/dev/mail")(outbox.list_mails)
