"""Every route against every kind of caller (T8). The routes are read from the server, the answers stand here.

Written out from SYNC.md: B.3, Settled (joining, revocation, restore mode) and A.1, 22. Who may not is told so
for who asks: 401 is no device, 403 one that may not do this where it may be, 404 whatever is not its own.
"""

import secrets
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from tests.agreeing.serving.asking import REQUESTS
from tests.agreeing.serving.callers import World
from zvhdesk.wire.encoding import to_text
from zvhserver.app import create
from zvhserver.policy import Policy, policy_of, require_policies, routes_of
from zvhserver.store.engine import Places, Store, open_store

IDENTITIES = (
    "nobody", "wrong token", "ended token", "knocking", "revoked", "other admin", "other writer", "outsider",
    "elsewhere", "reader", "writer", "admin", "admin outside",
)  # fmt: skip
"""In the order of the columns. The others are of another house; `elsewhere`: only of another compartment."""

TABLE = """
nob wro end kno | rev | oad owr | out els | rea wri adm ado
200 200 200 200 | 200 | 200 200 | 200 200 | 200 200 200 200   GET /health
200 200 200 200 | 200 | 200 200 | 200 200 | 200 200 200 200   POST /v1/login
401 401 200 401 | 200 | 200 200 | 200 200 | 200 200 200 200   POST /v1/login/proof
201 201 201 201 | 201 | 201 201 | 201 201 | 201 201 201 201   POST /v1/houses
404 404 404 404 | 404 | 404 404 | 404 404 | 404 404 404 404   POST /v1/houses (no code)
201 201 201 201 | 201 | 201 201 | 201 201 | 201 201 201 201   POST /v1/houses (again)
401 401 401 401 | 403 | 200 200 | 200 200 | 200 200 200 200   GET /v1/heads
401 401 401 401 | 200 | 200 200 | 200 200 | 200 200 200 200   GET /v1/roster
200 200 200 200 | 200 | 200 200 | 200 200 | 200 200 200 200   GET /v1/houses/{code}/roster
404 404 404 404 | 404 | 404 404 | 404 404 | 404 404 404 404   GET /v1/houses/{code}/roster (no code)
401 401 401 401 | 403 | 201 201 | 201 201 | 201 201 201 201   POST /v1/roster
401 401 401 401 | 403 | 201 409 | 409 409 | 409 409 201 201   POST /v1/roster (own)
401 401 401 401 | 403 | 201 403 | 403 403 | 403 403 201 201   PUT /v1/join/{code}
200 200 200 200 | 200 | 200 200 | 200 200 | 200 200 200 200   POST /v1/join/{code}
404 404 404 404 | 404 | 404 404 | 404 404 | 404 404 404 404   POST /v1/join/{code} (no code)
200 200 200 200 | 200 | 200 200 | 200 200 | 200 200 200 200   GET /v1/join/{code}
404 404 404 404 | 404 | 404 404 | 404 404 | 404 404 404 404   GET /v1/join/{code} (no code)
401 401 401 401 | 403 | 404 404 | 404 404 | 403 200 200 404   POST /v1/c/{comp}/env
401 401 401 401 | 403 | 404 404 | 404 404 | 200 200 200 404   POST /v1/c/{comp}/env (seen)
401 401 401 401 | 403 | 404 404 | 404 404 | 404 404 200 404   POST /v1/c/{comp}/env (member)
401 401 401 401 | 403 | 404 404 | 404 404 | 200 200 200 404   GET /v1/c/{comp}/env
401 401 401 401 | 403 | 404 404 | 404 404 | 403 200 200 404   POST /v1/c/{comp}/restore
401 401 401 401 | 403 | 404 404 | 404 404 | 403 200 200 200   POST /v1/c/{comp}/restore (new)
401 401 401 401 | 403 | 404 404 | 404 404 | 404 404 201 404   PUT /v1/c/{comp}/keys
401 401 401 401 | 403 | 404 404 | 404 404 | 200 200 200 404   GET /v1/c/{comp}/keys
401 401 401 401 | 403 | 404 404 | 404 404 | 403 201 201 404   PUT /v1/c/{comp}/streams/keys
401 401 401 401 | 403 | 404 404 | 404 404 | 200 200 200 404   GET /v1/c/{comp}/streams/keys
401 401 401 401 | 403 | 404 404 | 404 404 | 202 202 202 404   POST /v1/c/{comp}/streams/{stream}/destroy
401 401 401 401 | 403 | 404 404 | 202 202 | 202 202 202 202   POST /v1/c/{comp}/streams/{stream}/destroy (new)
401 401 401 401 | 403 | 404 404 | 404 404 | 200 200 200 404   GET /v1/c/{comp}/destroyed
401 401 401 401 | 403 | 200 200 | 200 200 | 200 200 200 200   GET /v1/events
"""
"""In words behind a route: the same with a code that nobody gave, with an entry that the caller itself signed
(409: no roster takes it), with what it has seen, with who is a member; of a house whose server was lost, at a
new one that knows no member yet. There an admin of the house speaks as long as nobody else can; who has an
order that two admins signed was given it as a member."""


def expected() -> dict[str, dict[str, int]]:
    """Per request, per identity: the status."""
    rows = [line.replace("|", "").split(maxsplit=len(IDENTITIES)) for line in TABLE.strip().splitlines()[1:]]
    return {row[-1]: dict(zip(IDENTITIES, map(int, row[:-1]), strict=True)) for row in rows}


@pytest.fixture(scope="module")
def world(client: httpx.Client, store: Store) -> World:
    return World(client, store)


def test_every_route_has_its_row_and_each_row_its_request(tmp_path: Path) -> None:
    """A route that is made tomorrow is red here until somebody wrote down who may call it."""
    store = open_store(Places.in_folder(tmp_path))
    routes = routes_of(create(store))
    store.close()
    named = {f"{method} {route.path}" for route in routes for method in route.methods or ()}
    assert {row.split(" (")[0] for row in expected()} == named
    assert set(REQUESTS) == set(expected())
    for route in routes:
        for method in route.methods or ():
            row = expected()[f"{method} {route.path}"]
            assert {name for name, status in row.items() if status < 300} == ALLOWED[policy_of(route)]


def test_every_route_answers_whom_it_is_for_and_nobody_else(world: World) -> None:
    """With all that a request needs: who may is answered 2xx, and who may not never for what it said."""
    assert set(world.callers) == set(IDENTITIES)
    wrong = []
    for row, statuses in expected().items():
        for name, status in statuses.items():
            caller = world.callers[name]
            answer = REQUESTS[row](world, caller, world.house.comp)
            if answer.status_code != status:
                wrong.append((row, name, status, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("name", ["other admin", "other writer", "outsider", "elsewhere", "admin outside"])
def test_forbidden_looks_like_unknown(world: World, name: str) -> None:
    """Nobody learns that a compartment exists (SYNC.md A.1, 22)."""
    caller, told = world.callers[name], expected()
    rows = [row for row in REQUESTS if "{comp}" in row and told[row][name] == 404]
    for row in rows:
        real, none = (
            REQUESTS[row](world, caller, comp) for comp in (world.house.comp, secrets.token_bytes(16))
        )
        assert (real.status_code, real.content) == (404, none.content), row
        assert (none.status_code, none.headers.keys()) == (404, real.headers.keys()), row
    assert len(rows) == {"other admin": 13, "other writer": 13, "admin outside": 11}.get(name, 12)


def test_each_hears_of_its_own_house_alone(world: World) -> None:
    for house in (world.house, world.other):
        assert house.admin.call("GET", "/v1/roster").json() == {"entries": house.entries, "more": False}
        comps = {one["comp"] for one in house.admin.call("GET", "/v1/heads").json()["comps"]}
        assert comps == {to_text(comp) for comp in (house.comp, *house.comps)}


MEMBERS = {"reader", "writer", "admin"}
DEVICES = MEMBERS | {"other admin", "other writer", "outsider", "elsewhere", "admin outside"}
ALLOWED: Mapping[Policy, set[str]] = {
    Policy.ANYONE: set(IDENTITIES),
    Policy.CODE: set(IDENTITIES),
    Policy.KEY: DEVICES | {"revoked", "ended token"},
    Policy.KNOWN: DEVICES | {"revoked"},
    Policy.DEVICE: DEVICES,
    Policy.ADMIN: {"admin", "admin outside", "other admin"},
    Policy.MEMBER: MEMBERS,
    Policy.WRITER: {"writer", "admin"},
    Policy.SPEAKER: {"admin"},
}
"""What each policy says of itself, in these identities. An admin of another house is one, of that house."""


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
