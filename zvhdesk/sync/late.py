"""What was kept aside is taken once it can be: it can be read by now, or be applied.

What cannot be read is looked at in every pass. What was read and could not be applied is tried again once a
day, by another version of the program, and after something else that stood aside was taken: it may have been
written on top of that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk import __version__
from zvhdesk.models.agreeing import CompartmentState, Fate, SealedEnvelope
from zvhdesk.models.capture import CaptureSession, placed, rows_of
from zvhdesk.models.device_setting import device_setting
from zvhdesk.models.local import DeviceSetting
from zvhdesk.services.desk import Desk
from zvhdesk.sync import braking
from zvhdesk.sync.applying import Read, acts_of, apply_all_that_can_be
from zvhdesk.sync.incoming import is_mine
from zvhdesk.sync.opening import Opener
from zvhdesk.sync.own import Own
from zvhdesk.sync.payload import Act, act_of
from zvhdesk.sync.steps import Story, at_desk
from zvhdesk.wire.envelope import Header
from zvhdesk.wire.roster import Roster

_DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class _Kept:
    """The row of an envelope that can be read, with what is in it."""

    row: int
    read: Read


def taking(me: Own, roster: Roster, comp: bytes) -> Story[int]:
    """Take what can be taken by now. Returns how many. Raises Held as any page does."""
    now_ms = yield from at_desk(_now)
    take = partial(take_late, me=me, roster=roster, comp=comp, now_ms=now_ms)
    return (yield from braking.receiving([take], comp))


def take_late(session: CaptureSession, me: Own, roster: Roster, comp: bytes, now_ms: int) -> int:
    """The same within the desk's transaction, in the server's order."""
    opener = Opener(session, me, roster, session.get_one(CompartmentState, comp))
    due = _is_due(session, comp, now_ms)
    taken = _take(session, opener, also_failed=due)
    if taken and not due:
        taken += _take(session, opener, also_failed=True)
    if taken or due:
        session.merge(DeviceSetting(key=_key(comp), value=f"{now_ms} {__version__}"))
    return taken


def _take(session: CaptureSession, opener: Opener, *, also_failed: bool) -> int:
    kept = _whole_acts(session, opener, also_failed=also_failed)
    taken, at = 0, 0
    for size in acts_of([one.read[0] for one in kept]):
        taken += _take_act(session, kept[at : at + size])
        at += size
    return taken


def _whole_acts(session: CaptureSession, opener: Opener, *, also_failed: bool) -> list[_Kept]:
    """What can be read by now, but for acts of which something still cannot."""
    kept: list[_Kept] = []
    unread: set[Act] = set()
    query = select(SealedEnvelope).where(
        SealedEnvelope.comp == opener.comp, SealedEnvelope.fate == Fate.ASIDE
    )
    if not also_failed:
        query = query.where(SealedEnvelope.cs_id.is_(None))
    for row in session.scalars(query.order_by(SealedEnvelope.seq)).all():
        if row.hdr is None or row.ct is None or row.seq is None or row.recv_ms is None:
            continue
        header = Header.from_bytes(row.hdr)
        record = opener.record(header, row.hdr, row.ct, row.seq, row.recv_ms)
        rows = None if record is None else rows_of(record)
        if record is not None and rows is not None:
            kept.append(_Kept(row.id, (record, rows)))
        elif (act := opener.act(header, row.hdr, row.ct)) is not None:
            unread.add(act)
    return [one for one in kept if act_of(one.read[0]) not in unread]


def _take_act(session: CaptureSession, act: Sequence[_Kept]) -> int:
    """All of it or nothing. Returns how many were taken."""
    others: list[Read] = []
    for record, rows in (one.read for one in act):
        mine = is_mine(session, record)
        if mine is None:
            others.append((record, rows))
        else:
            placed(session, mine, record.seq or 0, record.recv_ms or 0)
    unapplied = apply_all_that_can_be(session, others, late=True)
    for one in act:
        row, cs_id = session.get_one(SealedEnvelope, one.row), one.read[0].cs_id
        row.cs_id = cs_id
        row.fate = Fate.ASIDE if cs_id in unapplied else Fate.LATE
    session.flush()
    return len(act) - len(unapplied)


def _is_due(session: Session, comp: bytes, now_ms: int) -> bool:
    """Whether what failed is to be tried again: it was not within the last day, by this version."""
    tried = device_setting(session, _key(comp))
    if tried is None:
        return True
    at_ms, version = tried.split(" ")
    return version != __version__ or abs(now_ms - int(at_ms)) >= _DAY_MS


def _key(comp: bytes) -> str:
    return f"late.{comp.hex()}"


def _now(desk: Desk) -> int:
    return int(desk.clock().timestamp() * 1000)
