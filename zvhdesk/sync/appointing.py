"""A new admin: only the root says so, and the root speaks with both recovery sheets (SYNC.md B.5).

So an admin is made by two officers together, also when no admin is left.
"""

from functools import partial

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zvhdesk.domain.store_refusals import SheetTrouble, StoreRefused, WrongSheet
from zvhdesk.services.unlock import recovery_key, vault
from zvhdesk.services.unlock.recovery_key import RecoveryPair
from zvhdesk.sync import rosters
from zvhdesk.sync.own import Own
from zvhdesk.sync.server import Server
from zvhdesk.sync.steps import Story, at_server, keeping, reading
from zvhdesk.wire import roster as wire_roster
from zvhdesk.wire.roster import BY_ROOT, Entry, House, Roster

ROOT_FOR_RECOVERY = b"zvh/1/hr"
"""With the id of the house: what the box with the private half of the root is for."""


def appoint(me: Own, sheets: tuple[str, str], user: bytes) -> Story[None]:
    """Make this person an admin, with what was typed from both sheets.

    Raises StoreRefused(WrongSheet) for sheets that are not the house's; SaidNo with `stale` when the roster
    moved on meanwhile: then nothing was done.
    """
    roster = yield from reading(partial(rosters.known, house=me.house, root=me.root))
    if user not in roster.admins:
        yield from send(me, roster, sheets, user)


def send(me: Own, roster: Roster, sheets: tuple[str, str], user: bytes) -> Story[Roster]:
    """The same of one who may be an admin already: sent anew (`Roster.may_begin_anew`)."""
    entries = yield from reading(rosters.entries)
    root = _root(me, entries[0], vault.recovery_pair(*sheets, roster.recovery))
    entry = wire_roster.make(roster.next_place(BY_ROOT), wire_roster.Admin(user), root)
    yield from at_server(partial(Server.add_to_roster, entries=[entry]))
    return (yield from keeping(partial(rosters.extend, folded=roster, root=me.root, more=[entry])))


def _root(me: Own, first: Entry, pair: RecoveryPair) -> Ed25519PrivateKey:
    _, house = wire_roster.read(first)
    box = house.box if isinstance(house, House) else b""
    private = recovery_key.unseal_for(box, pair, ROOT_FOR_RECOVERY + me.house)
    if private is None:
        raise StoreRefused(WrongSheet(1, SheetTrouble.OTHER_HOUSE))
    return Ed25519PrivateKey.from_private_bytes(private)
