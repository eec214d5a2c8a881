"""One lie at one moment: what the server is made to have, and the desks that pass by it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.agreeing.lying.house import House, Moment, early
from tests.agreeing.lying.shelf import Log, Row, row_of
from tests.agreeing.sync.desks import Station, before_pulling
from zvhdesk.domain.terms import Compartment, StreamKind
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import ChangeSetRecord, OpRecord
from zvhdesk.sync import payload, sealing
from zvhdesk.sync.checking import Wrong
from zvhdesk.sync.exchange import exchange
from zvhdesk.sync.outcome import Halt, Outcome
from zvhdesk.sync.server import Unreachable
from zvhdesk.sync.steps import play
from zvhdesk.wire.envelope import Envelope, Header, Kind, signed


@dataclass(frozen=True)
class Stop:
    """How a desk stops: what the pass came to, and what stands in its database from then on."""

    halt: Halt
    wrong: Wrong | None = None


@dataclass
class Scene:
    """A liar at work."""

    house: House
    moment: Moment
    dice: Random
    passes: list[tuple[Station, Outcome]] = field(default_factory=list)
    """The last pass of each desk."""

    @property
    def log(self) -> Log:
        """What truly happened."""
        return Log(self.moment.rows, self.house.comp)

    @property
    def now(self) -> Log:
        """What the server has."""
        return Log(self.house.shelf.read(), self.house.comp)

    def serve(self, log: Log) -> None:
        """The server has it this way from here on."""
        self.house.shelf.put(log.rows)

    def shown(self, log: Log) -> None:
        """The lie is told to the desk that is behind."""
        self.serve(log)
        self.pass_(self.behind())

    def behind(self) -> Station:
        """The desk that was away."""
        return self.open(self.moment.kept.behind)

    def early(self) -> Station:
        """One that did not hear that a device was revoked, nor of anything after it."""
        return self.open(early(self.house, self.dice.choice("bc")))

    def open(self, kept: Path) -> Station:
        """A copy of a desk as it was kept."""
        return self.house.copy(kept)

    def pass_(self, at: Station, halfway: Callable[[], None] = lambda: None) -> Outcome:
        """One whole pass; `halfway`: what the server does before it first hands a history out."""
        try:
            outcome = play(before_pulling(exchange(), halfway), at.desk, at.server)
        except Unreachable:
            # The server lets a connection go that was not used for some seconds: the next pass makes one.
            outcome = play(before_pulling(exchange(), halfway), at.desk, at.server)
        self.passes = [one for one in self.passes if one[0] is not at] + [(at, outcome)]
        return outcome

    def own(self, dev: bytes) -> dict[str, object]:
        """Where the next envelope of a device has its place, in fields of a header."""
        last = [row for row in self.log.items if row["dev"] == dev][-1]
        return {"dev": dev, "dseq": last["dseq"] + 1, "prev": last["env_hash"]}

    def header(self, log: Log, **fields: object) -> Header:
        """Of the next envelope after those."""
        house = self.house
        whole: dict[str, object] = {
            "kind": Kind.OPS, "house": house.shelf.house, "comp": house.comp, "stream": house.stream,
            "epoch": 2, "env_id": self.dice.randbytes(16), "base_seq": len(log.items),
            "base_chain": log.chain, **fields,
        }  # fmt: skip
        return Header(**whole)  # type: ignore[arg-type]

    def forged(self, log: Log, key: Ed25519PrivateKey, **fields: object) -> Envelope:
        """The next envelope after those: words in the case, under what the server was given."""
        header, leaver = self.header(log, **fields), self.house.leaver
        words = payload.written(self._words(header))
        ct = sealing.seal(words, leaver.keys[header.epoch], leaver.secret, header.env_id, header.to_bytes())
        return signed(header, ct, key)

    def _words(self, header: Header) -> ChangeSetRecord:
        op = OpRecord("case_", self.house.case, "question", json.dumps("verzonnen"), header.base_seq)
        return ChangeSetRecord(
            cs_id=new_id(), act=new_id(), run=new_id(), stream_id=header.stream.hex(),
            compartment=Compartment.REGULAR, kind=StreamKind.CASE, device=header.dev.hex(), user="",
            wall_ms=2**41, intent="case.edit", reason=None, undo_of=None, ops=(op,),
        )  # fmt: skip


def followed(log: Log, envelope: Envelope) -> Log:
    """The same with one more, as if it had been handed in."""
    return log.told([*log.items, following(log, envelope)])


def following(log: Log, envelope: Envelope) -> Row:
    """Its row."""
    return row_of(envelope, log.comp, log.items[-1])
