"""The shape of courses, trainings and their filters as staff type them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, IntegerField, RadioField, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from curriculum_app.core.forms import Form, IdField, choices
from curriculum_app.places.rules import service_area_name
from curriculum_app.trainings.forms.staff import KINDS
from curriculum_app.trainings.models import Course
from curriculum_app.trainings.queries.trainings import Wanted
from curriculum_app.trainings.rules import TrainingKind
from curriculum_app.trainings.rules.courses import Audience, hours_of, minutes_of
from curriculum_app.trainings.service.courses import CourseFacts, TrainingFacts

MOST_MONTHS = 120
AUDIENCE_CHOICES = ((Audience.PARTNERS.value, _l("Partners")), (Audience.STAFF.value, _l("Staff")))


class HoursField(StringField):
    """Hours as people write them; `minutes` after `validate`."""

    @property
    def minutes(self) -> int:
        """The whole minutes; zero where nothing good was typed."""
        return minutes_of(self.data or "") or 0

    def pre_validate(self, _form: Any) -> None:  # noqa: ANN401 - WTForms' own
        """Refuse what is no number of hours."""
        if self.data and not self.minutes:
            raise ValidationError(_l("Write the hours as 2 or 1.5, from 0.25 to 60."))


class CourseForm(Form):
    """A course."""

    id = IdField()
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    name = StringField(_l("Name of the course"), [InputRequired(_l("Enter the name.")), Length(max=120)])
    hours = HoursField(_l("Hours"), [InputRequired(_l("Enter the hours."))])
    audience = RadioField(
        _l("For whom"), [InputRequired(_l("Choose for whom it is."))], choices=choices(AUDIENCE_CHOICES)
    )
    expires_months = IntegerField(
        _l("Months until it runs out"),
        [Optional(), NumberRange(1, MOST_MONTHS, _l("Enter a number from 1 to 120."))],
        description=_l("Leave empty when it does not run out."),
    )
    counts_as = SelectField(
        _l("Counts for staff as"),
        [Optional()],
        choices=choices([("", _l("Nothing of its own")), *((each.value, KINDS[each]) for each in TrainingKind)]),
    )

    @classmethod
    def of(cls, course: Course) -> CourseForm:
        """The form of a course that is there."""
        return cls(
            data={
                "version": course.version, "name": course.name, "hours": hours_of(course.minutes),
                "audience": course.audience.value, "expires_months": course.expires_months,
                "counts_as": course.counts_as.value if course.counts_as else "",
            }
        )  # fmt: skip

    @property
    def facts(self) -> CourseFacts:
        """What was typed; call after `validate`."""
        return CourseFacts(
            self.name.data or "", self.hours.minutes, Audience(self.audience.data), self.expires_months.data,
            TrainingKind(self.counts_as.data) if self.counts_as.data else None,
        )  # fmt: skip


class TrainingForm(Form):
    """A training of a course; `course` is left out where it is not to be changed."""

    id = IdField()
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    course = SelectField(_l("Course"), [InputRequired(_l("Choose a course."))])
    held_on = DateField(_l("Day"), [InputRequired(_l("Enter the day."))])
    hours = HoursField(_l("Hours"), [Optional()], description=_l("Leave empty for the hours of the course."))
    trainer = StringField(_l("Trainer"), [Optional(), Length(max=120)])
    place = StringField(_l("Place"), [Optional(), Length(max=160)])
    audience = SelectField(
        _l("For whom"), [Optional()], choices=choices([("", _l("As the course")), *AUDIENCE_CHOICES])
    )
    service_area = SelectField(_l("Belongs to"), [Optional()])

    def offer(self, courses: Sequence[Course], areas: Iterable[int]) -> None:
        """Fill in what can be chosen."""
        self.course.choices = choices([("", _l("Choose")), *((str(each.id), each.name) for each in courses)])
        of_areas = ((str(area), service_area_name(area)) for area in areas)
        self.service_area.choices = choices([("", _l("The whole programme")), *of_areas])

    def facts(self, course: Course) -> TrainingFacts:
        """What was typed of a training of `course`; call after `validate`."""
        assert self.held_on.data is not None  # noqa: S101 - the form is good
        return TrainingFacts(
            held_on=self.held_on.data, minutes=self.hours.minutes or course.minutes,
            audience=Audience(self.audience.data) if self.audience.data else course.audience,
            trainer=self.trainer.data or "", place=self.place.data or "",
            service_area=int(self.service_area.data) if self.service_area.data else None,
        )  # fmt: skip


class TrainingFilter(Form):
    """The filters of the list as they stand in its address."""

    course = SelectField(_l("Course"), [Optional()])
    audience = SelectField(_l("For whom"), [Optional()], choices=choices([("", _l("Everybody")), *AUDIENCE_CHOICES]))
    from_on = DateField(_l("From"), [Optional()], name="from", id="from")
    until_on = DateField(_l("To"), [Optional()], name="to", id="to")

    def offer(self, courses: Sequence[Course]) -> None:
        """Fill in the courses."""
        self.course.choices = choices([("", _l("All courses")), *((str(each.id), each.name) for each in courses)])

    def validate_until_on(self, field: Field) -> None:
        """The last day is not before the first."""
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError(_l("The last day must not be before the first day."))

    @property
    def wanted(self) -> Wanted:
        """The filters as the query takes them; call after `validate`."""
        return Wanted(
            UUID(self.course.data) if self.course.data else None,
            Audience(self.audience.data) if self.audience.data else None,
            self.from_on.data,
            self.until_on.data,
        )

    def query(self) -> dict[str, str]:
        """The address's query for the same selection; what is empty is left out."""
        days = {"from": self.from_on.data, "to": self.until_on.data}
        found = {"course": self.course.data or "", "audience": self.audience.data or ""}
        found |= {name: day.isoformat() for name, day in days.items() if day}
        return {name: value for name, value in found.items() if value}
