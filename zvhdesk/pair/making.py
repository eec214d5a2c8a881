"""Desks beside the first: the house is founded at a server, and the others join as people do it."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import select

from zvhdesk.demo.apart import fill_apart
from zvhdesk.domain.terms import Compartment
from zvhdesk.line.address import Address, keep_address
from zvhdesk.models.house import Member
from zvhdesk.pair.relay import Relay
from zvhdesk.pair.server import LocalServer
from zvhdesk.services import devices, opening
from zvhdesk.services.desk import Desk
from zvhdesk.services.opening import Begun
from zvhdesk.services.unlock import vault
from zvhdesk.services.unlock.keyring import SecretStore
from zvhdesk.services.unlock.standard import folder_of
from zvhdesk.sync import apart, founding, joining
from zvhdesk.sync.exchange import exchange
from zvhdesk.sync.joining import Knocked
from zvhdesk.sync.own import Own
from zvhdesk.sync.server import Server
from zvhdesk.sync.steps import Story, play
from zvhdesk.wire.membership import Role

_BOTH = (Compartment.HOUSE, Compartment.REGULAR)
_SUPPORT = "procesondersteuner"


@dataclass(frozen=True, slots=True)
class Pair:
    """Where the second desk goes, and with which passphrase and keyring it opens.

    `apart` is where a house folder comes that has a desk of CTER and nothing else. `line` is what the
    other two reach the server through; None: at its own address, as the desk of CTER does.
    """

    second: Path
    passphrase: str
    keyring: SecretStore | None
    apart: Path
    line: Relay | None = None


def make_pair(desk: Desk, server: LocalServer, pair: Pair) -> bool:
    """Found the house of an open desk at this server and make its other desks. The server is left running.

    False when there can be no server here; then nothing was done.
    """
    if not server.start():
        return False
    address = Address(server.address if pair.line is None else pair.line.toward(server.address))
    with closing(Server(address.url)) as one, closing(Server(address.url)) as other:
        recovery = vault.recovery_public(desk.folder)
        me = play(founding.found(server.new_code(), recovery), desk, one)
        keep_address(desk, address)
        play(exchange(), desk, one)
        begun = opening.begin_joining(pair.second, desk.clock)
        keep_address(begun.desk, address)
        colleague = _colleague(desk)
        _join(_Side(desk, one), me, _Side(begun.desk, other), partial(_let_in, user=colleague))
        of_cter = _make_apart(_Side(desk, one), me, Address(server.address), pair.apart)
        begun.desk.keep(lambda session: devices.tell(session, [of_cter.desk.device]))
        made = [begun, of_cter]
    for one_of_them in made:
        opening.end_joining(one_of_them, pair.passphrase, recovery, pair.keyring).close()
    return True


def _make_apart(first: "_Side", me: Own, address: Address, folder: Path) -> Begun:
    """The first desk of CTER, of the admin's own person: it begins the compartment, and has cases."""
    begun = opening.begin_joining(folder_of(folder, apart=True), first.desk.clock, Compartment.CTER)
    keep_address(begun.desk, address)
    with closing(Server(address.url)) as server:
        side = _Side(begun.desk, server)
        user = bytes.fromhex(first.desk.user)
        joined = _join(first, me, side, partial(_let_read, user=user))
        play(apart.begin(joined), side.desk, side.server)
        fill_apart(side.desk)
        play(exchange(), side.desk, side.server)
    return begun


@dataclass(frozen=True, slots=True)
class _Side:
    """A desk and its connection."""

    desk: Desk
    server: Server


def _let_in(me: Own, knocked: Knocked, user: bytes) -> Story[bool]:
    return joining.admit(me, user, knocked.keys, _BOTH)


def _let_read(me: Own, knocked: Knocked, user: bytes) -> Story[bool]:
    return joining.admit(me, user, knocked.keys, (Compartment.HOUSE,), Role.READ)


def _join(first: _Side, me: Own, second: _Side, let_in: Callable[[Own, Knocked], Story[bool]]) -> Own:
    """Both sides of a joining in one place: what is compared is compared by nobody but this program."""
    code, is_apart = joining.new_code(), second.desk.compartment is Compartment.CTER
    play(joining.invite(code), first.desk, first.server)
    joined, shown = play(joining.knock(code), second.desk, second.server)
    knocked = play(joining.at_the_door(me, code, apart=is_apart), first.desk, first.server)
    if knocked is None or knocked.digits != shown:
        raise RuntimeError("somebody else knocked")
    play(let_in(me, knocked), first.desk, first.server)
    play(joining.enter(joined, code), second.desk, second.server)
    # First what says that it is a member, then what there is.
    play(exchange(), first.desk, first.server)
    play(exchange(), second.desk, second.server)
    # Both are made here: nobody is surprised by the other.
    first.desk.keep(lambda session: devices.tell(session, [second.desk.device]))
    return joined


def _colleague(desk: Desk) -> bytes:
    """Who works at the second desk: somebody who takes notes, if there is one."""
    query = select(Member.id).where(Member.id != desk.user).order_by(Member.role != _SUPPORT)
    found = desk.read(lambda session: session.scalars(query).first())
    return bytes.fromhex(found or desk.user)
