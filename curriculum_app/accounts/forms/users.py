"""Forms about other people's accounts and roles."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectField, StringField
from wtforms.validators import Email, InputRequired, Length, Optional

from curriculum_app.accounts.forms.sign_in import LONGEST_EMAIL
from curriculum_app.accounts.service.roles import RoleWanted
from curriculum_app.core.access import Role
from curriculum_app.core.forms import Form, IdField, choices

LONGEST_NAME = 120
EVERYWHERE = ("", _l("No limit"))

Choices = list[tuple[str, str]]


class RoleForm(Form):
    """A role, where it holds and from when to when. The choices of areas and sites are passed in."""

    id = IdField()
    role = SelectField(
        _l("Role"),
        [InputRequired(_l("Choose a role."))],
    )
    service_area = SelectField(_l("Service area"), [Optional()], choices=choices([EVERYWHERE]))
    site = SelectField(_l("Or one site"), [Optional()], choices=choices([EVERYWHERE]))
    from_on = DateField(_l("From"), [InputRequired(_l("Give the first day."))])
    until_on = DateField(_l("Until"), [Optional()])

    def offer(self, roles: Choices, areas: Choices, sites: Choices) -> None:
        """Fill in the roles and the places that there are."""
        self.role.choices = choices(roles)
        self.service_area.choices = choices([EVERYWHERE, *areas])
        self.site.choices = choices([EVERYWHERE, *sites])

    def wanted(self, assignment_id: UUID) -> RoleWanted:
        """What was asked for, in the service's words."""
        if self.from_on.data is None:
            raise LookupError("Validate the form first.")
        return RoleWanted(
            id=assignment_id,
            role=Role(self.role.data),
            from_on=self.from_on.data,
            until_on=self.until_on.data,
            service_area=int(self.service_area.data) if self.service_area.data else None,
            site_id=UUID(self.site.data) if self.site.data else None,
        )


class NewUserForm(RoleForm):
    """A new account with its first role."""

    full_name = StringField(_l("Full name"), [InputRequired(_l("Type the full name.")), Length(max=LONGEST_NAME)])
    email = StringField(
        _l("E-mail"),
        [
            InputRequired(_l("Type the e-mail address.")),
            Length(max=LONGEST_EMAIL),
            Email(_l("Type an e-mail address like name@example.com.")),
        ],
    )


class NewLinkForm(Form):
    """A new set-up link, for someone who cannot get in."""

    forget_second_factor = BooleanField(_l("The phone with the codes is lost: forget the second factor too"))
