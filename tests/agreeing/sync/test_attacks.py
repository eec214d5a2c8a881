"""T7: a server that lies. Whatever it does to a history, the desk stops there and says so."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.agreeing.central import Central
from tests.agreeing.sync.desks import Station, found, join, station
from tests.worlds import small_house
from zvhdesk.domain.terms import Compartment
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.sync import incoming, keys, rosters
from zvhdesk.sync.checking import Wrong
from zvhdesk.wire.beacon import Beacon
from zvhdesk.wire.envelope import NO_STREAM, START, Envelope, Header, Kind, next_chain, signed
from zvhdesk.wire.membership import Membership, Role
from zvhdesk.wire.messages import Head, Page, SealedEnvelope, Stored

EACH = 25
WRITES = 8


@dataclass(frozen=True)
class History:
    """What an honest server hands out of one compartment, and a desk that has not taken any of it."""

    items: tuple[Stored, ...]
    comp: bytes
    newcomer: Station
    admin: Station

    def takes(self, items: Sequence[Stored], head: Head | None = None) -> incoming.Taken:
        """What the newcomer makes of it. Nothing of it stays."""
        desk, me = self.newcomer.desk, self.newcomer.me
        page = Page(items=list(items), head=head or _head(items), more=False)

        def take(session: CaptureSession) -> None:
            roster = rosters.known(session, me.house, me.root)
            raise _Undone(incoming.take(session, me, roster, self.comp, page))

        with pytest.raises(_Undone) as undone:
            desk.receive(take)
        return undone.value.taken


class _Undone(Exception):
    def __init__(self, taken: incoming.Taken) -> None:
        super().__init__()
        self.taken = taken


def _gets_its_keys(one: Station, comp: bytes) -> None:
    me = one.me
    one.server.log_in(me)
    box = one.server.my_box(comp, 1)
    roster = one.desk.read(lambda s: rosters.known(s, me.house, me.root))
    assert one.desk.keep(lambda s: keys.take_box(s, me, roster, comp, box))
    secrets = one.server.secrets(comp, 0).keys
    assert one.desk.keep(lambda s: keys.take_secrets(s, me, comp, secrets)) == 0


def _write(session: CaptureSession, case: str, text: str) -> None:
    session.get_one(Case, case).question = text


def _head(items: Sequence[Stored]) -> Head:
    return Head(seq=items[-1].seq, chain=b"c" * 32, epoch=1)


@pytest.fixture(scope="module")
def history(central: Central, tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    """Two desks that wrote in turns; a third that joined, and is shown it all."""
    folder = tmp_path_factory.mktemp("attacks")
    with (
        closing(station(folder / "a", central.url)) as first,
        closing(station(folder / "b", central.url)) as second,
        closing(station(folder / "c", central.url)) as third,
    ):
        small = small_house(first.desk)
        found(first, central.new_code())
        join(first, second, bytes.fromhex(new_id()))
        for at in range(WRITES):
            one = (first, second)[at % 2]
            one.desk.change(partial(_write, case=small.case_id, text=f"{at}"), "case.edit")
            for each in (one, first, second):
                each.exchange()
        join(first, third, bytes.fromhex(new_id()), take=False)
        comp = first.desk.read(lambda s: keys.compartment_named(s, Compartment.REGULAR))
        assert comp is not None
        _gets_its_keys(third, comp)
        page = third.server.pull(comp, 0, 500)
        yield History(tuple(page.items), comp, third, first)


def test_an_honest_server_is_believed(history: History) -> None:
    taken = history.takes(history.items)
    assert taken == incoming.Taken(len(history.items))


Attack = Callable[[list[Stored], int, Random], list[Stored]]


def left_out(items: list[Stored], at: int, _dice: Random) -> list[Stored]:
    """One is missing."""
    return items[:at] + items[at + 1 :]


def left_out_and_renumbered(items: list[Stored], at: int, _dice: Random) -> list[Stored]:
    """One is missing, and the others moved up."""
    rest = [one.model_copy(update={"seq": one.seq - 1}) for one in items[at + 1 :]]
    return items[:at] + rest


def turned_round(items: list[Stored], at: int, _dice: Random) -> list[Stored]:
    """Two change places and take each other's numbers."""
    one, other = items[at], items[at + 1]
    swapped = [other.model_copy(update={"seq": one.seq}), one.model_copy(update={"seq": other.seq})]
    return items[:at] + swapped + items[at + 2 :]


def said_twice(items: list[Stored], at: int, _dice: Random) -> list[Stored]:
    """One comes again later."""
    again = items[at].model_copy(update={"seq": items[-1].seq + 1})
    return [*items, again]


def changed(items: list[Stored], at: int, dice: Random) -> list[Stored]:
    """One bit of what is sealed is another, and the hash fits it."""
    whole = items[at].envelope
    assert whole is not None
    ct = bytearray(whole.ct)
    ct[dice.randrange(len(ct))] ^= 1 << dice.randrange(8)
    forged = Envelope(whole.hdr, bytes(ct), whole.sig)
    return _with(items, at, forged)


def by_another_hand(items: list[Stored], at: int, _dice: Random) -> list[Stored]:
    """One is signed with a key of the server's own."""
    whole = items[at].envelope
    assert whole is not None
    return _with(items, at, signed(Header.from_bytes(whole.hdr), whole.ct, Ed25519PrivateKey.generate()))


def later_than_it_was(items: list[Stored], at: int, dice: Random) -> list[Stored]:
    """The server says another time than it said to the others: what they saw is another chain."""
    moved = items[at].model_copy(update={"recv_ms": items[at].recv_ms + dice.randrange(1, 10**6)})
    return [*items[:at], moved, *items[at + 1 :]]


def emptied(items: list[Stored], at: int, _dice: Random) -> list[Stored]:
    """One is said to be destroyed, under another hash."""
    return [
        *items[:at],
        items[at].model_copy(update={"envelope": None, "env_hash": b"x" * 32}),
        *items[at + 1 :],
    ]


ATTACKS: tuple[Attack, ...] = (
    left_out, left_out_and_renumbered, turned_round, said_twice, changed, by_another_hand, later_than_it_was,
    emptied,
)  # fmt: skip


def _with(items: list[Stored], at: int, forged: Envelope) -> list[Stored]:
    item = items[at].model_copy(update={"env_hash": forged.hash, "envelope": SealedEnvelope.of(forged)})
    return [*items[:at], item, *items[at + 1 :]]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.__name__)
def test_a_lie_is_found(history: History, attack: Attack) -> None:
    dice = Random(7)
    for _ in range(EACH):
        # At the latest with the next honest envelope by another hand: two follow.
        at = dice.randrange(1, len(history.items) - 3)
        taken = history.takes(attack(list(history.items), at, dice))
        assert taken.wrong is not None, f"at {at}"


def test_a_server_that_lost_what_it_had_is_found(history: History) -> None:
    admin, me = history.admin, history.admin.me

    def take(session: CaptureSession) -> None:
        roster = rosters.known(session, me.house, me.root)
        page = Page(items=[], head=Head(seq=1, chain=b"c" * 32, epoch=1), more=False)
        raise _Undone(incoming.take(session, me, roster, history.comp, page))

    with pytest.raises(_Undone) as undone:
        admin.desk.receive(take)
    assert undone.value.taken.wrong is Wrong.LOST


def test_a_member_that_no_admin_named_is_not_one(history: History) -> None:
    """The second desk is a writing member and no admin: what it says of members is not believed."""
    own = history.newcomer.me
    last = history.items[-1]
    header = Header(
        kind=Kind.MEMBERSHIP, house=own.house, comp=history.comp, stream=NO_STREAM, epoch=1, env_id=b"e" * 16,
        dev=own.dev, dseq=1, prev=bytes(32), base_seq=last.seq, base_chain=_chain(history.items),
    )  # fmt: skip
    forged = signed(header, Membership(own.dev, Role.WRITE).to_bytes(), own.sign)
    item = Stored(
        seq=last.seq + 1, recv_ms=last.recv_ms, env_hash=forged.hash, envelope=SealedEnvelope.of(forged)
    )
    assert history.takes([*history.items, item]).wrong is Wrong.MEMBER


def _next(history: History, **other: object) -> Header:
    """The header of an honest next envelope of the admin's desk; `other` are fields of it."""
    me, last = history.admin.me, history.items[-1]
    own = [Header.from_bytes(one.envelope.hdr) for one in history.items if one.envelope is not None]
    mine = [one for one in own if one.dev == me.dev]
    prev = next(one.env_hash for one in reversed(history.items) if _dev(one) == me.dev)
    fields: dict[str, object] = {
        "kind": Kind.BEACON, "house": me.house, "comp": history.comp, "stream": NO_STREAM, "epoch": 1,
        "env_id": b"n" * 16, "dev": me.dev, "dseq": len(mine) + 1, "prev": prev, "base_seq": last.seq,
        "base_chain": _chain(history.items), **other,
    }  # fmt: skip
    return Header(**fields)  # type: ignore[arg-type]


def _dev(item: Stored) -> bytes:
    return b"" if item.envelope is None else Header.from_bytes(item.envelope.hdr).dev


def _chain(items: Sequence[Stored]) -> bytes:
    chain = bytes(32)
    for item in items:
        chain = next_chain(chain, item.seq, item.recv_ms, item.env_hash)
    return chain


SAID = Beacon(0, START).to_bytes()
"""What holds of every history."""

BREAKS: dict[str, tuple[dict[str, object], Wrong | None]] = {
    "honest": ({}, None),
    "one of its own is left out": ({"dseq": 99}, Wrong.COUNT),
    "another one stood before it": ({"prev": b"p" * 32}, Wrong.COUNT),
    "it saw another history": ({"base_chain": b"h" * 32}, Wrong.SEEN),
    "it saw what is not there": ({"base_seq": 999}, Wrong.SEEN),
    "of another house": ({"house": b"o" * 16}, Wrong.SHAPE),
    "of another compartment": ({"comp": b"o" * 16}, Wrong.SHAPE),
}


@pytest.mark.parametrize("name", BREAKS)
def test_every_break_has_its_name(history: History, name: str) -> None:
    """One more envelope, signed as it should be, of which one thing is not so."""
    other, wrong = BREAKS[name]
    made = signed(_next(history, **other), SAID, history.admin.me.sign)
    assert history.takes([*history.items, _stored(history, made)]).wrong is wrong


def test_a_beacon_that_saw_another_history_is_found(history: History) -> None:
    """A server showed its device another one: here that device says so itself."""
    last = history.items[-1]
    for said in (Beacon(last.seq, b"?" * 32), Beacon(last.seq + 1, _chain(history.items))):
        made = signed(_next(history), said.to_bytes(), history.admin.me.sign)
        assert history.takes([*history.items, _stored(history, made)]).wrong is Wrong.SEEN


def test_a_number_that_is_skipped_and_a_hash_that_does_not_fit(history: History) -> None:
    made = _stored(history, signed(_next(history), SAID, history.admin.me.sign))
    skipped = made.model_copy(update={"seq": made.seq + 1})
    assert history.takes([*history.items, skipped]).wrong is Wrong.ORDER
    other = made.model_copy(update={"env_hash": b"x" * 32})
    assert history.takes([*history.items, other]).wrong is Wrong.CHAIN


def test_what_another_hand_signed_is_not_believed(history: History) -> None:
    """Nothing follows it that would show that others saw something else."""
    forged = signed(_next(history), SAID, Ed25519PrivateKey.generate())
    assert history.takes([*history.items, _stored(history, forged)]).wrong is Wrong.SIGNATURE


def test_who_is_not_a_member_yet_is_not_believed(history: History) -> None:
    who = history.newcomer.me
    upto = next(at for at, one in enumerate(history.items) if _names(one, who.dev))
    head = history.items[:upto]
    header = _next(history, dev=who.dev, dseq=1, prev=bytes(32), base_seq=upto, base_chain=_chain(head))
    made = _stored(history, signed(header, SAID, who.sign)).model_copy(update={"seq": upto + 1})
    assert history.takes([*head, made]).wrong is Wrong.MEMBER


def _stored(history: History, envelope: Envelope) -> Stored:
    last = history.items[-1]
    return Stored(
        seq=last.seq + 1, recv_ms=last.recv_ms, env_hash=envelope.hash, envelope=SealedEnvelope.of(envelope)
    )


def _names(item: Stored, dev: bytes) -> bool:
    """Whether it says that this device is a member."""
    if item.envelope is None or Header.from_bytes(item.envelope.hdr).kind != Kind.MEMBERSHIP:
        return False
    return Membership.from_bytes(item.envelope.ct).dev == dev
