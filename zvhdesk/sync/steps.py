"""Work that goes to and fro between the database lane and the network lane, written as if it were one story.

A story is a generator: it yields what is to be done on which lane and is sent the result. Whoever plays it
decides on which threads; nothing here runs by itself.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from zvhdesk.models.capture import CaptureSession
from zvhdesk.services.desk import Desk
from zvhdesk.sync.server import Server

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AtDesk:
    """To be done on the database lane; `meanwhile` may be done on the other, and nothing rests on it."""

    fn: Callable[[Desk], Any]
    meanwhile: Callable[[Server], None] | None = None


@dataclass(frozen=True, slots=True)
class AtServer:
    """To be done on the network lane."""

    fn: Callable[[Server], Any]


Step = AtDesk | AtServer
AskDesk = Callable[[Callable[[Desk], Any]], Callable[[], Any]]
"""Has the database lane do something, and answers at once with what waits for the result."""
Story = Generator[Step, Any, T]


def at_desk(fn: Callable[[Desk], T], meanwhile: Callable[[Server], None] | None = None) -> Story[T]:
    """One thing on the database lane, as `yield from` has it."""
    result: T = yield AtDesk(fn, meanwhile)
    return result


def reading(fn: Callable[[Session], T]) -> Story[T]:
    """A read on the database lane."""
    return at_desk(lambda desk: desk.read(fn))


def keeping(fn: Callable[[Session], T]) -> Story[T]:
    """A change of rows of this desk alone."""
    return at_desk(lambda desk: desk.keep(fn))


def receiving(fn: Callable[[CaptureSession], T]) -> Story[T]:
    """Taking in what others recorded."""
    return at_desk(lambda desk: desk.receive(fn))


def at_server(fn: Callable[[Server], T]) -> Story[T]:
    """One call. Raises Unreachable and SaidNo."""
    result: T = yield AtServer(fn)
    return result


def play(story: Story[T], desk: Desk, server: Server) -> T:
    """Play a story here and now, on one thread: for the command line and for tests."""
    return play_over(story, lambda fn: partial(fn, desk), server)


def play_over(story: Story[T], ask_desk: AskDesk, server: Server) -> T:
    """Play a story on the network lane; `ask_desk` has the database lane do its part."""
    step = next(story, None)
    try:
        while step is not None:
            try:
                result = _asked(step, ask_desk, server) if isinstance(step, AtDesk) else step.fn(server)
            except Exception as error:  # noqa: BLE001 - the story decides what its own steps may raise
                step = story.throw(error)
            else:
                step = story.send(result)
    except StopIteration as end:
        found: T = end.value
        return found
    raise RuntimeError("a story without a step")


def _asked(step: AtDesk, ask_desk: AskDesk, server: Server) -> Any:
    wait = ask_desk(step.fn)
    try:
        if step.meanwhile is not None:
            step.meanwhile(server)
    finally:
        result = wait()
    return result
