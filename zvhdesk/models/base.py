"""The mapped bases. A replicated row travels between desks; a local row never leaves this one."""

from enum import StrEnum
from typing import Any, ClassVar

import uuid6
from sqlalchemy import Enum
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from zvhdesk.domain.terms import Compartment, StreamKind


def new_id() -> str:
    """A UUIDv7 as 32 hex digits, made on the desk. Random enough for a stream, in time order for a row."""
    return uuid6.uuid7().hex


def _stored_values(members: type[StrEnum]) -> list[str]:
    return [member.value for member in members]


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Every mapped table of the database. Enumerations are stored as their values, with no CHECK."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        StrEnum: Enum(
            StrEnum, values_callable=_stored_values, native_enum=False, create_constraint=False, length=40
        )
    }


class Replicated(Base, kw_only=True):
    """A row that is recorded, undone and synced. It is never deleted: `deleted` is a field (DATA.md 4).

    Replicated columns carry no UNIQUE and no CHECK, and every column added later is nullable, so that a
    desk with an older version loses nothing (SYNC.md A.1, 6 and 8).
    """

    __abstract__ = True
    stream_kind: ClassVar[StreamKind] = StreamKind.CASE
    compartment: ClassVar[Compartment] = Compartment.REGULAR

    stream_id: Mapped[str] = mapped_column(index=True)
    id: Mapped[str] = mapped_column(primary_key=True, default_factory=new_id)
    deleted: Mapped[bool] = mapped_column(default=False)


class Local(Base, kw_only=True):
    """A row of this desk alone: never recorded, never sent."""

    __abstract__ = True
