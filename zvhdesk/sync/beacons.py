"""When this desk says what it has seen: once a day, and when it leaves if there was anything new since.

Here it is only put in line; the pass that follows sends it, as all else.
"""

from functools import partial

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import CompartmentState
from zvhdesk.models.asked import asked
from zvhdesk.models.device_setting import device_setting
from zvhdesk.models.kept import once
from zvhdesk.models.local import DeviceSetting
from zvhdesk.services.desk import Desk
from zvhdesk.sync import outgoing, own, rosters
from zvhdesk.sync.own import Own
from zvhdesk.sync.steps import Story, at_desk
from zvhdesk.wire.roster import Roster

_DAY_MS = 24 * 60 * 60 * 1000
_TAKING = select(CompartmentState.comp, CompartmentState.seq).where(
    CompartmentState.seq > 0, CompartmentState.stopped.is_(None)
)


def daily(me: Own, roster: Roster) -> Story[None]:
    """In every compartment whose last one is a day old; of the first day there is nothing to say yet."""
    return at_desk(partial(_daily, me=me, roster=roster))


def leaving() -> Story[bool]:
    """In every compartment in which something came in since the last one. A pass is to follow.

    Returns whether there was any.
    """
    return at_desk(_leaving)


def forget(session: Session, comp: bytes) -> None:
    """What was said to be seen is of a history that this desk went off: it says it anew when it leaves."""
    session.execute(delete(DeviceSetting).where(DeviceSetting.key == _key(comp)))


def _daily(desk: Desk, me: Own, roster: Roster) -> None:
    now_ms = _now(desk)
    for comp, seq, last in desk.read(_compartments):
        if last is None:
            desk.keep(partial(_note, comp=comp, now_ms=now_ms, seq=seq))
        elif abs(now_ms - last[0]) >= _DAY_MS:
            desk.keep(partial(_say, me=me, roster=roster, comp=comp, now_ms=now_ms))


def _leaving(desk: Desk) -> bool:
    me = desk.read(partial(own.of, device=desk.device))
    if me is None:
        return False
    roster = desk.read(partial(rosters.known, house=me.house, root=me.root))
    if roster.active(me.dev) is None:
        return False
    said = False
    for comp, seq, last in desk.read(_compartments):
        if last is None or seq > last[1]:
            desk.keep(partial(_say, me=me, roster=roster, comp=comp, now_ms=_now(desk)))
            said = True
    return said


def _say(session: Session, me: Own, roster: Roster, comp: bytes, now_ms: int) -> None:
    outgoing.say_seen(session, me, roster, comp)
    # It takes a number itself.
    _note(session, comp, now_ms, session.get_one(CompartmentState, comp).seq + 1)


def _compartments(session: Session) -> list[tuple[bytes, int, tuple[int, int] | None]]:
    """Those of which this desk has seen anything and takes more: up to which number, and its last beacon."""
    taking = once(session, _TAKING, lambda _: asked(session, _TAKING).all())
    return [(comp, seq, _last(session, comp)) for comp, seq in taking]


def _last(session: Session, comp: bytes) -> tuple[int, int] | None:
    """When the last one was said (UTC milliseconds) and of which number."""
    said = device_setting(session, _key(comp))
    if said is None:
        return None
    at_ms, seq = said.split(" ")
    return int(at_ms), int(seq)


def _note(session: Session, comp: bytes, now_ms: int, seq: int) -> None:
    session.merge(DeviceSetting(key=_key(comp), value=f"{now_ms} {seq}"))


def _key(comp: bytes) -> str:
    return f"beacon.{comp.hex()}"


def _now(desk: Desk) -> int:
    return int(desk.clock().timestamp() * 1000)
