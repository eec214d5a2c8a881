"""What this desk keeps for itself: streams and change sets, drafts, settings, the audit."""

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from zvhdesk.domain.terms import Compartment, StreamKind
from zvhdesk.models.base import Local, new_id


class Stream(Local, kw_only=True):
    """The unit of destruction: everything of one case, of one person, or what a compartment shares."""

    __tablename__ = "stream"
    id: Mapped[str] = mapped_column(primary_key=True)
    compartment: Mapped[Compartment]
    kind: Mapped[StreamKind]


class ChangeSet(Local, kw_only=True):
    """What one act changed in one stream. `rev` counts every change set on this desk, own or received.

    `act` binds the change sets of one act; `wall_ms` is UTC milliseconds of the author's clock; `seq` is the
    server's number and `recv_ms` its time, NULL until there is one; `undo_of` is the act taken back; `origin`
    says how it came (`desk`, `import`, `demo`, `received`). `run` tells copies of one device apart.
    """

    __tablename__ = "change_set"
    # By stream and time: the newest of a case, without reading its rows.
    __table_args__ = (
        Index("ix_change_set_stream", "stream_id", "wall_ms"),
        Index("ix_change_set_unsent", "rev", sqlite_where=text("seq IS NULL")),
        # What others wrote, newest first.
        Index("ix_change_set_seq", "seq", sqlite_where=text("seq IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )
    rev: Mapped[int] = mapped_column(primary_key=True, autoincrement=True, init=False)
    cs_id: Mapped[str] = mapped_column(default_factory=new_id, index=True)
    act: Mapped[str] = mapped_column(index=True)
    stream_id: Mapped[str] = mapped_column(ForeignKey("stream.id"))
    device: Mapped[str]
    user: Mapped[str]
    wall_ms: Mapped[int]
    intent: Mapped[str]
    origin: Mapped[str]
    reason: Mapped[str | None] = mapped_column(default=None)
    undo_of: Mapped[str | None] = mapped_column(default=None)
    seq: Mapped[int | None] = mapped_column(default=None)
    recv_ms: Mapped[int | None] = mapped_column(default=None)
    run: Mapped[str | None] = mapped_column(default=None)


class ChangeOp(Local, kw_only=True):
    """One cell set by a change set: `old` and `new` are codec texts, `base_rev` what had been seen.

    Of one that was received `old` is what stood here, and `base_seq` what its author had seen of others.
    """

    __tablename__ = "change_op"
    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    rev: Mapped[int] = mapped_column(ForeignKey("change_set.rev", ondelete="CASCADE"), index=True)
    tbl: Mapped[str]
    row: Mapped[str]
    col: Mapped[str]
    old: Mapped[str]
    new: Mapped[str]
    base_rev: Mapped[int]
    base_seq: Mapped[int | None] = mapped_column(default=None)

    __table_args__ = (Index("ix_change_op_cell", "tbl", "row", "col", "rev"),)


class Draft(Local, kw_only=True):
    """Text not committed yet, at most 250 ms behind the keys. Never synced, searched, shown or printed."""

    __tablename__ = "draft"
    form: Mapped[str] = mapped_column(primary_key=True)
    row: Mapped[str] = mapped_column(primary_key=True)
    col: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    rev: Mapped[int]


class DeviceSetting(Local, kw_only=True):
    """A setting of this device: theme, screen, backup folder; also this device's own id and user."""

    __tablename__ = "device_setting"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class AccessEvent(Local, kw_only=True):
    """Who did what to which object, with which result: never a value. It outlives the case (DATA.md 13).

    `object` is a pseudonym (services.access); columns as BIO2 8.15.01: action, object, result, origin
    (device), actor, time (`at_ms`, UTC).
    """

    __tablename__ = "access_event"
    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    at_ms: Mapped[int]
    user: Mapped[str]
    device: Mapped[str]
    action: Mapped[str]
    object: Mapped[str]
    result: Mapped[str]
