"""Holding a page that takes too many cases away: it is applied, looked at, and rolled back (domain.brake).

Nothing of it is taken then, and nothing is lost: the server keeps it, this desk works on and sends its own.
What went through within the last day counts along, however it was spread. The first time that a desk takes
a history it has nothing to protect, and is not braked.
"""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import TypeVar

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from zvhdesk.domain.brake import DAY_MS, Doer, Question, too_many
from zvhdesk.models.agreeing import CompartmentState
from zvhdesk.models.asked import asked
from zvhdesk.models.at_once import given, those_given
from zvhdesk.models.capture import CaptureSession, head_rev
from zvhdesk.models.cases import Case
from zvhdesk.models.device_setting import device_setting
from zvhdesk.models.local import ChangeOp, ChangeSet, DeviceSetting, Stream
from zvhdesk.services.desk import Desk
from zvhdesk.sync.applying import Unfit
from zvhdesk.sync.server import Server
from zvhdesk.sync.steps import Story, at_desk

_AWAY = ("shielded", "deleted")
_HIDDEN = select(Case.id).where(Case.id.in_(those_given("ids")), or_(Case.shielded, Case.deleted))

T = TypeVar("T")


class Held(Exception):
    """Too much at once: nothing of it was done, and a person at this desk is asked."""

    def __init__(self, question: Question) -> None:
        super().__init__("held")
        self.question = question


@dataclass(slots=True)
class _Kept:
    """Up to which number all may pass, which streams may be destroyed, which cases went of late: UTC ms."""

    allowed: int = 0
    streams: list[str] = field(default_factory=list)
    gone: dict[str, int] = field(default_factory=dict)


def receiving(
    ways: Sequence[Callable[[CaptureSession], T]],
    comp: bytes,
    head: int = 0,
    meanwhile: Callable[[Server], None] | None = None,
) -> Story[T]:
    """Taking in what others recorded, unless it takes too many cases away. `head` is where the server is.

    The last of these ways is gone when those before raised Unfit. Raises Held; then nothing was taken in.
    """

    def take(desk: Desk) -> T:
        now_ms = int(desk.clock().timestamp() * 1000)

        def go(way: Callable[[CaptureSession], T]) -> T:
            return desk.receive(partial(_braked, fn=way, comp=comp, head=head, now_ms=now_ms))

        for way in ways[:-1]:
            with suppress(Unfit):
                return go(way)
        return go(ways[-1])

    return at_desk(take, meanwhile)


def allow(session: Session, question: Question) -> None:
    """Let what was held through, once."""
    kept = _kept(session, question.comp)
    kept.allowed = max(kept.allowed, 0 if question.streams else question.until)
    kept.streams = sorted({*kept.streams, *question.streams})
    _keep(session, question.comp, kept)


def forget(session: Session, comp: bytes, seq: int) -> None:
    """What was let through counts no further than that number: what comes there now nobody has looked at.

    Also of the first history of a desk, once it was taken: up to where it went only the server had said.
    """
    kept = _kept(session, comp)
    if kept.allowed > seq:
        kept.allowed = seq
        _keep(session, comp, kept)


def check_streams(session: Session, comp: bytes, streams: frozenset[str], by: tuple[Doer, ...]) -> None:
    """Hold an order to destroy that takes too many cases away. Raises Held; else they count along."""
    now_ms = max(one.at_ms for one in by)
    kept = _recent(session, comp, now_ms)
    asked = streams.difference(kept.streams)
    found = select(Case.id).where(Case.stream_id.in_(asked), ~Case.shielded, ~Case.deleted)
    going = set(session.scalars(found))
    question = Question(comp, len(going), 0, by, _seq(session, comp), asked)
    _judge(session, question, kept, going, still_there=len(going))
    kept.streams = []
    kept.gone |= dict.fromkeys(going, now_ms)
    _keep(session, comp, kept)


def _braked(
    session: CaptureSession, fn: Callable[[CaptureSession], T], comp: bytes, head: int, now_ms: int
) -> T:
    last = head_rev(session)
    if _seq(session, comp) == 0 and head:
        allow(session, Question(comp, 0, 0, (), head))
    result = fn(session)
    session.flush()
    hidden = _hidden(session)
    if hidden:
        _look(session, comp, hidden, last, now_ms)
    return result


def _hidden(session: CaptureSession) -> list[str]:
    """Cases of which something was received just now and that nobody sees any more."""
    touched = {row for tbl, row in session.received if tbl == Case.__tablename__}
    return list(asked(session, _HIDDEN, ids=given(touched)).scalars()) if touched else []


def _look(session: CaptureSession, comp: bytes, hidden: list[str], last: int, now_ms: int) -> None:
    kept = _recent(session, comp, now_ms)
    going: set[str] = set()
    first: dict[str, int] = {}
    query = (
        select(ChangeOp.row, ChangeSet.user, ChangeSet.wall_ms)
        .join(ChangeSet, ChangeSet.rev == ChangeOp.rev)
        .where(ChangeOp.tbl == Case.__tablename__, ChangeOp.row.in_(hidden), ChangeOp.col.in_(_AWAY))
        .where(ChangeOp.new == "true", ChangeSet.rev > last, ChangeSet.seq > kept.allowed)
    )
    for case, user, wall_ms in session.execute(query):
        if _was_seen(session, case, last):
            going.add(case)
            first[user] = min(wall_ms, first.get(user, wall_ms))
    by = tuple(Doer(user, at_ms) for user, at_ms in sorted(first.items()))
    question = Question(comp, len(going), 0, by, _seq(session, comp))
    _judge(session, question, kept, going, still_there=0)
    kept.gone |= dict.fromkeys(going, now_ms)
    _keep(session, comp, kept)


def _was_seen(session: Session, case: str, last: int) -> bool:
    """Whether this desk showed a case after that rev."""
    cell = (ChangeOp.tbl == Case.__tablename__, ChangeOp.row == case, ChangeOp.rev <= last)
    newest = select(ChangeOp.new).where(*cell).order_by(ChangeOp.rev.desc()).limit(1)
    said = {col: session.scalar(newest.where(ChangeOp.col == col)) for col in _AWAY}
    return "true" not in said.values() and session.scalar(newest) is not None


def _judge(session: Session, question: Question, kept: _Kept, going: set[str], *, still_there: int) -> None:
    """Raises Held for too many. `still_there`: of those that go, how many are still among what is seen."""
    gone = going | kept.gone.keys()
    of = _seen(session, question.comp) - still_there + len(gone)
    if going and too_many(len(gone), of):
        raise Held(replace(question, cases=len(gone), of=of))


def _seen(session: Session, comp: bytes) -> int:
    name = session.get_one(CompartmentState, comp).name
    query = (select(func.count()).select_from(Case).join(Stream, Stream.id == Case.stream_id)).where(
        Stream.compartment == name, ~Case.shielded, ~Case.deleted
    )
    return session.scalar(query) or 0


def _seq(session: Session, comp: bytes) -> int:
    return session.get_one(CompartmentState, comp).seq


def _recent(session: Session, comp: bytes, now_ms: int) -> _Kept:
    kept = _kept(session, comp)
    kept.gone = {case: at for case, at in kept.gone.items() if abs(now_ms - at) < DAY_MS}
    return kept


def _kept(session: Session, comp: bytes) -> _Kept:
    found = device_setting(session, _key(comp))
    return _Kept() if found is None else _Kept(**json.loads(found))


def _keep(session: Session, comp: bytes, kept: _Kept) -> None:
    value = json.dumps(asdict(kept))
    session.merge(DeviceSetting(key=_key(comp), value=value))
    session.flush()


def _key(comp: bytes) -> str:
    return f"brake.{comp.hex()}"
