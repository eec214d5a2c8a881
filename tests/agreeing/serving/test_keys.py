"""Sealed keys and destruction: who gets which box, and that what is destroyed is gone from both databases."""

import secrets
from pathlib import Path
from typing import cast

import httpx
import pytest
from sqlalchemy import select

from tests.agreeing.servers import Running
from tests.agreeing.serving.houses import Dev, House
from tests.agreeing.serving.postgres import Cluster
from tests.agreeing.serving.test_envelopes import why
from zvhdesk.wire.destroying import Order
from zvhdesk.wire.encoding import from_text, sha256, to_text
from zvhdesk.wire.envelope import START, Header, next_chain
from zvhdesk.wire.membership import Role
from zvhdesk.wire.roster import AfterRevoking, Device, Epoch, Revoke
from zvhdesk.wire.signing import Purpose, sign
from zvhserver.store.engine import Store
from zvhserver.store.tables import stream_key


def _path(house: House, rest: str) -> str:
    return f"/v1/c/{to_text(house.comp)}/{rest}"


def boxes(*devices: Dev, epoch: int = 1, before: bytes | None = None) -> dict[str, object]:
    boxes = [{"dev": to_text(dev.id), "box": to_text(b"box of " + dev.id)} for dev in devices]
    body: dict[str, object] = {"epoch": epoch, "boxes": boxes}
    return body if before is None else {**body, "before": to_text(before)}


def key(house: House, stream: bytes, box: bytes = b"sealed secret") -> httpx.Response:
    keys = [{"stream": to_text(stream), "epoch": 1, "box": to_text(box)}]
    return house.writer.call("PUT", _path(house, "streams/keys"), {"keys": keys})


def test_each_gets_its_own_box(house: House) -> None:
    body = boxes(house.admin, house.writer)
    assert house.admin.call("PUT", _path(house, "keys"), body).status_code == 201
    for dev in (house.admin, house.writer):
        assert from_text(dev.call("GET", _path(house, "keys"), epoch=1).json()["box"]) == b"box of " + dev.id
    assert why(house.reader.call("GET", _path(house, "keys"), epoch=1))[0] == 404


def test_a_new_epoch_closes_the_old_one_and_carries_its_key(house: House) -> None:
    entry = house.entry(Epoch(house.comp, 2, b"d" * 32), house.admin)
    assert house.admin.call("POST", "/v1/roster", {"entries": [entry]}).status_code == 201
    assert why(house.writer.push(house.comp, house.writer.made(house.comp))) == (409, "epoch", 2)
    assert why(house.admin.call("PUT", _path(house, "keys"), boxes(house.admin))) == (409, "epoch", 2)
    body = boxes(house.admin, house.writer, epoch=2, before=b"key of 1 under 2")
    assert house.admin.call("PUT", _path(house, "keys"), body).status_code == 201
    got = house.reader.call("GET", _path(house, "keys"), epoch=2).json()
    assert (got["box"], from_text(got["before"])) == (None, b"key of 1 under 2")
    assert house.writer.says(house.comp, epoch=2).status_code == 200


def test_no_box_for_a_device_that_the_house_does_not_know(house: House, client: httpx.Client) -> None:
    stranger = Dev(client, house.id, b"u" * 16)
    assert why(house.admin.call("PUT", _path(house, "keys"), boxes(stranger)))[:2] == (409, "roster")


def test_stream_secrets_come_in_order_and_the_first_one_stays(house: House) -> None:
    streams = [secrets.token_bytes(16) for _ in range(4)]
    for stream in streams:
        assert key(house, stream).status_code == 201
    assert key(house, streams[0], b"another").status_code == 201
    page = house.reader.call("GET", _path(house, "streams/keys")).json()
    assert [from_text(one["stream"]) for one in page["keys"]] == streams
    assert {from_text(one["box"]) for one in page["keys"]} == {b"sealed secret"}
    assert not page["more"]
    rest = house.reader.call("GET", _path(house, "streams/keys"), after=3).json()
    assert len(rest["keys"]) == 1


def order_of(house: House, stream: bytes, *by: Dev, of: tuple[bytes, ...] | None = None) -> dict[str, object]:
    named = in_stream(house, stream) if of is None else of
    order = Order(house.id, house.comp, stream, named).to_bytes()
    sigs = [{"dev": to_text(dev.id), "sig": to_text(sign(dev.key, Purpose.DESTROY, order))} for dev in by]
    return {"order": to_text(order), "sigs": sigs}


def in_stream(house: House, stream: bytes) -> tuple[bytes, ...]:
    """The hashes of the envelopes of a stream, as a member finds them."""
    items = house.reader.pull(house.comp).json()["items"]
    whole = [item for item in items if item["envelope"] is not None]
    return tuple(
        from_text(item["env_hash"])
        for item in whole
        if Header.from_bytes(from_text(item["envelope"]["hdr"])).stream == stream
    )


def destroy(house: House, stream: bytes, body: dict[str, object], by: Dev | None = None) -> httpx.Response:
    return (by or house.writer).call("POST", _path(house, f"streams/{to_text(stream)}/destroy"), body)


def test_a_destroyed_stream_is_gone_and_the_chain_still_holds(
    house: House, server: Running, store: Store
) -> None:
    stream, sealed = secrets.token_bytes(16), b"what must go " + secrets.token_bytes(16)
    assert key(house, stream).status_code == 201
    house.writer.says(house.comp, sealed, stream=stream)
    house.writer.says(house.comp, b"what stays")
    order = order_of(house, stream, house.admin, house.second)
    assert destroy(house, stream, order).status_code == 202
    page = house.reader.pull(house.comp).json()
    assert [item["envelope"] is None for item in page["items"]] == [False] * 3 + [True, False]
    chain = START
    for item in page["items"]:
        chain = next_chain(chain, item["seq"], item["recv_ms"], from_text(item["env_hash"]))
    assert to_text(chain) == page["head"]["chain"]
    assert why(house.writer.push(house.comp, house.writer.made(house.comp, stream=stream)))[:2] == (
        410,
        "gone",
    )
    assert why(key(house, stream))[:2] == (410, "gone")
    told = house.reader.call("GET", _path(house, "destroyed")).json()
    assert [one["order"] for one in told["orders"]] == [order["order"]]
    with store.read_keys() as connection:
        assert connection.execute(select(stream_key).where(stream_key.c.stream == stream)).all() == []
    _nowhere(server, sealed)


def _nowhere(server: Running, sealed: bytes) -> None:
    """Not in any file of the embedded databases; those of PostgreSQL are its own until it vacuums."""
    if not server.is_postgres:
        found = [path.name for path in Path(server.places[1]).iterdir() if sealed in path.read_bytes()]
        assert found == []


@pytest.mark.parametrize("new_places", ["postgresql"], indirect=True)
def test_postgresql_keeps_no_page_of_a_secret_that_is_destroyed(
    house: House, store: Store, cluster: Cluster
) -> None:
    """With what docs/beheer.md asks of it: nor what it wrote ahead, once it has its next checkpoint."""
    stream, box = secrets.token_bytes(16), b"sealed " + secrets.token_bytes(32)
    name = str(store.keys_engine.url.database)
    assert key(house, stream, box).status_code == 201
    assert cluster.holds(box, name) == {"data"}
    assert destroy(house, stream, order_of(house, stream, house.admin, house.second)).status_code == 202
    assert cluster.holds(box, name) == set()


def test_destroying_again_changes_nothing(house: House) -> None:
    stream = secrets.token_bytes(16)
    for _ in range(2):
        assert destroy(house, stream, order_of(house, stream, house.admin, house.second)).status_code == 202
    assert len(house.reader.call("GET", _path(house, "destroyed")).json()["orders"]) == 1


def test_what_was_written_after_they_signed_is_not_destroyed_with_it(house: House) -> None:
    """Two people had these envelopes before them, and no other."""
    stream = secrets.token_bytes(16)
    house.writer.says(house.comp, b"what they saw", stream=stream)
    order = order_of(house, stream, house.admin, house.second)
    house.writer.says(house.comp, b"what came then", stream=stream)
    assert why(destroy(house, stream, order))[:2] == (409, "stale")
    assert len(in_stream(house, stream)) == 2
    again = order_of(house, stream, house.admin, house.second)
    assert destroy(house, stream, again).status_code == 202


@pytest.mark.parametrize("by", [("admin", "admin"), ("admin", "writer"), ("writer", "reader")])
def test_it_takes_two_different_admins(still: House, by: tuple[str, str]) -> None:
    stream = secrets.token_bytes(16)
    body = order_of(still, stream, *(getattr(still, name) for name in by))
    assert why(destroy(still, stream, body))[:2] == (403, "role")


def test_in_the_name_of_an_admin_nobody_else_signs(still: House) -> None:
    """Ids stand in the roster, for everybody to read; what counts is the key."""
    stream = secrets.token_bytes(16)
    body = order_of(still, stream, still.admin, still.writer)
    sigs = cast("list[dict[str, str]]", body["sigs"])
    sigs[1]["dev"] = to_text(still.second.id)
    assert why(destroy(still, stream, body))[:2] == (403, "role")


def test_an_admin_that_was_revoked_orders_nothing_more(house: House) -> None:
    stream = secrets.token_bytes(16)
    body = order_of(house, stream, house.admin, house.second)
    entry = house.entry(Revoke(house.second.id, AfterRevoking.KEEP), house.admin)
    assert house.admin.call("POST", "/v1/roster", {"entries": [entry]}).status_code == 201
    assert why(destroy(house, stream, body))[:2] == (403, "role")


def test_no_secret_under_a_key_that_is_not_there_yet(still: House) -> None:
    keys = [{"stream": to_text(secrets.token_bytes(16)), "epoch": 2, "box": to_text(b"sealed")}]
    said = still.writer.call("PUT", _path(still, "streams/keys"), {"keys": keys})
    assert why(said) == (409, "epoch", 1)


def test_two_devices_of_one_admin_are_one_admin(house: House, client: httpx.Client) -> None:
    laptop = Dev(client, house.id, house.admin.user)
    entry = house.entry(Device(laptop.id, laptop.user, laptop.body.sign, b"k"), house.admin)
    assert house.admin.call("POST", "/v1/roster", {"entries": [entry]}).status_code == 201
    stream = secrets.token_bytes(16)
    assert why(destroy(house, stream, order_of(house, stream, house.admin, laptop)))[:2] == (403, "role")


def test_an_order_for_another_stream_serves_for_that_alone(still: House) -> None:
    stream, other = secrets.token_bytes(16), secrets.token_bytes(16)
    body = order_of(still, other, still.admin, still.second)
    assert why(destroy(still, stream, body))[:2] == (422, "shape")


def test_members_change_only_by_the_log(house: House) -> None:
    house.admin.admits(house.comp, house.outsider, Role.READ)
    items = house.outsider.pull(house.comp).json()["items"]
    assert len(items) == 4
    assert sha256(from_text(items[-1]["envelope"]["hdr"]))
