"""Forms before and around a sign-in."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from curriculum_app.accounts.forms.fields import SecretField
from curriculum_app.accounts.rules.passwords import LONGEST
from curriculum_app.core.forms import Form

LONGEST_EMAIL = 254
LONGEST_CODE = 40
# What was being sent when the screen was found locked: where to, and its fields.
AGAIN = "again"
KEPT = "kept-"
NO_PASSWORD = _l("Type your password.")


class SignInForm(Form):
    """E-mail and password. The shape of the address is not checked: that would answer differently for some
    names.
    """

    email = StringField(_l("E-mail"), [InputRequired(_l("Type your e-mail.")), Length(max=LONGEST_EMAIL)])
    password = SecretField(_l("Password"), [InputRequired(NO_PASSWORD), Length(max=4 * LONGEST)])
    next = HiddenField()


class CodeForm(Form):
    """The second step: the code of the app, or a printed one."""

    code = StringField(
        _l("Code"),
        [InputRequired(_l("Type the code.")), Length(max=LONGEST_CODE)],
    )
    next = HiddenField()


class UnlockForm(Form):
    """One factor is enough to open a locked screen: the password, or a code."""

    reads_also = (AGAIN, KEPT)

    password = SecretField(_l("Password"), [Length(max=4 * LONGEST)])
    code = StringField(_l("Or the code from your app"), [Length(max=LONGEST_CODE)])
    next = HiddenField()


class EnrolForm(Form):
    """Proof that the app has the key."""

    code = StringField(
        _l("Code from the app"),
        [InputRequired(_l("Type the six digits that the app shows.")), Length(max=LONGEST_CODE)],
    )
