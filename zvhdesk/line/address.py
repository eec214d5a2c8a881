"""Where the server of this house is, and what its certificate is held against. Settings of this device."""

import ssl
from dataclasses import dataclass

from zvhdesk.services.desk import Desk
from zvhdesk.sync.sockets import trust_for

_ADDRESS, _TRUST = "server", "server_trust"


@dataclass(frozen=True, slots=True)
class Address:
    """Such as https://zvh.example.nl; empty for a house without a server.

    `trust` is the certificate of an authority of the house's own (PEM), empty for what the system trusts.
    """

    url: str = ""
    trust: str = ""

    def context(self) -> ssl.SSLContext:
        """What certificates are held against. Raises ssl.SSLError for a `trust` that is no certificate."""
        return trust_for(self.url, self.trust)


def read_address(desk: Desk) -> Address:
    """What this desk was told."""
    return Address(desk.setting(_ADDRESS) or "", desk.setting(_TRUST) or "")


def keep_address(desk: Desk, address: Address) -> None:
    """Remember it: only of a server where this desk is of a house."""
    desk.set_settings({_ADDRESS: address.url, _TRUST: address.trust})
