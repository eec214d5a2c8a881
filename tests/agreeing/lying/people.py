"""Lies about who is who: the roster, and the keys that it commits to."""

from dataclasses import replace
from functools import partial

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.agreeing.lying.scene import Scene, Stop
from tests.agreeing.lying.shelf import Log, Row
from zvhdesk.domain.terms import Compartment
from zvhdesk.sync import revoking, sealing
from zvhdesk.sync.checking import Wrong
from zvhdesk.sync.outcome import Halt
from zvhdesk.sync.sealing import OpenedKey, Place
from zvhdesk.wire import roster as wire_roster
from zvhdesk.wire.roster import BY_ROOT, AfterRevoking, Body, Device, Entry, Revoke, Roster
from zvhdesk.wire.roster import House as First


def a_device_of_its_own(scene: Scene) -> Stop:
    """As one of an admin, which would speak for the house; the server signed it itself."""
    known, admin = _folded(scene.log), scene.house.desks["a"].me.dev
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    user = known.devices[admin].device.user
    body = Device(scene.dice.randbytes(16), user, public, b"k" * 32)
    entry = wire_roster.make(known.next_place(admin), body, key)
    scene.shown(_named(scene.log, [*_entries(scene.log), entry]))
    return Stop(Halt.ROSTER)


def a_revocation_of_its_own(scene: Scene) -> Stop:
    """That the desk it tells it to is to wipe itself. It is not even remembered."""
    desk, known, admin = scene.behind(), _folded(scene.log), scene.house.desks["a"].me.dev
    body = Revoke(desk.me.dev, AfterRevoking.WIPE)
    entry = wire_roster.make(known.next_place(admin), body, Ed25519PrivateKey.generate())
    scene.serve(_named(scene.log, [*_entries(scene.log), entry]))
    assert scene.pass_(desk).after is None
    assert desk.desk.read(partial(revoking.told, device=desk.desk.device)) is None
    return Stop(Halt.ROSTER)


def another_root(scene: Scene) -> Stop:
    """The same house word for word, and another key says so."""
    root = Ed25519PrivateKey.generate()
    made, known = [], Roster(scene.house.shelf.house)
    for entry in _entries(scene.log):
        body = _of_root(wire_roster.read(entry)[1], root)
        made.append(wire_roster.make(known.next_place(BY_ROOT), body, root))
        known = wire_roster.extended(known, made[-1])
    scene.shown(_named(scene.log, made))
    return Stop(Halt.ROSTER)


def what_is_newer_withheld(scene: Scene) -> Stop:
    """A desk is not told that a device was revoked: it would go on sealing with a key that this one has."""
    before = scene.house.early
    rows = {**scene.moment.rows, "roster": before["roster"], "house": before["house"]}
    log = replace(scene.log, rows=rows).changed("compartment", lambda row: {**row, "epoch": 1})
    scene.serve(log)
    scene.pass_(scene.early())
    return Stop(Halt.HISTORY, Wrong.EPOCH)


def a_key_of_its_own(scene: Scene) -> Stop:
    """As the newest key of the cases: what is sealed with it the server reads."""
    desk = scene.early()
    me, place = desk.me, Place(scene.house.shelf.house, scene.house.comp, 2)
    forged = OpenedKey(sealing.new_key(), Compartment.REGULAR)
    box = sealing.seal_key(forged, place, me.dev, me.pair.public)

    def mine(row: Row) -> Row:
        own = (row["comp"], row["epoch"], row["dev"]) == (place.comp, place.epoch, me.dev)
        return {**row, "box": box} if own else row

    scene.serve(scene.log.changed("key_box", mine))
    scene.pass_(desk)
    return Stop(Halt.KEY)


def a_key_withheld(scene: Scene) -> Stop:
    """A desk is not given the newest key of the cases: what is sealed with it stays shut, and it waits."""
    desk = scene.early()
    mine = (scene.house.comp, 2, desk.me.dev)
    rows = scene.log.rows
    boxes = [row for row in rows["key_box"] if (row["comp"], row["epoch"], row["dev"]) != mine]
    scene.serve(replace(scene.log, rows={**rows, "key_box": boxes}))
    scene.pass_(desk)
    return Stop(Halt.NO_KEY)


def _entries(log: Log) -> list[Entry]:
    return [Entry(row["body"], row["sig"]) for row in log.rows["roster"]]


def _folded(log: Log) -> Roster:
    (house,) = log.rows["house"]
    known = Roster(house["id"])
    for entry in _entries(log):
        known = wire_roster.extended(known, entry)
    return known


def _of_root(body: Body, root: Ed25519PrivateKey) -> Body:
    return replace(body, root=root.public_key().public_bytes_raw()) if isinstance(body, First) else body


def _named(log: Log, entries: list[Entry]) -> Log:
    """The same server with these entries in its roster."""
    (house,) = log.rows["house"]
    rows = [
        {"house": house["id"], "seq": seq, "body": one.body, "sig": one.sig}
        for seq, one in enumerate(entries, 1)
    ]
    last = {**house, "roster_seq": len(entries)}
    return replace(log, rows={**log.rows, "roster": rows, "house": [last]})
