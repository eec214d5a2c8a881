"""How the server says no."""

from dataclasses import dataclass

from zvhdesk.wire.messages import No, Why
from zvhserver.store.tables import Part

STATUS = {
    Why.TOKEN: 401,
    Why.PROOF: 401,
    Why.ROLE: 403,
    Why.REVOKED: 403,
    Why.UNKNOWN: 404,
    Why.STALE: 409,
    Why.GAP: 409,
    Why.FORK: 409,
    Why.EPOCH: 409,
    Why.ROSTER: 409,
    Why.GONE: 410,
    Why.SIZE: 413,
    Why.SHAPE: 422,
    Why.VERSION: 426,
    Why.OFTEN: 429,
    Why.RESTORE: 503,
    Why.BUSY: 503,
    Why.FULL: 507,
}
"""The status of each reason. Unknown and forbidden are one: nobody learns what exists (SYNC.md A.1, 22)."""


@dataclass
class Refusal(Exception):
    """An answer that is no; the transaction it was raised in is rolled back."""

    why: Why
    number: int | None = None

    @property
    def message(self) -> No:
        """As it is sent."""
        return No(why=self.why, number=self.number)


@dataclass(frozen=True, slots=True)
class Caller:
    """The device behind a token, as the roster of its house knows it."""

    dev: bytes
    house: bytes
    sign: bytes
    admin: bool

    def part(self, comp: bytes) -> Part:
        """A compartment of its house: another house may have one of that id."""
        return Part(self.house, comp)
