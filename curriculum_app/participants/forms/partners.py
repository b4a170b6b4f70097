"""The shape of a partner's link, and of the form behind it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from curriculum_app.core.forms import Form
from curriculum_app.participants.forms.referrals import ReferralForm

MOST_A_DAY = 200


class LinkForm(Form):
    """A link for one partner organisation."""

    label = StringField(_l("Partner"), [InputRequired(_l("Enter the partner's name.")), Length(max=120)])
    expires_on = DateField(_l("Works until"), [InputRequired(_l("Enter the last day."))])
    most_a_day = IntegerField(
        _l("Most referrals a day"),
        [InputRequired(_l("Enter a number.")), NumberRange(1, MOST_A_DAY, _l("Enter a number from 1 to 200."))],
    )


class PartnerForm(ReferralForm):
    """A referral as a partner types it; who refers is the link's own label."""

    external_id = StringField(_l("Your own number for her"), [Optional(), Length(max=100)])
    referral_source = None  # type: ignore[assignment]  # how WTForms takes a field of the base away
