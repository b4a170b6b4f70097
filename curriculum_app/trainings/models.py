"""The tables of trainings: staff's records, courses, trainings of a course, and who was at each."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum_app.accounts.models import User
from curriculum_app.core.ids import new_id
from curriculum_app.core.jobs import Job
from curriculum_app.core.schema import Base
from curriculum_app.core.vault import sealed
from curriculum_app.trainings.rules import TrainingKind
from curriculum_app.trainings.rules.courses import AddedBy, Applied, Audience


class StaffTraining(Base):
    """A member of staff is trained from `valid_from` to `valid_until` (None: open), both included."""

    __tablename__ = "staff_trainings"
    __table_args__ = (
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="dates"),
        UniqueConstraint("user_id", "kind", "valid_from"),
        Index("ix_staff_trainings_recorded_by_id", "recorded_by_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[TrainingKind]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    staff: Mapped[User] = relationship(lazy="raise", foreign_keys=[user_id])


class Course(Base):
    """What can be taught: how long it takes as a rule, for whom it is, and after how many months it runs out.

    With `counts_as`, whoever of the staff was at one has the record of that kind by it.
    """

    __tablename__ = "courses"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint("expires_months IS NULL OR expires_months > 0", name="expires_months"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(120))
    # The name as it is compared (`rules.courses.plain`), so that a file and a form mean the same course.
    name_key: Mapped[str] = mapped_column(String(120), unique=True)
    minutes: Mapped[int]
    audience: Mapped[Audience]
    expires_months: Mapped[int | None]
    counts_as: Mapped[TrainingKind | None]
    version: Mapped[int] = mapped_column(default=1)


class Training(Base):
    """One day on which a course was given. Without a service area it belongs to the whole programme.

    `expires_on` is the last day on which its certificates count. The address of the QR code is made of the id and
    `link_serial`, so that a new number ends the old address.
    """

    __tablename__ = "trainings"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint("expires_on IS NULL OR expires_on >= held_on", name="dates"),
        CheckConstraint("service_area IS NULL OR service_area BETWEEN 1 AND 8", name="service_area"),
        Index("ix_trainings_course_id_held_on", "course_id", "held_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    course_id: Mapped[UUID] = mapped_column(ForeignKey("courses.id"))
    held_on: Mapped[date] = mapped_column(index=True)
    trainer: Mapped[str] = mapped_column(String(120), default="")
    place: Mapped[str] = mapped_column(String(160), default="")
    minutes: Mapped[int]
    audience: Mapped[Audience]
    service_area: Mapped[int | None]
    expires_on: Mapped[date | None]
    link_serial: Mapped[int] = mapped_column(default=1)
    job_id: Mapped[UUID | None] = mapped_column(ForeignKey("jobs.id"), index=True)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    course: Mapped[Course] = relationship(lazy="raise")
    job: Mapped[Job | None] = relationship(lazy="raise")


class Attendee(Base):
    """Somebody who was at a training; what tells who it is lies sealed under the program's own key.

    `person_print` is a keyed hash by which the same person is known in other trainings, `row_print` one by which the
    same line of a file or form is known again. `organisation_key` is the organisation as it is compared and counted.
    """

    __tablename__ = "attendees"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint("(applied IS NULL) = (applied_at IS NULL)", name="answered"),
        Index("ix_attendees_training_id_added_at", "training_id", "added_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    training_id: Mapped[UUID] = mapped_column(ForeignKey("trainings.id"))
    person_print: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    row_print: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    name_sealed: Mapped[bytes] = sealed("attendee.name")
    role_sealed: Mapped[bytes | None] = sealed("attendee.role")
    email_sealed: Mapped[bytes | None] = sealed("attendee.email")
    external_id_sealed: Mapped[bytes | None] = sealed("attendee.external_id")
    organisation: Mapped[str] = mapped_column(String(160))
    organisation_key: Mapped[str] = mapped_column(String(160))
    minutes: Mapped[int]
    added_by: Mapped[AddedBy]
    added_at: Mapped[datetime]
    added_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    # The member of staff with this e-mail, and the record that she has by this training.
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    staff_training_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("staff_trainings.id", ondelete="SET NULL"), unique=True
    )
    applied: Mapped[Applied | None]
    applied_at: Mapped[datetime | None]
    applied_line_sealed: Mapped[bytes | None] = sealed("attendee.applied_line")

    training: Mapped[Training] = relationship(lazy="raise")


class CertificateFile(Base):
    """The certificates of a training in one PDF, between their making and their fetching; gone after an hour."""

    __tablename__ = "certificate_files"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    training_id: Mapped[UUID] = mapped_column(ForeignKey("trainings.id"), unique=True)
    body_sealed: Mapped[bytes] = sealed("certificate_file.body")
    made_at: Mapped[datetime] = mapped_column(index=True)
