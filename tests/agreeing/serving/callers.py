"""Everybody who may come to the server with a request about a house, each by a name."""

import secrets
from collections.abc import Callable

import httpx
from sqlalchemy import update

from tests.agreeing.serving.houses import Dev, House, hash_of, public
from zvhdesk.wire.encoding import from_text, sha256, to_text
from zvhdesk.wire.membership import Role
from zvhdesk.wire.roster import AfterRevoking, Body, Revoke
from zvhserver.cli.houses import new_code
from zvhserver.store import tables as t
from zvhserver.store.engine import Store

Json = dict[str, object]


class World:
    """A house with two compartments, another house at the same server, and whoever may ask for the first."""

    def __init__(self, client: httpx.Client, store: Store) -> None:
        self.client, self.store = client, store
        self.house = House(client, comps=(secrets.token_bytes(16),))
        self.other = House(client)
        for house in (self.house, self.other):
            assert house.found(self.new_code()).status_code == 201
        self.callers = {**self._of_the_house(), **self._strangers()}
        boxes = [{"dev": to_text(dev.id), "box": to_text(b"b")} for dev in self.house.devices]
        path = f"/v1/c/{to_text(self.house.comp)}/keys"
        assert self.house.admin.call("PUT", path, {"epoch": 1, "boxes": boxes}).status_code == 201

    def new_code(self) -> str:
        """For one new house."""
        return new_code(self.store)

    def invited(self) -> str:
        """A place to join the first house that is open, by the hash of its code."""
        code = hash_of(secrets.token_hex(8))
        assert self.house.admin.call("PUT", f"/v1/join/{code}").status_code == 201
        return code

    def _of_the_house(self) -> dict[str, Dev]:
        """`elsewhere` writes in the other compartment, `admin outside` is no member of the one."""
        house = self.house
        elsewhere, revoked = self._named(), self._named()
        for comp, dev in (
            (house.comp, revoked),
            (house.comps[0], house.admin),
            (house.comps[0], elsewhere),
        ):
            assert house.admin.admits(comp, dev, Role.WRITE).status_code == 200
        self._say(Revoke(revoked.id, AfterRevoking.WIPE))
        return {
            "revoked": revoked, "outsider": house.outsider, "elsewhere": elsewhere, "reader": house.reader,
            "writer": house.writer, "admin": house.admin, "admin outside": house.second,
        }  # fmt: skip

    def _strangers(self) -> dict[str, Dev]:
        """`knocking` left its keys under an open code and was not let in yet."""
        nobody, wrong, knocking = (Dev(self.client, self.house.id, b"u" * 16) for _ in range(3))
        wrong.token = to_text(secrets.token_bytes(32))
        answer = self.client.post(f"/v1/join/{self.invited()}", json=joining(knocking))
        assert answer.status_code == 200
        return {
            "nobody": nobody, "wrong token": wrong, "ended token": self._ended(), "knocking": knocking,
            "other admin": self.other.admin, "other writer": self.other.writer,
        }  # fmt: skip

    def _ended(self) -> Dev:
        """A writer of the house; its time is over."""
        house = self.house
        dev = Dev(self.client, house.id, house.writer.user, house.writer.id, house.writer.key)
        assert dev.log_in().status_code == 200
        with self.store.write() as connection:
            of = t.token.c.hash == sha256(from_text(dev.token))
            connection.execute(update(t.token).where(of).values(until_ms=1))
        return dev

    def _named(self) -> Dev:
        dev = Dev(self.client, self.house.id, secrets.token_bytes(16), enrolled=True)
        self._say(dev.body)
        assert dev.log_in().status_code == 200
        return dev

    def _say(self, body: Body) -> None:
        entry = self.house.entry(body, self.house.admin)
        assert self.house.admin.call("POST", "/v1/roster", {"entries": [entry]}).status_code == 201


def joining(dev: Dev) -> Json:
    """The keys that a joining device leaves."""
    return {"dev": to_text(dev.id), "sign": to_text(public(dev.key)), "kem": to_text(b"k" * 32)}


Ask = Callable[[World, Dev, bytes], httpx.Response]
"""A request of a caller about a compartment."""
