"""Forms about one's own account."""

from collections.abc import Callable

from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, ValidationError
from wtforms import Form as WTForm
from wtforms.validators import InputRequired, Length

from curriculum_app.accounts.forms.fields import SecretField
from curriculum_app.accounts.forms.sign_in import NO_PASSWORD, EnrolForm
from curriculum_app.accounts.rules.passwords import LONGEST
from curriculum_app.core.forms import Form, choices
from curriculum_app.core.i18n import LANGUAGES

PASSWORD_HINT = _l(
    "At least 15 characters. Four or more unrelated words are easy to keep in mind. Spaces and every other "
    "character are fine, and you may paste it from a password manager."
)


def same_as(other: str) -> Callable[[WTForm, Field], None]:
    """A check that this field says the same as `other`."""

    def check(form: WTForm, field: Field) -> None:
        if field.data != form[other].data:
            raise ValidationError(_l("The two passwords differ. Type the same one twice."))

    return check


class NewPasswordForm(Form):
    """Choosing a password, twice, so that a slip of the finger locks nobody out."""

    # For the password manager, which wants to know whose password it keeps.
    reads_also = ("username",)

    password = SecretField(
        _l("New password"),
        [InputRequired(_l("Choose a password.")), Length(max=4 * LONGEST)],
        description=PASSWORD_HINT,
    )
    password_again = SecretField(
        _l("New password again"), [InputRequired(_l("Type the new password a second time.")), same_as("password")]
    )


class ChangePasswordForm(NewPasswordForm):
    """Changing it takes the one there is."""

    current_password = SecretField(_l("Your password now"), [InputRequired(NO_PASSWORD), Length(max=4 * LONGEST)])


class ConfirmForm(Form):
    """The password once more, before something that an unlocked screen alone should not allow."""

    current_password = SecretField(_l("Your password"), [InputRequired(NO_PASSWORD), Length(max=4 * LONGEST)])


class ReplaceFactorForm(EnrolForm):
    """Another app or phone takes over: the password as well as the new code."""

    current_password = SecretField(_l("Your password"), [InputRequired(NO_PASSWORD), Length(max=4 * LONGEST)])


class LanguageForm(Form):
    """The language of the pages."""

    language = RadioField(_l("Language of the pages"), choices=choices(LANGUAGES.items()))
