"""What this desk set aside when it went on with the server (`following`), as long as it did not come back."""

from functools import partial

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import CompartmentState, Fate, SealedEnvelope
from zvhdesk.models.capture import ChangeSetRecord, rows_of
from zvhdesk.models.local import ChangeSet
from zvhdesk.services.desk import Desk
from zvhdesk.services.left import LeftAct, in_words
from zvhdesk.sync import own, rosters
from zvhdesk.sync.opening import Opener, header_of

_MOST = 200
"""Change sets that are told in words: a person reads no more, and the rest is counted."""


def count(session: Session) -> int:
    """How many envelopes of others stand nowhere but here."""
    return session.scalar(select(func.count()).select_from(SealedEnvelope).where(_still())) or 0


def left(desk: Desk) -> tuple[LeftAct, ...]:
    """Those of which this version can read what is in it, the first taken first."""
    return desk.read(partial(_left, desk=desk))


def _left(session: Session, desk: Desk) -> tuple[LeftAct, ...]:
    me = own.of(session, desk.device)
    query = select(SealedEnvelope).where(_still()).order_by(SealedEnvelope.id).limit(_MOST)
    rows = session.scalars(query).all()
    if me is None or not rows:
        return ()
    roster = rosters.known(session, me.house, me.root)
    states = {one.comp: one for one in session.scalars(select(CompartmentState))}
    openers = {comp: Opener(session, me, roster, state) for comp, state in states.items()}
    records = (_record(openers[row.comp], row) for row in rows)
    return in_words(session, (one for one in records if one is not None), desk.today())


def _record(opener: Opener, row: SealedEnvelope) -> ChangeSetRecord | None:
    header = header_of(row.hdr or b"")
    if header is None:
        return None
    record = opener.record(header, row.hdr or b"", row.ct or b"", row.id, row.recv_ms or 0)
    return record if record is not None and rows_of(record) is not None else None


def _still() -> ColumnElement[bool]:
    back = select(ChangeSet.rev).where(ChangeSet.cs_id == SealedEnvelope.cs_id).exists()
    return and_(SealedEnvelope.fate == Fate.LEFT, SealedEnvelope.cs_id.is_not(None), ~back)
