"""Eight kinds of lies. Each changes the real tables of the server; then desks make their passes, and notice.

A kind has several ways, taken in turn, and every way is found by one rule.
"""

from collections.abc import Callable, Mapping, Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.agreeing.lying import people
from tests.agreeing.lying.scene import Scene, Stop, followed
from tests.agreeing.lying.shelf import Row, envelope_of
from tests.agreeing.sync.desks import Station, goal
from zvhdesk.sync import beacons
from zvhdesk.sync.checking import Wrong
from zvhdesk.sync.outcome import Halt, Outcome
from zvhdesk.sync.steps import play
from zvhdesk.wire.encoding import sha256
from zvhdesk.wire.envelope import NO_STREAM, START, Header, Kind, next_chain, signed
from zvhdesk.wire.membership import Membership, Role

Way = Callable[[Scene], Stop]


def history(wrong: Wrong) -> Stop:
    """Nothing more is taken from that compartment."""
    return Stop(Halt.HISTORY, wrong)


# Left out.


def one_of_a_run(scene: Scene) -> Stop:
    """One of those that were handed in together is missing; the others moved up."""
    items = scene.log.items
    at = scene.dice.randrange(scene.moment.seen, len(items) - 1)
    scene.shown(scene.log.told([*items[:at], *items[at + 1 :]]))
    return history(Wrong.COUNT)


def the_last_of_one(scene: Scene) -> Stop:
    """The last word of one desk is missing: the next of another says that it was there."""
    items, at = scene.log.items, scene.moment.answered - 1
    scene.shown(scene.log.told([*items[:at], *items[at + 1 :]]))
    return history(Wrong.SEEN)


def said_to_be_destroyed(scene: Scene) -> Stop:
    """Nobody ordered it."""
    items = scene.log.items
    at = scene.dice.randrange(scene.moment.seen, len(items))
    items[at] = {**items[at], "hdr": None, "ct": None, "sig": None}
    scene.shown(scene.log.as_it_is(items))
    return history(Wrong.DESTROYED)


# Turned round.


def behind_what_answered_it(scene: Scene) -> Stop:
    """A text comes after the one that was written over it by somebody who had read it."""
    items, at = scene.log.items, scene.moment.answered - 1
    to = scene.dice.randrange(scene.moment.seen + 2, len(items) + 1)
    scene.shown(scene.log.told([*items[:at], *items[at + 1 : to], items[at], *items[to:]]))
    return history(Wrong.SEEN)


def two_of_a_run(scene: Scene) -> Stop:
    """Two of one desk changed places."""
    items = scene.log.items
    at = scene.dice.randrange(scene.moment.seen, len(items) - 1)
    items[at], items[at + 1] = items[at + 1], items[at]
    scene.shown(scene.log.told(items))
    return history(Wrong.COUNT)


# Rolled back.


def to_an_earlier_head(scene: Scene) -> Stop:
    """It has less than it had. One desk knows better, another one hears nothing strange."""
    items = scene.log.items
    scene.serve(scene.log.told(items[: scene.dice.randrange(scene.moment.answered, len(items))]))
    scene.pass_(scene.behind())
    scene.pass_(scene.open(scene.moment.kept.ahead))
    return Stop(Halt.LOST)


def and_gone_on_from_there(scene: Scene) -> Stop:
    """At the same number stands something else by now, which an honest desk wrote there."""
    items = scene.log.items
    less = scene.dice.randrange(1, len(items) - scene.moment.seen + 1)
    behind = scene.behind()
    scene.serve(scene.log.told(items[:-less]))
    scene.pass_(behind)
    for n in range(less):
        goal(behind, scene.house.case, f"op de oude kop {n}")
    scene.pass_(behind)
    scene.pass_(scene.open(scene.moment.kept.ahead))
    return history(Wrong.FORK)


def by_what_it_just_took_in(scene: Scene) -> Stop:
    """It says that it has it, and forgets it. Once it is honest it is given it again."""
    ahead = scene.open(scene.moment.kept.ahead)
    goal(ahead, scene.house.case, "aangenomen en vergeten")
    scene.serve(scene.log)
    for _ in range(2):
        scene.pass_(ahead, lambda: scene.serve(scene.log))
    return Stop(Halt.LOST)


# Changed.


def a_bit(scene: Scene) -> Stop:
    """Of header, sealed part or signature, and not the hash by which it goes."""
    return _flipped(scene, scene.dice.choice(("hdr", "ct", "sig")), Wrong.CHAIN)


def a_bit_and_all_that_follows_from_it(scene: Scene) -> Stop:
    """Its hash, the chain and the head fit what it is now."""
    return _flipped(scene, "ct", Wrong.SIGNATURE)


def _flipped(scene: Scene, part: str, wrong: Wrong) -> Stop:
    items = scene.log.items
    # Of the last one nobody said yet what it was.
    at = len(items) - 1
    if wrong is Wrong.CHAIN:
        at = scene.dice.randrange(scene.moment.answered - 1, len(items))
    data = bytearray(items[at][part])
    data[scene.dice.randrange(len(data))] ^= 1 << scene.dice.randrange(8)
    items[at] = {**items[at], part: bytes(data)}
    if wrong is Wrong.CHAIN:
        scene.shown(scene.log.as_it_is(items))
    else:
        items[at]["env_hash"] = envelope_of(items[at]).hash
        scene.shown(scene.log.told(items))
    return history(wrong)


def the_time_it_came_in(scene: Scene) -> Stop:
    """Which of two texts counts hangs on it: one desk is told another time than the others were."""
    items, at = scene.log.items, scene.moment.seen
    items[at] = {**items[at], "recv_ms": scene.dice.randrange(1, 10**6)}
    scene.shown(scene.log.as_it_is(items))
    return history(Wrong.FORK)


def a_number(scene: Scene) -> Stop:
    """One number is passed over."""
    log, at = scene.log, scene.dice.randrange(scene.moment.answered, len(scene.log.items))
    chain, items = START, []
    for row in log.items:
        seq = row["seq"] + (row["seq"] > at)
        chain = next_chain(chain, seq, row["recv_ms"], row["env_hash"])
        items.append({**row, "seq": seq, "chain": chain})
    scene.shown(log.as_it_is(items).with_head(items[-1]["seq"], chain))
    return history(Wrong.ORDER)


# Said again.


def an_admission_after_the_revocation(scene: Scene) -> Stop:
    """Who was put out is a member once more, and goes on writing."""
    log, leaver = scene.log, scene.house.leaver
    admission = next(row for row in log.items if _admits(row, leaver.me.dev))
    log = followed(log, envelope_of(admission))
    scene.shown(followed(log, scene.forged(log, leaver.me.sign, **scene.own(leaver.me.dev))))
    return history(Wrong.COUNT)


def twice(scene: Scene) -> Stop:
    """One of the last comes once more, under another number."""
    items = scene.log.items
    again = envelope_of(scene.dice.choice(items[scene.moment.answered - 1 :]))
    scene.shown(followed(scene.log, again))
    return history(Wrong.COUNT)


def in_another_compartment(scene: Scene) -> Stop:
    """An envelope of what the whole house shares, among those of the cases."""
    others = [row for row in scene.moment.rows["envelope"] if row["comp"] != scene.house.comp]
    scene.shown(followed(scene.log, envelope_of(scene.dice.choice(others))))
    return history(Wrong.SHAPE)


# Forged, by a server that was given keys, and the secret of the case.


def by_who_is_no_member(scene: Scene) -> Stop:
    """In the name of the revoked device itself."""
    log, me = scene.log, scene.house.leaver.me
    scene.shown(followed(log, scene.forged(log, me.sign, **scene.own(me.dev))))
    return history(Wrong.MEMBER)


def in_the_name_of_another(scene: Scene) -> Stop:
    """In that of a desk that is a member, by a key that is not its own."""
    other = scene.house.desks[scene.moment.other].me.dev
    forged = scene.forged(scene.log, Ed25519PrivateKey.generate(), **scene.own(other))
    scene.shown(followed(scene.log, forged))
    return history(Wrong.SIGNATURE)


def in_the_name_of_nobody(scene: Scene) -> Stop:
    """In that of a device that the roster does not name."""
    at = {"dev": b"n" * 16, "dseq": 1, "prev": START}
    forged = scene.forged(scene.log, Ed25519PrivateKey.generate(), **at)
    scene.shown(followed(scene.log, forged))
    return history(Wrong.UNKNOWN_DEVICE)


def by_a_member_who_is_no_admin(scene: Scene) -> Stop:
    """It helps the server, and says that the revoked device is a member."""
    one = scene.house.desks[scene.dice.choice("bc")].me
    said = Membership(scene.house.leaver.me.dev, Role.WRITE).to_bytes()
    at = {**scene.own(one.dev), "kind": Kind.MEMBERSHIP, "stream": NO_STREAM}
    scene.shown(followed(scene.log, signed(scene.header(scene.log, **at), said, one.sign)))
    return history(Wrong.MEMBER)


def on_a_history_that_never_was(scene: Scene) -> Stop:
    """By a member that helps the server: what it says to have seen never was."""
    one = scene.house.desks[scene.moment.other].me
    at = {**scene.own(one.dev), "base_chain": sha256(b"never")}
    scene.shown(followed(scene.log, scene.forged(scene.log, one.sign, **at)))
    return history(Wrong.SEEN)


def under_a_key_that_was_closed(scene: Scene) -> Stop:
    """By a member that is not told of the revocation. Nothing is untrue, and who was put out reads it."""
    name = scene.dice.choice(sorted({*scene.house.desks} - {scene.moment.other}))
    one = scene.house.desks[name].me
    closed = {**scene.own(one.dev), "epoch": 1}
    scene.serve(followed(scene.log, scene.forged(scene.log, one.sign, **closed)))
    scene.pass_(scene.open(scene.moment.kept.ahead))
    return history(Wrong.OLD_EPOCH)


# Forked: two desks are shown two histories.


def until_the_next_word(scene: Scene) -> Stop:
    """One was not shown the last run. Nothing is strange until another one writes."""
    behind, other, cut = _two_histories(scene)
    goal(other, scene.house.case, "het volgende woord")
    scene.serve(scene.log)
    _carried_over(scene, other, behind, cut)
    return history(Wrong.SEEN)


def until_a_desk_leaves(scene: Scene) -> Stop:
    """The same, and nobody writes: the other one only says what it saw."""
    behind, other, cut = _two_histories(scene)
    scene.serve(scene.log)
    scene.pass_(other)
    assert play(beacons.leaving(), other.desk, other.server)
    _carried_over(scene, other, behind, cut)
    return history(Wrong.SEEN)


def until_it_writes_itself(scene: Scene) -> Stop:
    """One was told another time of two texts, all of which fits. It writes; the other sees on what."""
    items, at = scene.log.items, scene.moment.seen
    items[at] = {**items[at], "recv_ms": 1}
    behind, ahead = scene.behind(), scene.open(scene.moment.kept.ahead)
    scene.serve(scene.log.told(items))
    assert scene.pass_(behind) == Outcome(), "what it was shown is whole"
    goal(behind, scene.house.case, "op wat ik zag")
    scene.pass_(behind)
    scene.serve(followed(scene.log, envelope_of(scene.now.items[-1])))
    scene.pass_(ahead)
    return history(Wrong.SEEN)


def _two_histories(scene: Scene) -> tuple[Station, Station, int]:
    cut = scene.dice.randrange(scene.moment.seen, len(scene.log.items))
    behind, other = scene.behind(), scene.open(scene.moment.kept.middle)
    scene.serve(scene.log.told(scene.log.items[:cut]))
    assert scene.pass_(behind) == Outcome(), "what it was shown is whole"
    return behind, other, cut


def _carried_over(scene: Scene, other: Station, behind: Station, cut: int) -> None:
    """One desk says something on its history; the server puts that after the other desk's."""
    there = len(scene.log.items)
    assert scene.pass_(other) == Outcome()
    scene.serve(scene.now.told([*scene.now.items[:cut], *scene.now.items[there:]]))
    scene.pass_(behind)


def _admits(row: Row, dev: bytes) -> bool:
    if Header.from_bytes(row["hdr"]).kind != Kind.MEMBERSHIP:
        return False
    said = Membership.from_bytes(row["ct"])
    return said.dev == dev and said.role is not None


KINDS: Mapping[str, Sequence[Way]] = {
    "left out": (one_of_a_run, the_last_of_one, said_to_be_destroyed),
    "turned round": (behind_what_answered_it, two_of_a_run),
    "rolled back": (to_an_earlier_head, and_gone_on_from_there, by_what_it_just_took_in),
    "changed": (a_bit, a_bit_and_all_that_follows_from_it, the_time_it_came_in, a_number),
    "said again": (an_admission_after_the_revocation, twice, in_another_compartment),
    "forged": (
        by_who_is_no_member, by_a_member_who_is_no_admin, in_the_name_of_another, in_the_name_of_nobody,
        on_a_history_that_never_was, under_a_key_that_was_closed,
    ),
    "forked": (until_the_next_word, until_a_desk_leaves, until_it_writes_itself),
    "who is who": (
        people.a_device_of_its_own, people.a_revocation_of_its_own, people.another_root,
        people.what_is_newer_withheld, people.a_key_of_its_own, people.a_key_withheld,
    ),
}  # fmt: skip
