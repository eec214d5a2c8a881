"""A request to each route that lacks nothing but the right to make it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from sqlalchemy import delete, insert, select, update

from tests.agreeing.serving.callers import Ask, Json, World, joining
from tests.agreeing.serving.houses import Dev, House, hash_of, public
from zvhdesk.wire.beacon import Beacon
from zvhdesk.wire.destroying import Order
from zvhdesk.wire.encoding import from_text, to_text
from zvhdesk.wire.envelope import START, Kind
from zvhdesk.wire.membership import Membership, Role
from zvhdesk.wire.roster import Device, extended, make
from zvhdesk.wire.signing import Purpose, sign
from zvhserver.acts.compartments import Mode
from zvhserver.store import tables as t


def get(path: str) -> Ask:
    """Ask for what stands there."""
    return lambda _world, caller, comp: caller.call("GET", path.format(c=f"/v1/c/{to_text(comp)}"))


def by_code(method: str, path: str, *, known: bool = True) -> Ask:
    """With a code that an admin gave, or with one that nobody gave; who posts leaves keys."""

    def ask(world: World, caller: Dev, comp: bytes) -> httpx.Response:
        del comp
        code = world.invited() if known else hash_of(secrets.token_hex(8))
        body = joining(caller) if method == "POST" else None
        return caller.call(method, path.format(code=code), body)

    return ask


def log_in(world: World, caller: Dev, comp: bytes) -> httpx.Response:
    """With the caller's own key."""
    del world, comp
    token = caller.token
    answer = caller.log_in()
    caller.token = token
    return answer


def found(
    world: World, caller: Dev, comp: bytes, *, known: bool = True, again: bool = False
) -> httpx.Response:
    """A new house, with a code that the administrator gave or with none; or one whose server was lost."""
    del comp
    house = House(world.client)
    code = world.new_code() if known else "GERADEN"
    body: Json = {"code": code, "entries": [house.entry(house.first)], "again": again}
    return caller.call("POST", "/v1/houses", body)


def bring_entry(world: World, caller: Dev, comp: bytes, *, own: bool = False) -> httpx.Response:
    """A new device for the roster of the caller's house: its admin signed for it, or the caller itself."""
    del comp
    house = world.other if caller.house == world.other.id else world.house
    by = caller if own else house.admin
    body = Device(secrets.token_bytes(16), b"u" * 16, public(by.key), b"k")
    made = make(house.roster.next_place(by.id), body, by.key)
    entry = {"body": to_text(made.body), "sig": to_text(made.sig)}
    answer = caller.call("POST", "/v1/roster", {"entries": [entry]})
    if answer.status_code == 201:
        house.roster = extended(house.roster, made)
        house.entries.append(entry)
    return answer


def push(kind: Kind) -> Ask:
    """An act, what the caller has seen, or that the reader still may read."""

    def ask(world: World, caller: Dev, comp: bytes) -> httpx.Response:
        said = {
            Kind.OPS: b"sealed",
            Kind.BEACON: Beacon(0, START).to_bytes(),
            Kind.MEMBERSHIP: Membership(world.house.reader.id, Role.READ).to_bytes(),
        }[kind]
        made = caller.made(comp, said, kind=kind, house=world.house.id)
        answer = caller.push(comp, made)
        if answer.status_code == 200:
            caller.keeps(comp, made)
        return answer

    return ask


def bring_back(world: World, caller: Dev, comp: bytes, *, forgot: bool = False) -> httpx.Response:
    """An envelope that the server had, while it is being restored.

    `forgot`: it knows no member; who was let in shows that, and who was not shows what let in another.
    """
    items = world.house.admin.pull(world.house.comp).json()["items"]
    body: Json = {"items": items[:1]}
    if forgot:
        words = [one["envelope"] for one in items[:3]]
        mine = [one for one in words if Membership.from_bytes(from_text(one["ct"])).dev == caller.id]
        body["admission"] = (mine or words)[0]
    with _restored(world, forgot=forgot):
        return caller.call("POST", f"/v1/c/{to_text(comp)}/restore", body)


@contextmanager
def _restored(world: World, *, forgot: bool) -> Iterator[None]:
    """While it is put back; `forgot`: nobody is a member of the compartment yet."""
    of = t.member.c.comp == world.house.comp
    with world.store.write() as connection:
        kept = [row._asdict() for row in connection.execute(select(t.member).where(of))]
        if forgot:
            connection.execute(delete(t.member).where(of))
    _set_mode(world, Mode.RESTORE)
    try:
        yield
    finally:
        _set_mode(world, Mode.OPEN)
        with world.store.write() as connection:
            connection.execute(delete(t.member).where(of))
            connection.execute(insert(t.member), kept)


def _set_mode(world: World, mode: Mode) -> None:
    with world.store.write() as connection:
        of = t.compartment.c.id == world.house.comp
        connection.execute(update(t.compartment).where(of).values(mode=mode.value))


def put_boxes(world: World, caller: Dev, comp: bytes) -> httpx.Response:
    """The key of the compartment, for every device of the house."""
    boxes = [{"dev": to_text(dev.id), "box": to_text(b"b")} for dev in world.house.devices]
    return caller.call("PUT", f"/v1/c/{to_text(comp)}/keys", {"epoch": 1, "boxes": boxes})


def put_secret(world: World, caller: Dev, comp: bytes) -> httpx.Response:
    """The secret of a new stream."""
    del world
    key: Json = {"stream": to_text(secrets.token_bytes(16)), "epoch": 1, "box": to_text(b"b")}
    return caller.call("PUT", f"/v1/c/{to_text(comp)}/streams/keys", {"keys": [key]})


def destroy(world: World, caller: Dev, comp: bytes, *, forgot: bool = False) -> httpx.Response:
    """An order that both admins of the house signed; `forgot`: brought to a server that knows no member."""
    house, stream = world.house, secrets.token_bytes(16)
    order = Order(house.id, comp, stream).to_bytes()
    sigs = [
        {"dev": to_text(dev.id), "sig": to_text(sign(dev.key, Purpose.DESTROY, order))}
        for dev in (house.admin, house.second)
    ]
    path = f"/v1/c/{to_text(comp)}/streams/{to_text(stream)}/destroy"
    body: Json = {"order": to_text(order), "sigs": sigs}
    if not forgot:
        return caller.call("POST", path, body)
    with _restored(world, forgot=True):
        return caller.call("POST", path, body)


def listen(world: World, caller: Dev, comp: bytes) -> httpx.Response:
    """News, until its first line."""
    del comp
    with world.client.stream("GET", "/v1/events", headers=caller.headers) as answer:
        return answer


REQUESTS: dict[str, Ask] = {
    "GET /health": get("/health"),
    "POST /v1/login": lambda _world, caller, _comp: caller.call(
        "POST", "/v1/login", {"dev": to_text(caller.id)}
    ),
    "POST /v1/login/proof": log_in,
    "POST /v1/houses": found,
    "POST /v1/houses (no code)": lambda world, caller, comp: found(world, caller, comp, known=False),
    "POST /v1/houses (again)": lambda world, caller, comp: found(world, caller, comp, again=True),
    "GET /v1/heads": get("/v1/heads"),
    "GET /v1/roster": get("/v1/roster"),
    "GET /v1/houses/{code}/roster": by_code("GET", "/v1/houses/{code}/roster"),
    "GET /v1/houses/{code}/roster (no code)": by_code("GET", "/v1/houses/{code}/roster", known=False),
    "POST /v1/roster": bring_entry,
    "POST /v1/roster (own)": lambda world, caller, comp: bring_entry(world, caller, comp, own=True),
    "PUT /v1/join/{code}": by_code("PUT", "/v1/join/{code}", known=False),
    "POST /v1/join/{code}": by_code("POST", "/v1/join/{code}"),
    "POST /v1/join/{code} (no code)": by_code("POST", "/v1/join/{code}", known=False),
    "GET /v1/join/{code}": by_code("GET", "/v1/join/{code}"),
    "GET /v1/join/{code} (no code)": by_code("GET", "/v1/join/{code}", known=False),
    "POST /v1/c/{comp}/env": push(Kind.OPS),
    "POST /v1/c/{comp}/env (seen)": push(Kind.BEACON),
    "POST /v1/c/{comp}/env (member)": push(Kind.MEMBERSHIP),
    "GET /v1/c/{comp}/env": get("{c}/env"),
    "POST /v1/c/{comp}/restore": bring_back,
    "POST /v1/c/{comp}/restore (new)": lambda *asked: bring_back(*asked, forgot=True),
    "PUT /v1/c/{comp}/keys": put_boxes,
    "GET /v1/c/{comp}/keys": get("{c}/keys?epoch=1"),
    "PUT /v1/c/{comp}/streams/keys": put_secret,
    "GET /v1/c/{comp}/streams/keys": get("{c}/streams/keys"),
    "POST /v1/c/{comp}/streams/{stream}/destroy": destroy,
    "POST /v1/c/{comp}/streams/{stream}/destroy (new)": lambda *asked: destroy(*asked, forgot=True),
    "GET /v1/c/{comp}/destroyed": get("{c}/destroyed"),
    "GET /v1/events": listen,
}
