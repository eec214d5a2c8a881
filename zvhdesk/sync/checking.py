"""Whether what the server hands out is one history by members of this house (SYNC.md B.3, pull and apply).

Each envelope is held against number, chain, signature, membership at that number, its author's own count,
and what its author says to have seen. The first that does not hold ends it: a server that leaves out, turns
round, puts in or changes anything is found here, at the latest with the next honest envelope.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from zvhdesk.wire.beacon import Beacon
from zvhdesk.wire.encoding import Malformed
from zvhdesk.wire.envelope import NO_STREAM, START, Envelope, Header, Kind, next_chain
from zvhdesk.wire.membership import Membership, Role, changed
from zvhdesk.wire.messages import Stored
from zvhdesk.wire.roster import Roster


class Wrong(StrEnum):
    """Which rule the server's history breaks."""

    ORDER = "order"
    CHAIN = "chain"
    SHAPE = "shape"
    UNKNOWN_DEVICE = "device"
    EPOCH = "epoch"
    """Under a key that the roster does not know: what is newer of the roster is withheld."""
    OLD_EPOCH = "old_epoch"
    """Under an older key than one before it: who was revoked in between can read it."""
    SIGNATURE = "signature"
    MEMBER = "member"
    COUNT = "count"
    SEEN = "seen"
    DESTROYED = "destroyed"
    """It says destroyed of what no two admins of the house ordered to destroy."""
    FORK = "fork"
    """At the number where this desk is it has another history."""


ROSTER_FIRST = frozenset({Wrong.UNKNOWN_DEVICE, Wrong.EPOCH})
"""What may hold all the same by a roster that is newer: this desk asked for it before it asked for this."""


AS_PUT_BACK = frozenset({Wrong.FORK, Wrong.SEEN, Wrong.COUNT, Wrong.MEMBER, Wrong.OLD_EPOCH})
"""What a desk finds as well when an old backup was put back and others wrote on from it: a history that may
hold by itself, and is another than that of the desk. All else is a lie, whatever was put back."""


class Broken(Exception):
    """A history that does not hold."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(wrong.value)
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Checked:
    """An envelope that holds. `header` and `envelope` are None when its stream was destroyed."""

    item: Stored
    chain: bytes
    header: Header | None
    envelope: Envelope | None
    membership: Membership | None


@dataclass(frozen=True, slots=True)
class Missing:
    """Hashes of envelopes: `gone` were destroyed and taken so, `ordered` are what orders to destroy name."""

    gone: frozenset[bytes] = frozenset()
    ordered: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class Reached:
    """The end of what was taken: its number and chain, and the epoch of the last one that can be read."""

    seq: int = 0
    chain: bytes = START
    epoch: int = 0


class History:
    """Where a compartment stands while envelopes are held against it.

    `heads` has for each device the number and hash of its last envelope, `chain_at` answers the chain at an
    earlier number. `missing` are those whose author cannot be read any more, and those that may be.
    """

    def __init__(
        self,
        roster: Roster,
        comp: bytes,
        reached: Reached,
        members: Mapping[bytes, Role],
        heads: Mapping[bytes, tuple[int, bytes]],
        missing: Missing,
        chain_at: Callable[[int], bytes | None],
    ) -> None:
        self.roster, self.comp = roster, comp
        self.seq, self.chain, self.epoch = reached.seq, reached.chain, reached.epoch
        self.members = dict(members)
        self.heads = dict(heads)
        self._gone = set(missing.gone)
        self._ordered = missing.ordered
        self._chain_at = chain_at
        self._known: dict[int, bytes | None] = {}

    def looks_up(self, chain_at: Callable[[int], bytes | None]) -> None:
        """What answers the chain at an earlier number from here on."""
        self._chain_at = chain_at

    def check(self, item: Stored) -> Checked:
        """Hold the next envelope against it, and move on. Raises Broken; then nothing moved."""
        if item.seq != self.seq + 1:
            raise Broken(Wrong.ORDER)
        chain = next_chain(self.chain, item.seq, item.recv_ms, item.env_hash)
        if item.envelope is None:
            if item.env_hash not in self._ordered:
                raise Broken(Wrong.DESTROYED)
            self._gone.add(item.env_hash)
            checked = Checked(item, chain, None, None, None)
        else:
            checked = self._check_whole(item, chain, item.envelope.envelope())
        self.seq, self.chain = item.seq, chain
        self._known[item.seq] = chain
        return checked

    def _check_whole(self, item: Stored, chain: bytes, envelope: Envelope) -> Checked:
        if envelope.hash != item.env_hash:
            raise Broken(Wrong.CHAIN)
        try:
            header = Header.from_bytes(envelope.hdr)
            said = Membership.from_bytes(envelope.ct) if header.kind == Kind.MEMBERSHIP else None
            beacon = Beacon.from_bytes(envelope.ct) if header.kind == Kind.BEACON else None
        except Malformed:
            raise Broken(Wrong.SHAPE) from None
        if (header.house, header.comp) != (self.roster.house, self.comp):
            raise Broken(Wrong.SHAPE)
        self._check_author(header, envelope, said)
        self._check_count(header)
        self._check_seen(header.base_seq, header.base_chain)
        self._check_epoch(header.epoch)
        if beacon is not None:
            self._check_seen(beacon.seen_seq, beacon.chain)
        if said is not None:
            self.members = dict(changed(self.members, said))
        self.heads[header.dev] = (header.dseq, item.env_hash)
        return Checked(item, chain, header, envelope, said)

    def _check_author(self, header: Header, envelope: Envelope, said: Membership | None) -> None:
        known = self.roster.devices.get(header.dev)
        if known is None:
            raise Broken(Wrong.UNKNOWN_DEVICE)
        if header.epoch > self.roster.epoch(self.comp):
            raise Broken(Wrong.EPOCH)
        if not envelope.is_signed_by(known.device.sign):
            raise Broken(Wrong.SIGNATURE)
        role = self.members.get(header.dev)
        if said is not None:
            # One that speaks for the house: a writing member, who begins it, or whom two officers sent.
            user = known.device.user
            begins = self.seq == 0 or self.roster.may_begin_anew(user, self.members)
            speaks = user in self.roster.admins and (role is Role.WRITE or begins)
            if header.stream != NO_STREAM or not speaks:
                raise Broken(Wrong.MEMBER)
            if said.dev not in self.roster.devices:
                raise Broken(Wrong.UNKNOWN_DEVICE)
        elif role is None or (role is not Role.WRITE and header.kind != Kind.BEACON):
            raise Broken(Wrong.MEMBER)

    def _check_epoch(self, epoch: int) -> None:
        """A new key closes the one before for good, whoever signs.

        The signature says who wrote it, and not who can read it: a desk that was not told of a revocation
        seals on with a key that the revoked device has (SYNC.md A.1, 12). A server that keeps to B.3 takes
        nothing of it; one that hands it out had a part in it.
        """
        if epoch < self.epoch:
            raise Broken(Wrong.OLD_EPOCH)
        self.epoch = epoch

    def _check_count(self, header: Header) -> None:
        """Its author counts its own envelopes, and names the one before."""
        dseq, last = self.heads.get(header.dev, (0, START))
        if header.dseq == dseq + 1 and header.prev == last:
            return
        # Between the two there may be destroyed ones; the last of them is named.
        if not (header.prev in self._gone and dseq + 1 < header.dseq <= dseq + 1 + len(self._gone)):
            raise Broken(Wrong.COUNT)

    def _check_seen(self, seq: int, chain: bytes) -> None:
        """What its author had seen is this history, and none of it is left out."""
        if seq > self.seq or self._at(seq) != chain:
            raise Broken(Wrong.SEEN)

    def _at(self, seq: int) -> bytes | None:
        if seq == 0:
            return START
        if seq == self.seq:
            return self.chain
        if seq not in self._known:
            self._known[seq] = self._chain_at(seq)
        return self._known[seq]
