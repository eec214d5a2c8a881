"""The audit: who did what to which object. No value, no name (DATA.md 13; BIO2 8.15.01, WGS 1.8(4))."""

import hashlib
import hmac
from dataclasses import asdict, dataclass
from typing import cast

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from zvhdesk.models.at_once import insert_rows
from zvhdesk.models.cases import Case
from zvhdesk.models.local import AccessEvent
from zvhdesk.models.people import Person


@dataclass(frozen=True, slots=True)
class Event:
    """One line: when (UTC ms), actor, origin, action, object pseudonym, result (`ok`, `refused`)."""

    at_ms: int
    user: str
    device: str
    action: str
    object: str
    result: str


def pseudonym(key: str, ref: str) -> str:
    """The stable pseudonym of an object, 16 hex digits: the line outlives the case and must not name it."""
    return hmac.new(bytes.fromhex(key), ref.encode(), hashlib.sha256).hexdigest()[:16]


def stream_of(session: Session, ref: str) -> str:
    """The stream of a case or person by the id of its row; any other reference is its own name.

    Writes are logged per stream, so that reads of the same case must be found under that name too.
    """
    for row in (Case, Person):
        stream = session.scalar(select(row.stream_id).where(row.id == ref))
        if stream is not None:
            return stream
    return ref


def record(session: Session, event: Event) -> None:
    """Write one line in the caller's transaction."""
    insert_rows(session, cast("Table", AccessEvent.__table__), [asdict(event)])
