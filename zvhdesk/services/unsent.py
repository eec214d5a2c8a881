"""What was recorded on this desk and is at no server: on a desk that was revoked it stands here only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zvhdesk.models.cases import Case
from zvhdesk.models.local import ChangeSet
from zvhdesk.services.case_door import is_over
from zvhdesk.services.history import INTENTS


@dataclass(frozen=True, slots=True)
class Unsent:
    """What waits in one case, or in what the house shares (`number` and `case_id` empty).

    `what` are the acts in words, without repeats; `acts` counts them; `wall_ms` (UTC) is that of the newest.
    """

    case_id: str
    number: str
    what: tuple[str, ...]
    acts: int
    wall_ms: int


def unsent(session: Session, today: date) -> tuple[Unsent, ...]:
    """By case, the newest first; nothing of a shielded case, or of one whose term is over."""
    streams = session.execute(
        select(ChangeSet.stream_id, func.max(ChangeSet.wall_ms))
        .where(ChangeSet.seq.is_(None), ChangeSet.origin != "received")
        .group_by(ChangeSet.stream_id)
        .order_by(func.max(ChangeSet.wall_ms).desc())
    )
    return tuple(_gathered(session, [(stream, at) for stream, at in streams], today))


def _gathered(session: Session, streams: list[tuple[str, int]], today: date) -> Iterator[Unsent]:
    shared: list[str] = []
    for stream, at in streams:
        case = session.scalar(select(Case).where(Case.stream_id == stream))
        if case is None:
            shared.append(stream)
        elif not (case.deleted or case.shielded or is_over(case, today)):
            yield _one(session, [stream], case, at)
    if shared:
        yield _one(session, shared, None, max(at for stream, at in streams if stream in shared))


def _one(session: Session, streams: list[str], case: Case | None, at: int) -> Unsent:
    acts = session.execute(
        select(ChangeSet.act, ChangeSet.intent)
        .where(ChangeSet.seq.is_(None), ChangeSet.stream_id.in_(streams))
        .order_by(ChangeSet.rev)
    ).all()
    what = dict.fromkeys(INTENTS.get(intent, "Gewijzigd") for _, intent in acts)
    known = ("", "") if case is None else (case.id, case.number)
    return Unsent(*known, tuple(what), len({act for act, _ in acts}), at)
