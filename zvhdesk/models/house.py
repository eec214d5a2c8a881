"""What the house shares in its `huis` compartment: settings, people, partners, tables, import mappings."""

from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from zvhdesk.domain.terms import Compartment, LinesOfOthers, PartnerClass, PartnerDomain, Regime, StreamKind
from zvhdesk.models.base import Replicated


class HouseRow(Replicated, kw_only=True):
    """A row of the one `common` stream of the house."""

    __abstract__ = True
    stream_kind: ClassVar[StreamKind] = StreamKind.COMMON
    compartment: ClassVar[Compartment] = Compartment.HOUSE


class House(HouseRow, kw_only=True):
    """The house itself: one row."""

    __tablename__ = "house"
    name: Mapped[str]
    process_manager_label: Mapped[str] = mapped_column(default="procesmanager")
    auto_lock_minutes: Mapped[int] = mapped_column(default=10)
    default_table_id: Mapped[str | None] = mapped_column(default=None)


class Member(HouseRow, kw_only=True):
    """A person who works at the house and signs acts."""

    __tablename__ = "member"
    name: Mapped[str]
    initials: Mapped[str]
    role: Mapped[str]


class Device(HouseRow, kw_only=True):
    """What people call a device of the house; its id is that of the roster, which says who is in."""

    __tablename__ = "device"
    label: Mapped[str | None] = mapped_column(default=None)


class WorkArea(HouseRow, kw_only=True):
    """A part of the region with its own process manager."""

    __tablename__ = "work_area"
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)


class Municipality(HouseRow, kw_only=True):
    """A gemeente the house works for; `code` as in the national list (GM0106)."""

    __tablename__ = "municipality"
    code: Mapped[str]
    name: Mapped[str]
    work_area_id: Mapped[str | None] = mapped_column(default=None)


class Partner(HouseRow, kw_only=True):
    """An organisation that refers, takes part or is invited. `class_` decides what it may (WGS 2.27)."""

    __tablename__ = "partner"
    name: Mapped[str]
    domain: Mapped[PartnerDomain] = mapped_column(default=PartnerDomain.UNKNOWN)
    class_: Mapped[PartnerClass] = mapped_column(default=PartnerClass.UNKNOWN)


class CaseTable(HouseRow, kw_only=True):
    """A casustafel. Ages are whole years on the day of aanmelding, both ends included; None is no limit.

    `lines_of_others` is how lines of the note taker reach the wall; None is after a nod.
    """

    __tablename__ = "case_table"
    name: Mapped[str]
    short_name: Mapped[str]
    regime: Mapped[Regime] = mapped_column(default=Regime.WGS)
    min_age: Mapped[int | None] = mapped_column(default=None)
    max_age: Mapped[int | None] = mapped_column(default=None)
    colour: Mapped[str] = mapped_column(default="#4A6DA7")
    position: Mapped[int] = mapped_column(default=0)
    purpose: Mapped[str | None] = mapped_column(default=None)
    lines_of_others: Mapped[LinesOfOthers | None] = mapped_column(default=None)


class ImportMapping(HouseRow, kw_only=True):
    """How a file of one layout is read: `headings` and `mapping` are JSON texts of the import service."""

    __tablename__ = "import_mapping"
    name: Mapped[str]
    headings: Mapped[str]
    mapping: Mapped[str]
