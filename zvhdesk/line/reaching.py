"""A line reaches for a server that a person typed."""

import ssl

from zvhdesk.line.address import Address
from zvhdesk.line.line import Line
from zvhdesk.ui.agreeing import explain
from zvhdesk.ui.agreeing.address import tidy_address
from zvhdesk.ui.agreeing.connection import Failed, NotDone, TypedServer


def reached(line: Line, server: TypedServer, failed: Failed) -> Address | None:
    """The line reaches for this server; None when what was typed cannot be one."""
    address = Address(tidy_address(server.address), server.trust)
    try:
        line.reach(address)
    except ssl.SSLError:
        failed(NotDone("trust", explain.NO_CERTIFICATE))
        return None
    return address
