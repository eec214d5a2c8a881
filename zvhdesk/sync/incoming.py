"""What others recorded comes in: a page of envelopes, checked, opened and applied in one transaction.

A page is taken up to the end of an act, so that nobody sees half of one. What holds but cannot be read here,
of a newer version or under a secret that is not there yet, is kept aside as it came and taken later.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, cast

from sqlalchemy import Table, bindparam, func, select, update
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import (
    CompartmentState,
    Fate,
    SealedEnvelope,
)
from zvhdesk.models.asked import value
from zvhdesk.models.at_once import insert_rows
from zvhdesk.models.capture import CaptureSession, ChangeSetRecord, placed, rows_of
from zvhdesk.models.local import ChangeSet
from zvhdesk.sync import destroyed, keys, own
from zvhdesk.sync.applying import Read, apply_all_that_can_be, apply_at_once
from zvhdesk.sync.checking import ROSTER_FIRST, Broken, Checked, Wrong
from zvhdesk.sync.opening import Opener, header_of, streams_of
from zvhdesk.sync.own import Own
from zvhdesk.sync.payload import Act, act_of
from zvhdesk.sync.reached import history_of, move_on
from zvhdesk.wire.envelope import NO_STREAM, Kind
from zvhdesk.wire.messages import Page, Stored
from zvhdesk.wire.roster import Roster

_OF_ID = select(SealedEnvelope).where(SealedEnvelope.env_id.in_(bindparam("ids", expanding=True)))
_ALL_ASIDE = select(func.count()).where(SealedEnvelope.fate == Fate.ASIDE)
_ASIDE = _ALL_ASIDE.where(SealedEnvelope.comp == bindparam("comp"))
ASIDE_IN_ALL = _ALL_ASIDE.where(SealedEnvelope.comp.in_(select(CompartmentState.comp)))
"""How many envelopes are kept aside in all compartments."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a page: up to which number this desk is, and what it found wrong, if anything."""

    seq: int
    wrong: Wrong | None = None


def ways(
    me: Own, roster: Roster, comp: bytes, page: Page
) -> tuple[Callable[[CaptureSession], Taken], Callable[[CaptureSession], Taken]]:
    """Two ways to take a page, each for a transaction of its own: the second after the first raised Unfit."""
    way = partial(take, me=me, roster=roster, comp=comp, page=page)
    return partial(way, at_once=True), way


def take(
    session: CaptureSession, me: Own, roster: Roster, comp: bytes, page: Page, *, at_once: bool = False
) -> Taken:
    """Check and apply the next page of a compartment. What is wrong stops that compartment, and is said.

    Except what a newer roster may name (`ROSTER_FIRST`): whoever asks for the page asks for that too.
    `at_once`: as if all of it can be applied. Raises Unfit when it cannot.
    """
    state = session.get_one(CompartmentState, comp)
    if page.head.seq > state.seq and not page.items:
        state.stopped = Wrong.ORDER.value
        return Taken(state.seq, Wrong.ORDER)
    gone = destroyed.ordered(session, comp) if lacks_envelopes(page) else frozenset[bytes]()
    history = history_of(session, roster, state, gone)
    opener = Opener(session, me, roster, state, streams_of(page.items))
    basket = _Basket(session, at_once, _made_here(session, me, page))
    wrong: Wrong | None = None
    for item in _whole_acts(opener, page):
        try:
            checked = history.check(item)
        except Broken as broken:
            wrong = broken.wrong
            break
        _take_one(session, opener, basket, checked)
    basket.empty()
    move_on(session, state, history)
    if wrong is not None and wrong not in ROSTER_FIRST:
        state.stopped = wrong.value
    return Taken(state.seq, wrong)


def stop(session: Session, comp: bytes, wrong: Wrong) -> None:
    """Take nothing more from this compartment."""
    session.get_one(CompartmentState, comp).stopped = wrong.value


def lacks_secrets(session: Session, page: Page) -> bool:
    """Whether a page has envelopes of streams whose secret this desk does not have."""
    return not keys.have_secrets(session, streams_of(page.items) - {NO_STREAM.hex()})


def lacks_late(session: Session, comp: bytes) -> bool:
    """The same of what is kept aside."""
    rows = session.scalars(
        select(SealedEnvelope.hdr).where(SealedEnvelope.comp == comp, SealedEnvelope.fate == Fate.ASIDE)
    )
    headers = (header_of(hdr or b"") for hdr in rows)
    streams = {one.stream for one in headers if one is not None} - {NO_STREAM}
    return not keys.have_secrets(session, {one.hex() for one in streams})


def lacks_envelopes(page: Page) -> bool:
    """Whether a page has envelopes that are said to be destroyed."""
    return any(item.envelope is None for item in page.items)


def _whole_acts(opener: Opener, page: Page) -> Sequence[Stored]:
    """The page without the act at its end, when there is more of it to come."""
    items = page.items
    if not page.more or not items:
        return items
    end, last = len(items), None
    while end:
        # Of one act in one compartment the numbers are consecutive. What cannot be opened may be of it.
        act = opener.act_of(items[end - 1])
        if act is not None and last is not None and act != last:
            break
        end, last = end - 1, last or act
    return items[:end] or items


@dataclass(slots=True)
class _Basket:
    """Envelopes that were checked and opened, and are written together.

    An act of which one change set cannot be read waits as a whole. It stands within one page, and none of it
    is this device's own, so that nothing of it was written before that is known. Of what cannot be opened
    nobody knows of which act it is.
    """

    session: CaptureSession
    at_once: bool
    made_here: dict[bytes, SealedEnvelope]
    """Those of the page that this copy made, by their id."""
    rows: list[dict[str, Any]] = field(default_factory=list)
    records: list[Read] = field(default_factory=list)
    unread: set[Act] = field(default_factory=set)

    def empty(self) -> None:
        """Write what is in it. What cannot be applied stands aside; that its change set is known tells it."""
        self._let_wait()
        if self.at_once:
            apply_at_once(self.session, self.records)
        elif unapplied := apply_all_that_can_be(self.session, self.records):
            for row in self.rows:
                row["fate"] = Fate.ASIDE if row["cs_id"] in unapplied else row["fate"]
        insert_rows(self.session, cast("Table", SealedEnvelope.__table__), self.rows)
        self.rows, self.records = [], []

    def _let_wait(self) -> None:
        """Put aside what belongs to an act that cannot be read, as if it could not be read itself."""
        waits = {record.cs_id for record, _ in self.records if act_of(record) in self.unread}
        if waits:
            self.records = [one for one in self.records if one[0].cs_id not in waits]
            for row in self.rows:
                if row["cs_id"] in waits:
                    row |= {"fate": Fate.ASIDE, "cs_id": None}


def _take_one(session: CaptureSession, opener: Opener, basket: _Basket, checked: Checked) -> None:
    """Keep one that holds, and apply what is in it when it can be read."""
    comp, item = opener.comp, checked.item
    if checked.header is None or checked.envelope is None:
        basket.rows.append(_kept(comp, checked, Fate.GONE))
        return
    header, envelope = checked.header, checked.envelope
    own_device = header.dev == opener.mine.dev
    if header.stream.hex() in opener.destroyed:
        # Of a server that was put back, or of one that was asked a moment before. It is not read again.
        basket.rows.append(_dropped(session, basket, comp, checked))
        return
    if own_device and _came_back(session, basket, checked):
        return
    if checked.membership is not None or header.kind == Kind.BEACON:
        basket.rows.append(_kept(comp, checked, Fate.TAKEN))
        return
    record = opener.record(header, envelope.hdr, envelope.ct, item.seq, item.recv_ms)
    row = _kept(comp, checked, Fate.ASIDE)
    basket.rows.append(row)
    if record is not None and own_device:
        _another_copy(session, opener.mine, record)
        if (mine := is_mine(session, record)) is not None:
            row |= {"fate": Fate.TAKEN, "cs_id": record.cs_id}
            basket.empty()
            placed(session, mine, item.seq, item.recv_ms)
            return
    rows = None if record is None else rows_of(record)
    if record is not None and rows is not None:
        row |= {"fate": Fate.TAKEN, "cs_id": record.cs_id}
        basket.records.append((record, rows))
    elif (act := opener.act(header, envelope.hdr, envelope.ct)) is not None:
        basket.unread.add(act)


def _dropped(session: CaptureSession, basket: _Basket, comp: bytes, checked: Checked) -> dict[str, Any]:
    """The row that keeps number, time and hash for the chain, and nothing of what was in it."""
    own = (SealedEnvelope.comp == comp, SealedEnvelope.env_hash == checked.item.env_hash)
    for row in session.scalars(select(SealedEnvelope).where(*own)).all():
        basket.empty()
        placed(session, row.cs_id, checked.item.seq, checked.item.recv_ms)
        session.delete(row)
    session.flush()
    return _kept(comp, replace(checked, header=None, envelope=None), Fate.GONE)


def _made_here(session: Session, me: Own, page: Page) -> dict[bytes, SealedEnvelope]:
    headers = (header_of(item.envelope.hdr) for item in page.items if item.envelope is not None)
    ids = [one.env_id for one in headers if one is not None and one.dev == me.dev]
    rows = session.scalars(_OF_ID, {"ids": ids}) if ids else ()
    return {row.env_id: row for row in rows}


def _came_back(session: CaptureSession, basket: _Basket, checked: Checked) -> bool:
    """An envelope that this copy made: it has its place now."""
    row = basket.made_here.get(checked.header.env_id) if checked.header is not None else None
    if row is None or row.env_hash != checked.item.env_hash:
        return False
    basket.empty()
    place = (checked.item.seq, checked.item.recv_ms)
    if (row.seq, row.recv_ms) != place:
        # The answer to the push that said it was lost.
        row.seq, row.recv_ms = place
        placed(session, row.cs_id, *place)
    row.fate, row.chain = Fate.TAKEN, checked.chain
    return True


def is_mine(session: CaptureSession, record: ChangeSetRecord) -> str | None:
    """The change set that this desk recorded and this is, or a part of, maybe under another envelope."""
    return session.scalar(
        select(ChangeSet.cs_id).where(
            ChangeSet.act == record.act,
            ChangeSet.stream_id == record.stream_id,
            ChangeSet.device == record.device,
            ChangeSet.origin != "received",
        )
    )


def _another_copy(session: Session, me: Own, record: ChangeSetRecord) -> None:
    """The device lives twice, or was put back: what this copy writes from here on is told apart."""
    if record.run != me.run.hex():
        return
    current = own.of(session, me.dev.hex())
    if current is not None and current.run == me.run:
        before = own.renew_run(session)
        session.execute(
            update(ChangeSet)
            .where(ChangeSet.device == me.dev.hex(), ChangeSet.run.is_(None), ChangeSet.seq.is_not(None))
            .values(run=before.hex())
        )


def _kept(comp: bytes, checked: Checked, fate: Fate) -> dict[str, Any]:
    """The row of an envelope."""
    item, header, envelope = checked.item, checked.header, checked.envelope
    return {
        "comp": comp,
        "env_id": header.env_id if header else b"",
        "dev": header.dev if header else b"",
        "dseq": header.dseq if header else 0,
        "env_hash": item.env_hash,
        "fate": fate,
        "hdr": envelope.hdr if envelope else None,
        "ct": envelope.ct if envelope else None,
        "sig": envelope.sig if envelope else None,
        "cs_id": None,
        "seq": item.seq,
        "recv_ms": item.recv_ms,
        "chain": checked.chain,
    }


def aside(session: Session, comp: bytes) -> int:
    """How many envelopes are kept aside."""
    return value(session, _ASIDE, comp=comp) or 0
