"""The decision of two persons to destroy a stream, and what each device signed of it (DATA.md 18)."""

from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from zvhdesk.domain.terms import StreamKind
from zvhdesk.models.base import Replicated


class Destruction(Replicated, kw_only=True):
    """One stream that is to go, or went: random ids, members of the house, days. Nothing of the case.

    `target` is the stream, `batch` binds the streams that go with one case. The signatures (hex) are those of
    `wire.destroying.Order`, None in a house without a server; there `second_name` is who stood beside it.
    """

    __tablename__ = "destruction"
    stream_kind: ClassVar[StreamKind] = StreamKind.COMMON
    target: Mapped[str] = mapped_column(index=True)
    batch: Mapped[str] = mapped_column(index=True)
    proposed_by_id: Mapped[str]
    proposed_on: Mapped[date]
    proposed_device_id: Mapped[str]
    proposed_sig: Mapped[str | None] = mapped_column(default=None)
    confirmed_by_id: Mapped[str | None] = mapped_column(default=None)
    confirmed_on: Mapped[date | None] = mapped_column(default=None)
    confirmed_device_id: Mapped[str | None] = mapped_column(default=None)
    confirmed_sig: Mapped[str | None] = mapped_column(default=None)
    second_name: Mapped[str | None] = mapped_column(default=None)
    withdrawn_on: Mapped[date | None] = mapped_column(default=None)


class DestructionReceipt(Replicated, kw_only=True):
    """What a device says of an order: nothing of that stream is left on it (SYNC.md B.5).

    `sig` (hex) is over `wire.destroying.Carried`, made of the order that every desk has itself.
    """

    __tablename__ = "destruction_receipt"
    stream_kind: ClassVar[StreamKind] = StreamKind.COMMON
    target: Mapped[str] = mapped_column(index=True)
    device_id: Mapped[str]
    carried_out_on: Mapped[date]
    sig: Mapped[str]
