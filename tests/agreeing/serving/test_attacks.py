"""What somebody with bad intentions would try; each of these must be an answer that is no, and no more."""

import logging
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import Any

import httpx
import pytest
from sqlalchemy import insert, select, text

from tests.agreeing.servers import in_this_process, places_named
from tests.agreeing.serving.houses import Dev, House, public
from tests.agreeing.serving.test_envelopes import why
from tests.agreeing.serving.test_keys import boxes, destroy, key, order_of
from zvhdesk.wire.encoding import from_text, to_text
from zvhdesk.wire.envelope import NO_STREAM, Kind
from zvhdesk.wire.membership import Membership, Role
from zvhdesk.wire.roster import Admin, AfterRevoking, Device, Revoke, make
from zvhserver.app import system_clock
from zvhserver.cli.houses import new_code
from zvhserver.limiting import Tries
from zvhserver.store.engine import Store, open_store
from zvhserver.store.tables import compartment, gone, stream_key


@pytest.mark.parametrize("other", [{"epoch": 9}, {"dseq": 9}, {"base_seq": 9}, {"prev": b"p" * 32}])
def test_who_is_no_member_learns_nothing_by_asking_wrongly(still: House, other: dict[str, Any]) -> None:
    real = still.outsider.push(still.comp, still.outsider.made(still.comp, **other))
    none = still.outsider.push(b"n" * 16, still.outsider.made(b"n" * 16, **other))
    assert (real.status_code, real.content) == (none.status_code, none.content)
    assert real.status_code == 404


def test_who_may_revoke_does_not_let_himself_in(house: House, client: httpx.Client) -> None:
    """Any admin revokes any device; a part of which all are out waits for one whom two officers send."""
    house.writer.says(house.comp)
    outside = house.second
    for dev in (house.admin, house.writer, house.reader):
        entry = house.entry(Revoke(dev.id, AfterRevoking.KEEP), outside)
        assert outside.call("POST", "/v1/roster", {"entries": [entry]}).status_code == 201
    assert why(outside.admits(house.comp, outside, Role.WRITE))[:2] == (404, "unknown")
    assert why(outside.pull(house.comp))[:2] == (404, "unknown")
    path = f"/v1/c/{to_text(house.comp)}/keys"
    assert why(outside.call("PUT", path, boxes(outside)))[:2] == (404, "unknown")
    assert outside.call("GET", "/v1/heads").json()["comps"] == []
    sent = Dev(client, house.id, secrets.token_bytes(16))
    entries = [house.entry(sent.body, outside), house.entry(Admin(sent.user))]
    assert outside.call("POST", "/v1/roster", {"entries": entries}).status_code == 201
    sent.enrolled = True
    assert sent.admits(house.comp, sent, Role.WRITE).status_code == 200
    assert len(sent.pull(house.comp).json()["items"]) == 5
    assert outside.pull(house.comp).status_code == 404


def test_a_base_that_is_not_this_history_is_refused(house: House) -> None:
    """It would stop every desk that reads it."""
    chain = house.writer.says(house.comp).json()["receipts"][0]["chain"]
    for other in ({"base_chain": b"c" * 32}, {"base_seq": 3}, {"base_seq": 4}, {"base_seq": 5}):
        assert why(house.writer.push(house.comp, house.writer.made(house.comp, **other)))[:2] == (
            422,
            "shape",
        )
    seen: dict[str, Any] = {"base_seq": 4, "base_chain": from_text(chain)}
    assert house.writer.says(house.comp, **seen).status_code == 200


@pytest.fixture
def other(client: httpx.Client, store: Store) -> House:
    """Another house at the same server."""
    made = House(client)
    assert made.found(new_code(store)).status_code == 201
    return made


def test_houses_do_not_reach_into_each_other(house: House, other: House) -> None:
    thief, path = other.admin, f"/v1/c/{to_text(house.comp)}"
    thief.heads.clear()
    taken = {"house": house.id, "dev": house.admin.id}
    body = Membership(thief.id, Role.WRITE).to_bytes()
    for said in ({}, {"house": house.id}, taken):
        made = thief.made(house.comp, body, kind=Kind.MEMBERSHIP, **said)
        assert thief.push(house.comp, made).status_code in {404, 422}
    assert why(house.admin.admits(house.comp, thief, Role.READ))[:2] == (409, "roster")
    assert thief.call("PUT", f"{path}/keys", boxes(thief)).status_code == 404
    foreign = house.entry(Device(b"f" * 16, b"u" * 16, public(thief.key), b"k"), house.admin)
    assert thief.call("POST", "/v1/roster", {"entries": [foreign]}).status_code in {409, 422}
    stream = secrets.token_bytes(16)
    order = order_of(house, stream, other.admin, other.second)
    assert why(destroy(house, stream, order))[:2] == (403, "role")


def test_an_admin_of_another_house_finds_no_compartment(client: httpx.Client, store: Store) -> None:
    """Not even one that has no members yet, where any admin of its own house may speak."""
    houses = House(client), House(client)
    for one in houses:
        one.comps = (one.comp, secrets.token_bytes(16))
        assert one.found(new_code(store)).status_code == 201
    empty, thief = houses[0].comps[1], houses[1].admin
    body = Membership(thief.id, Role.WRITE).to_bytes()
    said = thief.made(empty, body, kind=Kind.MEMBERSHIP)
    assert why(thief.push(empty, said))[:2] == (404, "unknown")
    assert thief.call("PUT", f"/v1/c/{to_text(empty)}/keys", boxes(thief)).status_code == 404
    assert houses[0].admin.admits(empty, houses[0].admin, Role.WRITE).status_code == 200


def test_a_roster_has_one_end(house: House) -> None:
    before = house.roster
    entries = []
    for letter in (b"1", b"2"):
        house.roster = before
        entries.append(
            house.entry(Device(secrets.token_bytes(16), letter * 16, b"s" * 32, b"k"), house.admin)
        )
    with ThreadPoolExecutor(2) as pool:
        told = pool.map(lambda one: house.admin.call("POST", "/v1/roster", {"entries": [one]}), entries)
    assert sorted(one.status_code for one in told) == [201, 409]


@pytest.mark.parametrize("by", ["writer", "admin"])
def test_only_the_root_names_admins(house: House, by: str) -> None:
    dev: Dev = getattr(house, by)
    made = make(house.roster.next_place(dev.id), Admin(house.writer.user), dev.key)
    forged = {"body": to_text(made.body), "sig": to_text(made.sig)}
    assert why(dev.call("POST", "/v1/roster", {"entries": [forged]}))[:2] == (409, "roster")


def test_membership_cannot_be_destroyed(house: House) -> None:
    order = order_of(house, NO_STREAM, house.admin, house.second)
    assert why(destroy(house, NO_STREAM, order))[:2] == (422, "shape")
    assert all(item["envelope"] for item in house.reader.pull(house.comp).json()["items"])


def test_a_secret_does_not_slip_in_while_its_stream_is_destroyed(house: House, store: Store) -> None:
    stream = secrets.token_bytes(16)
    with ThreadPoolExecutor(1) as pool:
        with store.write() as connection:
            of = compartment.c.id == house.comp
            connection.execute(select(compartment.c.id).where(of).with_for_update())
            putting = pool.submit(key, house, stream)
            with pytest.raises(NotYet):
                putting.result(timeout=0.4)
            values = {"house": house.id, "comp": house.comp, "stream": stream, "n": 1, "message": b"{}"}
            connection.execute(insert(gone).values(values))
        assert why(putting.result())[:2] == (410, "gone")
    with store.read_keys() as connection:
        assert connection.execute(select(stream_key).where(stream_key.c.stream == stream)).all() == []


def test_one_envelope_from_many_sides_at_once_is_taken_once(house: House) -> None:
    made = house.writer.made(house.comp)
    assert house.writer.headers
    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(lambda _: house.writer.push(house.comp, made), range(6)))
    assert {one.status_code for one in told} == {200}
    assert len({one.content for one in told}) == 1
    assert house.reader.pull(house.comp).json()["head"]["seq"] == 4


@pytest.mark.parametrize(
    "content",
    [
        b"", b"null", b"[]", b"{", b"\xff\xfe", b'{"envelopes":[]}', b"[" * 5000, b'{"envelopes":NaN}',
        b'{"envelopes":[{"hdr":"AA==","ct":"AA","sig":"AA"}]}',
        b'{"envelopes":[{"hdr":"A","ct":"","sig":1}]}',
        b'{"envelopes":[{"hdr":"\\ud800","ct":"AA","sig":"%s"}]}' % (b"A" * 86),
        b'{"envelopes":[{"hdr":"oA","ct":"AA","sig":"%s"}]}' % (b"A" * 86),
        b'{"envelopes":[{"hdr":"_____w","ct":"AA","sig":"%s"}]}' % (b"A" * 86),
        b'{"envelopes":[],"more":1}',
    ],
)  # fmt: skip
def test_what_no_desk_sends_is_refused_in_one_word(still: House, content: bytes) -> None:
    headers = {**still.writer.headers, "content-type": "application/json"}
    path = f"/v1/c/{to_text(still.comp)}/env"
    told = still.client.post(path, content=content, headers=headers)
    assert (told.status_code, told.json()) == (422, {"why": "shape", "number": None})


def test_an_address_that_is_not_there_leads_nowhere(client: httpx.Client) -> None:
    for method, path in (
        ("POST", "/v1/login/"),
        ("GET", "/docs"),
        ("DELETE", "/v1/login"),
        ("GET", "/v1/c/x"),
    ):
        told = client.request(method, path)
        assert (told.status_code, told.json()["why"]) == (404, "unknown")


def test_a_fault_of_the_server_itself_is_logged_without_what_was_sent(
    new_places: Callable[[], tuple[str, ...]], caplog: pytest.LogCaptureFixture
) -> None:
    store = open_store(places_named(new_places()))
    with caplog.at_level(logging.INFO), in_this_process(store, Tries(), system_clock()) as at:
        house = at.house()
        assert house.writer.headers
        with at.store.write() as connection:
            connection.execute(text("ALTER TABLE envelope RENAME COLUMN recv_ms TO other"))
        told = house.writer.push(house.comp, house.writer.made(house.comp, b"canary"))
    assert (told.status_code, told.json()["why"]) in {(500, "busy"), (503, "busy")}
    records = [record for record in caplog.records if record.name != "httpx"]
    lines = "\n".join(f"{record.getMessage()} {record.exc_info}" for record in records)
    caplog.clear()
    assert f"POST /v1/c/{{comp}}/env {told.status_code}" in lines
    for secret in (house.comp, house.writer.id):
        assert secret.hex() not in lines
        assert to_text(secret) not in lines
    assert "canary" not in lines
    assert "SELECT" not in lines
