"""Tables of places: organisations and the sites where groups meet."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum_app.core.ids import new_id
from curriculum_app.core.schema import Base
from curriculum_app.places.rules import ClosureReason, SiteKind


class Organisation(Base):
    """A partner that runs sites."""

    __tablename__ = "organisations"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    version: Mapped[int] = mapped_column(default=1)


class Site(Base):
    """A place where groups meet. Its name is plain; where exactly a cohort meets lies sealed with the cohort.

    `seats` are those of its room (None: not counted). `serves` is a mask of the home areas whose girls it takes (area
    1 is bit 0), zero for its own area alone. Nobody from outside goes into a closed setting unless staff say so.
    """

    __tablename__ = "sites"
    __table_args__ = (CheckConstraint("service_area BETWEEN 1 AND 8", name="service_area"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[SiteKind]
    service_area: Mapped[int] = mapped_column(index=True)
    is_open: Mapped[bool] = mapped_column(default=True)
    seats: Mapped[int | None]
    serves: Mapped[int] = mapped_column(default=0)
    is_closed_setting: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation | None] = relationship(lazy="raise")


class SiteClosure(Base):
    """Days, the first and the last included, on which nobody can meet at a site."""

    __tablename__ = "site_closures"
    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="dates"),
        Index("ix_site_closures_site_id_until_on", "site_id", "until_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id"))
    from_on: Mapped[date]
    until_on: Mapped[date]
    reason: Mapped[ClosureReason]

    site: Mapped[Site] = relationship(lazy="raise")
