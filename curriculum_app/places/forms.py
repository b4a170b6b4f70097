"""The shape of a site as people type it."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import HiddenInput

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
    is_open = BooleanField(_l("Groups may be planned here"), default=True)
