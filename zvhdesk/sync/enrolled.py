"""Who is in the house: the devices of the roster, with the people and the days this desk knows of them.

The roster itself holds no names and no time: names are rows of `huis`, days are the server's, of envelopes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zvhdesk.domain import enrolment
from zvhdesk.domain.enrolment import After, DeviceRow, letter_of
from zvhdesk.models.agreeing import SealedEnvelope
from zvhdesk.models.house import Member
from zvhdesk.services import devices as named
from zvhdesk.services.desk import Desk
from zvhdesk.sync import own, rosters
from zvhdesk.wire.envelope import Header, Kind
from zvhdesk.wire.membership import Membership

_LAST_MS = int(datetime.max.replace(tzinfo=UTC).timestamp() * 1000) - 1000


def devices(desk: Desk) -> tuple[DeviceRow, ...]:
    """All devices, revoked ones too, in the order in which they came; none for a desk without a house."""
    return desk.read(lambda session: _devices(session, desk.device, _heard(session)))


def newcomers(session: Session, device: str) -> tuple[DeviceRow, ...]:
    """The devices let in since, that whoever works at this one was not told of yet."""
    # Asked after every pass: when each was heard last is not, for that reads all there is.
    return enrolment.newcomers(_devices(session, device, {}), named.told_of(session))


def _heard(session: Session) -> dict[bytes, int]:
    heard = select(SealedEnvelope.dev, func.max(SealedEnvelope.recv_ms)).group_by(SealedEnvelope.dev)
    return {dev: at for dev, at in session.execute(heard) if at is not None}


def _devices(session: Session, device: str, last: Mapping[bytes, int]) -> tuple[DeviceRow, ...]:
    pinned = own.pinned(session)
    if pinned is None:
        return ()
    roster = rosters.known(session, *pinned)
    names = {found.id: found.name for found in session.scalars(select(Member).where(~Member.deleted))}
    labels = named.labels(session)
    came: dict[bytes, int] = {}
    went: dict[bytes, int] = {}
    for one in said(session):
        (came if one.word.role else went).setdefault(one.word.dev, one.at_ms)
    return tuple(
        DeviceRow(
            id=dev.hex(),
            user=known.device.user.hex(),
            person=names.get(known.device.user.hex(), ""),
            letter=letter_of(place),
            me=dev.hex() == device,
            admin=known.device.user in roster.admins,
            since=_moment(came.get(dev)),
            last=_moment(last.get(dev)),
            revoked=None if known.revoked is None else After(known.revoked.value),
            revoked_at=_moment(went.get(dev)) if known.revoked else None,
            label=labels.get(dev.hex(), ""),
        )
        for place, (dev, known) in enumerate(roster.devices.items())
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a member, with its place in the log of its compartment and the server's time."""

    comp: bytes
    seq: int
    at_ms: int
    word: Membership


def said(session: Session) -> Iterator[Said]:
    """What was said of members, in order."""
    rows = session.scalars(
        select(SealedEnvelope)
        .where(SealedEnvelope.cs_id.is_(None), SealedEnvelope.recv_ms.is_not(None))
        .order_by(SealedEnvelope.seq)
    )
    for row in rows:
        if row.hdr is None or row.ct is None or row.seq is None or row.recv_ms is None:
            continue
        if Header.from_bytes(row.hdr).kind == Kind.MEMBERSHIP:
            yield Said(row.comp, row.seq, row.recv_ms, Membership.from_bytes(row.ct))


def _moment(ms: int | None) -> datetime | None:
    """None also for what no calendar has: the server says the time, and nobody signed it."""
    return None if ms is None or ms > _LAST_MS else datetime.fromtimestamp(ms / 1000, UTC)
