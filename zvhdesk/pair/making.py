"""A second desk beside the first: the house is founded at a server, and the second joins as people do it."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from zvhdesk.domain.terms import Compartment
from zvhdesk.line.address import Address, keep_address
from zvhdesk.models.house import Member
from zvhdesk.pair.server import LocalServer
from zvhdesk.services import opening
from zvhdesk.services.desk import Desk
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.keyring import SecretStore
from zvhdesk.sync import founding, joining
from zvhdesk.sync.exchange import exchange
from zvhdesk.sync.own import Own
from zvhdesk.sync.server import Server
from zvhdesk.sync.steps import play

_BOTH = (Compartment.HOUSE, Compartment.REGULAR)
_SUPPORT = "procesondersteuner"


@dataclass(frozen=True, slots=True)
class Pair:
    """Where the second desk goes, and with which passphrase and keyring it opens."""

    second: Path
    passphrase: str
    keyring: SecretStore | None


def make_pair(desk: Desk, server: LocalServer, pair: Pair) -> bool:
    """Found the house of an open desk at this server and make its second desk. The server is left running.

    False when there can be no server here; then nothing was done.
    """
    if not server.start():
        return False
    address = Address(server.address)
    with closing(Server(address.url)) as one, closing(Server(address.url)) as other:
        recovery = vault.recovery_public(desk.folder)
        me = play(founding.found(server.new_code(), recovery), desk, one)
        keep_address(desk, address)
        play(exchange(), desk, one)
        begun = opening.begin_joining(pair.second, desk.clock)
        keep_address(begun.desk, address)
        _join(desk, me, one, begun.desk, other)
    opening.end_joining(begun, pair.passphrase, recovery, pair.keyring).close()
    return True


def _join(first: Desk, me: Own, one: Server, second: Desk, other: Server) -> None:
    """Both sides of a joining in one place: what is compared is compared by nobody but this program."""
    code = joining.new_code()
    play(joining.invite(code), first, one)
    joined, shown = play(joining.knock(code), second, other)
    knocked = play(joining.at_the_door(me, code), first, one)
    if knocked is None or knocked.digits != shown:
        raise RuntimeError("somebody else knocked")
    play(joining.admit(me, _colleague(first), knocked.keys, _BOTH), first, one)
    play(joining.enter(joined, code), second, other)
    # First what says that it is a member, then what there is.
    play(exchange(), first, one)
    play(exchange(), second, other)


def _colleague(desk: Desk) -> bytes:
    """Who works at the second desk: somebody who takes notes, if there is one."""
    query = select(Member.id).where(Member.id != desk.user).order_by(Member.role != _SUPPORT)
    found = desk.read(lambda session: session.scalars(query).first())
    return bytes.fromhex(found or desk.user)
