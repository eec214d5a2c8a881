"""Every route against every kind of caller (T8). The routes are read from the server, not from a list."""

import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from tests.agreeing.serving.houses import Dev, House, hash_of, public, written
from zvhdesk.wire.destroying import Order
from zvhdesk.wire.encoding import to_text
from zvhdesk.wire.membership import Role
from zvhdesk.wire.roster import AfterRevoking, Device, Revoke
from zvhdesk.wire.signing import Purpose, sign
from zvhserver.app import create
from zvhserver.cli.houses import new_code
from zvhserver.policy import Policy, policy_of, require_policies, routes_of
from zvhserver.store.engine import Places, Store, open_store

IDENTITIES = (
    "nobody", "bad token", "other house", "revoked", "outsider", "reader", "writer", "admin", "second admin",
)  # fmt: skip
"""The second admin is no member of the compartment."""

DEVICES = {"outsider", "reader", "writer", "admin", "second admin"}
ALLOWED: Mapping[Policy, set[str]] = {
    Policy.ANYONE: set(IDENTITIES),
    Policy.CODE: set(IDENTITIES),
    Policy.KNOWN: DEVICES | {"other house", "revoked"},
    Policy.DEVICE: DEVICES | {"other house"},
    Policy.ADMIN: {"admin", "second admin", "other house"},
    Policy.MEMBER: {"reader", "writer", "admin"},
    Policy.WRITER: {"writer", "admin"},
    Policy.SPEAKER: {"admin"},
}
"""From what each policy says of itself. An admin of another house is an admin, of that house."""


class World:
    """A house and another, a revoked device, and an open code."""

    def __init__(self, client: httpx.Client, code: Callable[[], str]) -> None:
        self.client, self.new_code = client, code
        self.house, self.other = House(client), House(client)
        for house in (self.house, self.other):
            assert house.found(code()).status_code == 201
        self.revoked = Dev(client, self.house.id, secrets.token_bytes(16))
        self._say(self.revoked.body)
        assert self.revoked.log_in().status_code == 200
        self.house.admin.admits(self.house.comp, self.revoked, Role.WRITE)
        self._say(Revoke(self.revoked.id, AfterRevoking.WIPE))
        self.bad = Dev(client, self.house.id, b"u" * 16, token=to_text(secrets.token_bytes(32)))
        self.nobody = Dev(client, self.house.id, b"u" * 16)

    def _say(self, body: Device | Revoke) -> None:
        entry = self.house.entry(body, self.house.admin)
        assert self.house.admin.call("POST", "/v1/roster", {"entries": [entry]}).status_code == 201

    def caller(self, name: str) -> Dev:
        return {
            "nobody": self.nobody, "bad token": self.bad, "other house": self.other.admin,
            "revoked": self.revoked, "outsider": self.house.outsider, "reader": self.house.reader,
            "writer": self.house.writer, "admin": self.house.admin, "second admin": self.house.second,
        }[name]  # fmt: skip

    def invited(self) -> str:
        code = hash_of(secrets.token_hex(8))
        assert self.house.admin.call("PUT", f"/v1/join/{code}").status_code == 201
        return code


def ask(world: World, caller: Dev, route: str) -> httpx.Response:
    """A request to that route that lacks nothing but the right to make it."""
    house = world.house
    comp, stream = f"/v1/c/{to_text(house.comp)}", secrets.token_bytes(16)
    keys = {"dev": to_text(b"j" * 16), "sign": to_text(b"s" * 32), "kem": to_text(b"k" * 32)}
    order = Order(house.id, house.comp, stream).to_bytes()
    sigs = [
        {"dev": to_text(dev.id), "sig": to_text(sign(dev.key, Purpose.DESTROY, order))}
        for dev in (house.admin, house.second)
    ]
    made: dict[str, Callable[[], httpx.Response]] = {
        "GET /health": lambda: caller.call("GET", "/health"),
        "POST /v1/login": lambda: caller.call("POST", "/v1/login", {"dev": to_text(secrets.token_bytes(16))}),
        "POST /v1/login/proof": lambda: Dev.log_in(house.reader),
        "POST /v1/houses": lambda: House(world.client).found(world.new_code()),
        "GET /v1/heads": lambda: caller.call("GET", "/v1/heads"),
        "GET /v1/roster": lambda: caller.call("GET", "/v1/roster"),
        "GET /v1/houses/{code}/roster": lambda: caller.call("GET", f"/v1/houses/{world.invited()}/roster"),
        "POST /v1/roster": lambda: caller.call("POST", "/v1/roster", {"entries": [_entry(world, caller)]}),
        "PUT /v1/join/{code}": lambda: caller.call("PUT", f"/v1/join/{hash_of(secrets.token_hex(8))}"),
        "POST /v1/join/{code}": lambda: caller.call("POST", f"/v1/join/{world.invited()}", keys),
        "GET /v1/join/{code}": lambda: caller.call("GET", f"/v1/join/{world.invited()}"),
        "POST /v1/c/{comp}/env": lambda: caller.push(house.comp, caller.made(house.comp)),
        "GET /v1/c/{comp}/env": lambda: caller.pull(house.comp),
        "POST /v1/c/{comp}/restore": lambda: caller.call(
            "POST", f"{comp}/restore", {"items": [_stored(house)]}
        ),
        "PUT /v1/c/{comp}/keys": lambda: caller.call(
            "PUT", f"{comp}/keys",
            {"epoch": 1, "boxes": [{"dev": to_text(dev.id), "box": to_text(b"b")} for dev in house.devices]},
        ),
        "GET /v1/c/{comp}/keys": lambda: caller.call("GET", f"{comp}/keys", epoch=1),
        "PUT /v1/c/{comp}/streams/keys": lambda: caller.call(
            "PUT", f"{comp}/streams/keys",
            {"keys": [{"stream": to_text(stream), "epoch": 1, "box": to_text(b"b")}]},
        ),
        "GET /v1/c/{comp}/streams/keys": lambda: caller.call("GET", f"{comp}/streams/keys"),
        "POST /v1/c/{comp}/streams/{stream}/destroy": lambda: caller.call(
            "POST", f"{comp}/streams/{to_text(stream)}/destroy", {"order": to_text(order), "sigs": sigs}
        ),
        "GET /v1/c/{comp}/destroyed": lambda: caller.call("GET", f"{comp}/destroyed"),
        "GET /v1/events": lambda: _events(world, caller),
    }  # fmt: skip
    return made[route]()


def _entry(world: World, caller: Dev) -> dict[str, str]:
    """Whoever brings it: an entry of the caller's own house, signed by its admin."""
    house = world.other if caller is world.other.admin else world.house
    dev = secrets.token_bytes(16)
    before = house.roster
    made = house.entry(Device(dev, b"u" * 16, public(house.admin.key), b"k"), house.admin)
    if caller.token == "" or caller in (world.bad, world.revoked):
        house.roster = before  # it will not be taken
    return made


def _stored(house: House) -> dict[str, object]:
    item: dict[str, object] = house.admin.pull(house.comp).json()["items"][0]
    return item


def _events(world: World, caller: Dev) -> httpx.Response:
    with world.client.stream("GET", "/v1/events", headers=caller.headers) as answer:
        return answer


@pytest.fixture(scope="module")
def world(client: httpx.Client, store: Store) -> World:
    made = World(client, lambda: new_code(store))
    boxes = [{"dev": to_text(dev.id), "box": to_text(b"b")} for dev in made.house.devices]
    path = f"/v1/c/{to_text(made.house.comp)}/keys"
    assert made.house.admin.call("PUT", path, {"epoch": 1, "boxes": boxes}).status_code == 201
    return made


def test_every_route_answers_whom_it_is_for_and_nobody_else(world: World, store: Store) -> None:
    routes = routes_of(create(store))
    wrong = []
    for route in routes:
        for method in sorted(route.methods or ()):
            for name in IDENTITIES:
                name_of = f"{method} {route.path}"
                status = ask(world, world.caller(name), name_of).status_code
                # In a compartment that is open a restoring desk is told so, and that is more than "unknown".
                allowed = status < 300 or (route.path.endswith("/restore") and status == 503)
                if allowed != (name in ALLOWED[policy_of(route)]):
                    wrong.append((name_of, name, status))
    assert wrong == []
    assert len(routes) >= 20


def test_a_route_that_says_not_for_whom_it_is_stops_the_server(tmp_path: Path) -> None:
    store = open_store(Places.in_folder(tmp_path))
    app = create(store)
    app.get("/v1/extra")(lambda: None)
    with pytest.raises(RuntimeError, match="/v1/extra"):
        require_policies(app)
    app.mount("/files", FastAPI())
    with pytest.raises(RuntimeError, match="unknown kind"):
        require_policies(app)
    store.close()


@pytest.mark.parametrize("name", ["other house", "outsider", "second admin"])
def test_forbidden_looks_like_unknown(world: World, name: str) -> None:
    """Nobody learns that a compartment exists (SYNC.md A.1, 22)."""
    caller = world.caller(name)
    for path in ("env", "streams/keys", "destroyed", "keys?epoch=1"):
        real = caller.call("GET", f"/v1/c/{to_text(world.house.comp)}/{path}")
        none = caller.call("GET", f"/v1/c/{to_text(secrets.token_bytes(16))}/{path}")
        assert (real.status_code, real.content) == (none.status_code, none.content) == (404, none.content)
        assert real.headers.keys() == none.headers.keys()
    pushed = {"envelopes": [written(caller.made(world.house.comp))]}
    real = caller.call("POST", f"/v1/c/{to_text(world.house.comp)}/env", pushed)
    none = caller.call("POST", f"/v1/c/{to_text(b'n' * 16)}/env", pushed)
    assert (real.status_code, real.content) == (none.status_code, none.content)
