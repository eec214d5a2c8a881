"""A pass in doubt: the line to the server may be cut, or back."""

from zvhdesk.sync.exchange import exchange
from zvhdesk.sync.outcome import Outcome
from zvhdesk.sync.server import Server
from zvhdesk.sync.steps import Story, at_server


def doubted() -> Story[Outcome]:
    """One pass that is made only when somebody answers at once. Raises as `exchange` does."""
    yield from at_server(Server.greet)
    return (yield from exchange())
