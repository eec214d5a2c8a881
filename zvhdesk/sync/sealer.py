"""Making the envelopes of one compartment: what they all need is read once for a transaction.

The place in the queue of this device, the key in force, what had been seen by when: a push of five hundred
asks each of these once and not five hundred times.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import CompartmentState, DeviceHead, Fate, SealedEnvelope
from zvhdesk.models.asked import asked, value
from zvhdesk.models.capture import ChangeSetRecord, OpRecord
from zvhdesk.models.capture.records import DELETED
from zvhdesk.models.cases import Case
from zvhdesk.models.local import ChangeOp, ChangeSet, Stream
from zvhdesk.sync import keys, own, parts, payload, sealing
from zvhdesk.sync.opening import Opener
from zvhdesk.sync.own import Own
from zvhdesk.wire.envelope import NO_STREAM, START, Envelope, Header, Kind, signed
from zvhdesk.wire.roster import Roster
from zvhdesk.wire.shapes import ID_SIZE

# Asked for every push: to put these together takes longer than to ask them.
_LAST = (
    select(SealedEnvelope.dseq, SealedEnvelope.env_hash)
    .where(
        SealedEnvelope.comp == bindparam("comp"),
        SealedEnvelope.dev == bindparam("dev"),
        SealedEnvelope.fate == Fate.SEALED,
    )
    .order_by(SealedEnvelope.dseq.desc())
    .limit(1)
)
_LINES = (
    select(
        ChangeOp.id,
        ChangeOp.tbl,
        ChangeOp.row,
        ChangeOp.col,
        ChangeOp.new,
        ChangeOp.base_rev,
        ChangeOp.base_seq,
    )
    .where(ChangeOp.rev == bindparam("of_rev"))
    .order_by(ChangeOp.id)
)
_LATE = (
    select(SealedEnvelope.hdr, SealedEnvelope.ct, SealedEnvelope.seq, ChangeSet.rev)
    .outerjoin(ChangeSet, ChangeSet.cs_id == SealedEnvelope.cs_id)
    .where(SealedEnvelope.comp == bindparam("comp"), SealedEnvelope.fate.in_([Fate.ASIDE, Fate.LATE]))
)
_SEEN = (
    select(ChangeSet.seq)
    .join(Stream, Stream.id == ChangeSet.stream_id)
    .where(
        ChangeSet.seq <= bindparam("upto"),
        ChangeSet.origin == "received",
        ChangeSet.rev <= bindparam("base"),
        Stream.compartment == bindparam("name"),
    )
    .order_by(ChangeSet.seq.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class _Next:
    """Where the next envelope of this device goes."""

    dseq: int
    prev: bytes


@dataclass(frozen=True, slots=True)
class _Late:
    """A cell of an envelope that stands aside, or did: its number, and the rev it came in at when it did."""

    col: str
    seq: int
    rev: int | None


@dataclass(frozen=True, slots=True)
class _Line:
    """One cell of a change set as it was recorded; `base_rev` is what had been seen on this desk.

    Of another copy of this device that is 0, and `base_seq` is what had been seen there.
    """

    id: int
    tbl: str
    row: str
    col: str
    new: str
    base_rev: int
    base_seq: int | None

    def may_answer(self, col: str) -> bool:
        """Whether it is about what was written in that column of its row: the same, or a deletion."""
        return col == self.col or DELETED in (col, self.col)

    def saw(self, rev: int | None) -> bool:
        """Whether its author knew what came in here at that rev; None has not come in."""
        return rev is not None and rev <= self.base_rev


class Sealer:
    """Seals for one device in one compartment, within one transaction. Make a new one for the next."""

    def __init__(self, session: Session, me: Own, roster: Roster, state: CompartmentState) -> None:
        self._session, self._me, self._state = session, me, state
        self._epoch = roster.epoch(state.comp)
        self._key = keys.of_epoch(session, state.comp, self._epoch)
        # Not what it was when the pass began: another copy of this desk may have been found since.
        self._run = own.current_run(session).hex()
        self._next = _next(session, state.comp, me.dev)
        self._late, self._late_in = _late(session, state, Opener(session, me, roster, state))
        self._seen: dict[int, int] = {}

    def change_set(self, change: ChangeSet, stream: Stream) -> list[Envelope]:
        """One envelope, or several for a change set that is too large for one; none without the key."""
        if self._key is None:
            return []
        secret = keys.secret_for(self._session, self._state.comp, stream.id)
        made: list[Envelope] = []
        for part in parts.of(self._record(change, stream)):
            header = self._header(bytes.fromhex(stream.id), Kind.OPS)
            ct = sealing.seal(payload.written(part), self._key, secret, header.env_id, header.to_bytes())
            made.append(self._kept(header, ct, change.cs_id))
        return made

    def said(self, kind: Kind, body: bytes) -> Envelope:
        """An envelope that is of no stream and is not sealed: its readers are all who take the envelopes."""
        return self._kept(self._header(NO_STREAM, kind), body, None)

    def _header(self, stream: bytes, kind: Kind) -> Header:
        return Header(
            kind=kind,
            house=self._me.house,
            comp=self._state.comp,
            stream=stream,
            epoch=self._epoch,
            env_id=secrets.token_bytes(ID_SIZE),
            dev=self._me.dev,
            dseq=self._next.dseq,
            prev=self._next.prev,
            base_seq=self._state.seq,
            base_chain=self._state.chain,
        )

    def _kept(self, header: Header, ct: bytes, cs_id: str | None) -> Envelope:
        envelope = signed(header, ct, self._me.sign)
        self._session.add(
            SealedEnvelope(
                comp=header.comp,
                env_id=header.env_id,
                dev=header.dev,
                dseq=header.dseq,
                env_hash=envelope.hash,
                fate=Fate.SEALED,
                hdr=envelope.hdr,
                ct=envelope.ct,
                sig=envelope.sig,
                cs_id=cs_id,
            )
        )
        self._next = _Next(header.dseq + 1, envelope.hash)
        return envelope

    def _record(self, change: ChangeSet, stream: Stream) -> ChangeSetRecord:
        lines = _lines(self._session, change.rev)
        bases = [self._base_seq(line, stream.id) for line in lines]
        self._write_down(lines, bases)
        return ChangeSetRecord(
            cs_id=change.cs_id,
            act=change.act,
            stream_id=stream.id,
            compartment=self._state.name,
            kind=stream.kind,
            device=change.device,
            user=change.user,
            wall_ms=change.wall_ms,
            intent=change.intent,
            reason=change.reason,
            undo_of=change.undo_of,
            ops=tuple(
                OpRecord(one.tbl, one.row, one.col, one.new, base)
                for one, base in zip(lines, bases, strict=True)
            ),
            run=change.run or self._run,
        )

    def _base_seq(self, line: _Line, stream: str) -> int:
        """Up to which number of the server this cell was written with knowledge of it.

        Whoever deletes a case knew nothing of what stood aside in it, whatever row that is of.
        """
        late = [one for one in self._late.get((line.tbl, line.row), ()) if line.may_answer(one.col)]
        if (line.tbl, line.col) == (Case.__tablename__, DELETED):
            late += self._late_in.get(stream, ())
        unseen = [one.seq for one in late if not line.saw(one.rev)]
        elsewhere = None if line.base_rev else line.base_seq
        seen = self._seen_at(line.base_rev) if elsewhere is None else elsewhere
        return min([seen, *(seq - 1 for seq in unseen)])

    def _write_down(self, lines: Sequence[_Line], bases: Sequence[int]) -> None:
        values = [{"id": one.id, "base_seq": base} for one, base in zip(lines, bases, strict=True)]
        if values:
            self._session.execute(update(ChangeOp), values)

    def _seen_at(self, base_rev: int) -> int:
        if base_rev not in self._seen:
            self._seen[base_rev] = _seen(self._session, self._state, base_rev)
        return self._seen[base_rev]


def _next(session: Session, comp: bytes, dev: bytes) -> _Next:
    last = asked(session, _LAST, comp=comp, dev=dev).first()
    if last is not None:
        return _Next(last.dseq + 1, last.env_hash)
    head = session.get(DeviceHead, (comp, dev))
    return _Next(1, START) if head is None else _Next(head.dseq + 1, head.hash)


def _lines(session: Session, rev: int) -> list[_Line]:
    return [_Line(*row) for row in asked(session, _LINES, of_rev=rev)]


def _late(
    session: Session, state: CompartmentState, opener: Opener
) -> tuple[dict[tuple[str, str], list[_Late]], dict[str, list[_Late]]]:
    """Cells that envelopes write which stand aside, or did, by their rows; and all of those by their stream.

    Nobody at this desk had seen them when their number went by, whatever the numbers say.
    """
    rows = asked(session, _LATE, comp=state.comp).all()
    found: dict[tuple[str, str], list[_Late]] = {}
    by_stream: dict[str, list[_Late]] = {}
    for hdr, ct, seq, rev in rows:
        for tbl, row_id, col in opener.cells(hdr or b"", ct or b""):
            found.setdefault((tbl, row_id), []).append(_Late(col, seq or 0, rev))
        if hdr is not None:
            of = Header.from_bytes(hdr).stream.hex()
            by_stream.setdefault(of, []).append(_Late("", seq or 0, rev))
    return found, by_stream


def _seen(session: Session, state: CompartmentState, base_rev: int) -> int:
    """Up to which number its author had seen what others wrote: what came in at that rev or before.

    From the newest back, so that it ends at the first: others write in the order of their numbers, and what
    was written here lies nearly always on all that came in.
    """
    return value(session, _SEEN, upto=state.seq, base=base_rev, name=state.name) or 0
