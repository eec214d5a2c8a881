"""Opening envelopes of one compartment with the keys of this desk."""

from collections.abc import Collection, Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from zvhdesk.models.agreeing import CompartmentState, DestroyedStream
from zvhdesk.models.asked import asked
from zvhdesk.models.capture import Cell, ChangeSetRecord
from zvhdesk.sync import keys, payload, sealing
from zvhdesk.sync.own import Own
from zvhdesk.sync.payload import Act, Frame, Newer
from zvhdesk.sync.sealing import Unreadable
from zvhdesk.wire.encoding import Malformed
from zvhdesk.wire.envelope import Header, Kind
from zvhdesk.wire.messages import Stored
from zvhdesk.wire.roster import Roster

READ = frozenset({Kind.OPS})
"""The kinds that hold a change set this version can read; others are kept aside until one can."""

_DESTROYED = select(DestroyedStream.stream).where(DestroyedStream.comp == bindparam("comp"))


class Opener:
    """Opens what it has the keys for; what it cannot read it answers with None."""

    def __init__(
        self,
        session: Session,
        me: Own,
        roster: Roster,
        state: CompartmentState,
        streams: Collection[str] = (),
    ) -> None:
        """`streams` are those that it will be asked for, as far as they are known."""
        self.mine = me
        self.comp = state.comp
        self.destroyed = frozenset(asked(session, _DESTROYED, comp=state.comp).scalars())
        """Streams that two admins ordered to destroy."""
        self._session, self._roster, self._name = session, roster, state.name
        self._keys: dict[int, bytes | None] = {}
        self._secrets: dict[str, bytes | None] = {**keys.secrets_of(session, streams)}
        self._opened: dict[tuple[int, bytes, bytes], ChangeSetRecord | None] = {}

    def record(self, header: Header, hdr: bytes, ct: bytes, seq: int, recv_ms: int) -> ChangeSetRecord | None:
        """The change set inside, with its receipt."""
        here = (seq, hdr, ct)
        if here not in self._opened:
            self._opened[here] = self._record(header, hdr, ct, seq, recv_ms)
        return self._opened[here]

    def _record(
        self, header: Header, hdr: bytes, ct: bytes, seq: int, recv_ms: int
    ) -> ChangeSetRecord | None:
        known = self._roster.devices.get(header.dev)
        inside = self._inside(header, hdr, ct)
        if known is None or inside is None:
            return None
        own, user = header.dev == self.mine.dev, known.device.user
        frame = Frame(self._name.value, header.stream, header.dev, user, header.schema, seq, recv_ms, own)
        try:
            return payload.read(inside, frame)
        except (Malformed, Newer):
            return None

    def of(self, item: Stored) -> ChangeSetRecord | None:
        """The same for an envelope that was not checked yet."""
        header = None if item.envelope is None else header_of(item.envelope.hdr)
        if item.envelope is None or header is None:
            return None
        return self.record(header, item.envelope.hdr, item.envelope.ct, item.seq, item.recv_ms)

    def act(self, header: Header, hdr: bytes, ct: bytes) -> Act | None:
        """Which act an envelope is of, also one that cannot be read; None when it cannot be opened."""
        inside = self._unsealed(header, hdr, ct)
        return None if inside is None else payload.act_in(inside, header.dev, header.stream)

    def act_of(self, item: Stored) -> Act | None:
        """The same for an envelope that was not checked yet."""
        record = self.of(item)
        if record is not None:
            return payload.act_of(record)
        header = None if item.envelope is None else header_of(item.envelope.hdr)
        if item.envelope is None or header is None:
            return None
        return self.act(header, item.envelope.hdr, item.envelope.ct)

    def cells(self, hdr: bytes, ct: bytes) -> list[Cell]:
        """Which cells an envelope writes, as far as they can be read: also one of a later version."""
        header = header_of(hdr)
        inside = None if header is None else self._inside(header, hdr, ct)
        return [] if inside is None else payload.cells(inside)

    def _inside(self, header: Header, hdr: bytes, ct: bytes) -> bytes | None:
        return self._unsealed(header, hdr, ct) if header.kind in READ else None

    def _unsealed(self, header: Header, hdr: bytes, ct: bytes) -> bytes | None:
        key = self._key(header.epoch)
        secret = self._secret(header.stream.hex())
        if key is None or secret is None:
            return None
        try:
            return sealing.unseal(ct, key, secret, header.env_id, hdr)
        except Unreadable:
            return None

    def _secret(self, stream: str) -> bytes | None:
        if stream not in self._secrets:
            self._secrets[stream] = keys.secret_of(self._session, stream)
        return self._secrets[stream]

    def _key(self, epoch: int) -> bytes | None:
        if epoch not in self._keys:
            self._keys[epoch] = keys.of_epoch(self._session, self.comp, epoch)
        return self._keys[epoch]


def streams_of(items: Iterable[Stored]) -> set[str]:
    """The streams that envelopes are of, as far as their headers can be read."""
    headers = (header_of(item.envelope.hdr) for item in items if item.envelope is not None)
    return {header.stream.hex() for header in headers if header is not None}


def header_of(hdr: bytes) -> Header | None:
    """The header, or None for bytes that are none."""
    try:
        return Header.from_bytes(hdr)
    except Malformed:
        return None
