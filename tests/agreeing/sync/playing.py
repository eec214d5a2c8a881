"""Playing a story step by step, and hearing what the server answers."""

from collections.abc import Callable

from tests.agreeing.sync.desks import Station
from zvhdesk.sync.server import SaidNo, Server
from zvhdesk.sync.steps import AtDesk, Story, T


def played(story: Story[T], at: Station, heard: Callable[[str, object], object]) -> T:
    """Play a story; what the server answers goes through `heard`, with the name of the call."""
    result: object = None
    refused: SaidNo | None = None
    while True:
        try:
            step = story.send(result) if refused is None else story.throw(refused)
        except StopIteration as end:
            outcome: T = end.value
            return outcome
        refused = None
        if isinstance(step, AtDesk):
            result = step.fn(at.desk)
            continue
        try:
            answer: object = step.fn(at.server)
        except SaidNo as no:
            refused = no
            answer = None
        result = heard(name_of(step.fn), answer)


def name_of(fn: Callable[[Server], object]) -> str:
    called = getattr(fn, "func", fn)
    return str(called.__name__)
