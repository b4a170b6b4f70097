"""The shape of a site as people type it."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from curriculum_app.core.forms import Form, IdField, choices
from curriculum_app.places.rules import SERVICE_AREAS, SiteKind, service_area_name

KINDS = (
    (SiteKind.COMMUNITY, _l("Community place")),
    (SiteKind.SCHOOL, _l("School")),
    (SiteKind.GROUP_HOME, _l("Group home")),
    (SiteKind.JUVENILE_HALL, _l("Juvenile hall")),
    (SiteKind.OFFICE, _l("Office")),
)


class SiteForm(Form):
    """A site: new with `id`, edited with `version`."""

    id = IdField()
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    name = StringField(_l("Name"), [DataRequired(_l("Enter the site's name.")), Length(max=120)])
    organisation = StringField(_l("Organisation"), [Optional(), Length(max=120)])
    kind = SelectField(_l("Kind of place"), choices=choices(KINDS))
    service_area = SelectField(
        _l("Service area"), choices=choices([(str(number), service_area_name(number)) for number in SERVICE_AREAS])
    )
    seats = IntegerField(_l("Seats in its room"), [Optional(), NumberRange(1, 200, _l("Choose from 1 to 200 seats."))])
    serves = SelectMultipleField(
        _l("Girls of these areas can come"),
        choices=choices([(str(number), service_area_name(number)) for number in SERVICE_AREAS]),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        description=_l("None ticked: girls of its own area."),
    )
    is_closed_setting = BooleanField(
        _l("A closed setting"),
        description=_l("A hall or a home: only girls who live there, or of whom staff say that they can go there."),
    )
    is_open = BooleanField(_l("Groups may be planned here"), default=True)
