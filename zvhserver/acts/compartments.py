"""Who may do what in a compartment: the server's fence. The desks have their own and do not rely on it."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from zvhdesk.wire.encoding import Malformed
from zvhdesk.wire.membership import Membership, Role
from zvhdesk.wire.messages import Head, Why
from zvhserver.acts.answers import Caller, Refusal
from zvhserver.acts.folding import folded
from zvhserver.store import tables as t
from zvhserver.store.tables import Part


class Mode(StrEnum):
    """`restore`: desks bring back what this server lost; nothing new is taken until the admin opened it."""

    OPEN = "open"
    RESTORE = "restore"


_SAID = select(t.about).where(t.about.c.key.in_((bindparam("of_house"), bindparam("of_all"))))
_FOUND = select(t.compartment).where(t.IS_IT)
_LOCKED = _FOUND.with_for_update()
_ROLE = select(t.member.c.role).where(t.of_it(t.member), t.member.c.dev == bindparam("dev"))
_GONE = select(t.gone.c.stream).where(
    t.of_it(t.gone), t.gone.c.stream.in_(bindparam("streams", expanding=True))
)


def mode_of(connection: Connection, house: bytes) -> Mode:
    """The mode of a house, and of what is made in it now: what was said last of that house, or of all."""
    return Mode((_said(connection, house) or [Mode.OPEN])[0])


def takes_revoked(connection: Connection, house: bytes) -> bool:
    """Whether the administrator takes it that somebody was let in by who is of the house no more."""
    return _REVOKED in _said(connection, house)


def set_mode(
    connection: Connection, mode: Mode, house: bytes | None = None, *, also_revoked: bool = False
) -> None:
    """Of every compartment of a house, and of those that its desks bring from now on; None is all houses.

    Where each stands when a restore is begun is kept until it is opened.
    """
    c = t.compartment.c
    of = c.house == (c.house if house is None else house)
    before = select(c.id).where(of, c.mode != mode.value)
    for table in (t.restored, t.brought):
        connection.execute(delete(table).where(before.where(t.beside(table)).exists()))
    if mode is Mode.RESTORE:
        begins = select(c.house, c.id, c.head_seq).where(of, c.mode != mode.value)
        connection.execute(insert(t.restored).from_select(["house", "comp", "began_seq"], begins))
    connection.execute(update(t.compartment).values(mode=mode.value).where(of))
    key = t.about.c.key
    said = key.startswith(_mode_key(None)) if house is None else key == _mode_key(house)
    connection.execute(delete(t.about).where(said))
    words = " ".join([mode.value, *([_REVOKED] if also_revoked else [])])
    connection.execute(insert(t.about).values(key=_mode_key(house), value=words.encode()))


_REVOKED = "revoked"


def _said(connection: Connection, house: bytes) -> list[str]:
    """What was said last of that house, or of all: a mode, and whether that word is with it."""
    kept = connection.execute(_SAID, {"of_house": _mode_key(house), "of_all": _mode_key(None)})
    said = {row.key: bytes(row.value).decode().split() for row in kept}
    return said.get(_mode_key(house)) or said.get(_mode_key(None)) or []


def _mode_key(house: bytes | None) -> str:
    return "mode" if house is None else f"mode:{house.hex()}"


def found(connection: Connection, caller: Caller, comp: bytes, *, lock: bool = False) -> Row[Any]:
    """The compartment of the caller's house. Refuses with `unknown`, also for one of another house."""
    row = connection.execute(_LOCKED if lock else _FOUND, caller.part(comp).given).first()
    if row is None:
        raise Refusal(Why.UNKNOWN)
    return row


def role_in(connection: Connection, dev: bytes, part: Part) -> Role | None:
    """The role of a device at the head."""
    role = connection.scalar(_ROLE, {**part.given, "dev": dev})
    return Role(role) if role is not None else None


def require_member(connection: Connection, caller: Caller, comp: bytes) -> Role:
    """The caller's role. Refuses with `unknown`: nobody learns of a compartment that is not theirs."""
    role = role_in(connection, caller.dev, caller.part(comp))
    if role is None:
        raise Refusal(Why.UNKNOWN)
    return role


def speaks_for(connection: Connection, caller: Caller, comp: bytes) -> bool:
    """Whether the caller may say who is a member: an admin that is one and writes, or that begins it.

    Also one whom two officers made an admin since the last member was revoked: a compartment whose last desk
    was lost is not lost with it, and nobody who may revoke lets himself in.
    """
    if not caller.admin:
        return False
    part = caller.part(comp)
    if role_in(connection, caller.dev, part) is Role.WRITE:
        return True
    row = found(connection, caller, comp)
    members = _members(connection, part)
    return (
        row.head_seq == 0 or (not members and row.mode == Mode.RESTORE) or _sent(connection, caller, members)
    )


def is_sent(connection: Connection, caller: Caller, comp: bytes) -> bool:
    """Whether two officers sent the caller into a compartment of which every member was revoked."""
    return _sent(connection, caller, _members(connection, caller.part(comp)))


def _sent(connection: Connection, caller: Caller, members: Collection[bytes]) -> bool:
    mine = (t.device.c.house == caller.house, t.device.c.id == caller.dev)
    user = connection.scalar(select(t.device.c.user).where(*mine)) or b""
    return folded(connection, caller.house).may_begin_anew(user, members)


def _members(connection: Connection, part: Part) -> Sequence[bytes]:
    return connection.scalars(select(t.member.c.dev).where(part.of(t.member))).all()


def is_gone(connection: Connection, part: Part, stream: bytes) -> bool:
    """Whether the stream was destroyed."""
    of = (part.of(t.gone), t.gone.c.stream == stream)
    return connection.execute(select(t.gone.c.stream).where(*of)).first() is not None


def gone_of(connection: Connection, part: Part, streams: Collection[bytes]) -> frozenset[bytes]:
    """Which of these streams were destroyed."""
    return frozenset(connection.scalars(_GONE, {**part.given, "streams": list(streams)}))


def head(row: Row[Any]) -> Head:
    """Where it stands."""
    return Head(seq=row.head_seq, chain=row.head_chain, epoch=row.epoch)


def change_member(connection: Connection, part: Part, body: bytes) -> None:
    """Carry out what an envelope of kind 6 says. Refuses with `roster` a device the house does not know."""
    try:
        said = Membership.from_bytes(body)
    except Malformed:
        raise Refusal(Why.SHAPE) from None
    known = select(t.device.c.id).where(t.device.c.id == said.dev, t.device.c.house == part.house)
    if connection.execute(known).first() is None:
        raise Refusal(Why.ROSTER)
    connection.execute(delete(t.member).where(part.of(t.member), t.member.c.dev == said.dev))
    if said.role is not None:
        values = {**part._asdict(), "dev": said.dev, "role": said.role.value}
        connection.execute(insert(t.member).values(values))
