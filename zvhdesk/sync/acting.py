"""What a person asks of the server as a member of a house: logged in, and after a look at how things are."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from zvhdesk.domain.refusing import Refusing
from zvhdesk.sync import own
from zvhdesk.sync.exchange import Halt, exchange
from zvhdesk.sync.own import Own
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import Story, at_desk, at_server
from zvhdesk.wire.messages import Why

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Halted:
    """The reason of a Refusing: a pass came upon something that no act can go past."""

    halt: Halt


def as_member(act: Callable[[Own], Story[T]]) -> Story[T]:
    """Play it logged in: once more when the token ran out meanwhile. Raises Refusing, SaidNo, Unreachable."""
    me = yield from at_desk(lambda desk: desk.read(partial(own.of, device=desk.device)))
    if me is None:
        raise Refusing(Halted(Halt.NOT_JOINED))
    if (yield from at_server(lambda server: server.logged_in)):
        try:
            return (yield from act(me))
        except SaidNo as no:
            if no.why is not Why.TOKEN:
                raise
    yield from at_server(partial(Server.log_in, own=me))
    return (yield from act(me))


def between_passes(act: Callable[[Own], Story[T]]) -> Story[T]:
    """The same, on the roster as it is now; what was said goes out at once.

    Also while something is held: who had most of the cases removed is to be taken out of the house first. And
    without a key: an admin who is made, or a device that is revoked, may bring the next one.
    """
    found = yield from exchange()
    if found.halt not in (None, Halt.BRAKE, Halt.NO_KEY):
        raise Refusing(Halted(found.halt))
    result = yield from as_member(act)
    yield from exchange()
    return result
