"""How often, how long and how much: by the server's clock, over all its processes."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from tests.agreeing.servers import Here, places_named
from tests.agreeing.serving.houses import Dev, House, hash_of, written
from tests.agreeing.serving.test_envelopes import why
from zvhdesk.wire import limits
from zvhdesk.wire.encoding import from_text, to_text
from zvhdesk.wire.signing import Purpose, sign
from zvhserver.app import create
from zvhserver.calls import Server
from zvhserver.limiting import Tries
from zvhserver.store.engine import Places, open_store

Makes = Callable[..., Here]
MINUTE = 60_000


def _keys() -> dict[str, str]:
    return {"dev": to_text(secrets.token_bytes(16)), "sign": to_text(b"s" * 32), "kem": to_text(b"k")}


def proven(at: Here, dev: Dev) -> int:
    """A whole login, as that device does it."""
    asked = at.client.post("/v1/login", json={"dev": to_text(dev.id)}).json()
    return at.client.post("/v1/login/proof", json=_proof(dev, asked)).status_code


def _proof(dev: Dev, asked: dict[str, str]) -> dict[str, str]:
    said = from_text(asked["nonce"]) + from_text(asked["server"]) + dev.id
    return {
        "dev": to_text(dev.id),
        "nonce": asked["nonce"],
        "sig": to_text(sign(dev.key, Purpose.LOGIN, said)),
    }


def test_a_device_that_logs_in_without_end_is_stopped_for_a_minute_at_every_process(here: Makes) -> None:
    tries = Tries(device=3, address=100, join=100)
    one, other = here(tries), here(tries)
    house = one.house()

    def status(at: Here) -> int:
        other.now_ms = one.now_ms
        return proven(at, house.writer)

    one.now_ms += MINUTE
    assert [status(at) for at in (one, other, one, other, one)] == [200, 200, 200, 429, 429]
    assert proven(one, house.reader) == 200
    one.now_ms += MINUTE
    assert status(other) == 200


def test_nobody_uses_up_what_another_device_may(here: Makes) -> None:
    """Who was revoked knows the ids of its colleagues, and proves nothing in their name."""
    at = here(Tries(device=3, address=100, join=100))
    house = at.house()
    at.now_ms += MINUTE
    for _ in range(10):
        asked = at.client.post("/v1/login", json={"dev": to_text(house.writer.id)}).json()
        forged = {**_proof(house.reader, asked), "dev": to_text(house.writer.id)}
        assert at.client.post("/v1/login/proof", json=forged).status_code == 401
    assert proven(at, house.writer) == 200


def test_an_address_that_proves_nothing_is_stopped(here: Makes) -> None:
    at = here(Tries(device=100, address=3, join=100))
    proof = {"dev": to_text(b"d" * 16), "nonce": to_text(b"n" * 32), "sig": to_text(b"s" * 64)}
    tried = [at.client.post("/v1/login/proof", json=proof).status_code for _ in range(5)]
    assert tried == [401] * 3 + [429] * 2


def test_one_address_does_not_try_all_devices(here: Makes) -> None:
    at = here(Tries(device=100, address=4, join=100))
    asked = [at.client.post("/v1/login", json={"dev": to_text(secrets.token_bytes(16))}) for _ in range(6)]
    assert [one.status_code for one in asked] == [200] * 4 + [429] * 2


def test_codes_are_not_guessed(here: Makes) -> None:
    """On each of the roads by which one could try."""
    at = here(Tries(100, 100, join=1))

    def tried(method: str, path: str, body: object = None) -> list[int]:
        return [
            at.client.request(method, path.format(hash_of(str(n))), json=body).status_code for n in range(14)
        ]

    house = House(at.client)
    entries = [house.entry(house.first)]
    assert tried("POST", "/v1/houses", {"code": "GERADEN", "entries": entries}) == [404] + [429] * 13
    assert tried("POST", "/v1/join/{}", _keys()) == [404] + [429] * 13
    assert tried("GET", "/v1/join/{}") == [404] * 12 + [429] * 2
    assert set(tried("GET", "/v1/houses/{}/roster")) == {429}, "one count with looking"


def test_many_at_once_are_counted_and_none_of_them_breaks(here: Makes) -> None:
    at = here(Tries(device=1000, address=5, join=1))
    dev = to_text(secrets.token_bytes(16))
    with ThreadPoolExecutor(12) as pool:
        asked = list(pool.map(lambda _: at.client.post("/v1/login", json={"dev": dev}), range(24)))
    assert sorted(one.status_code for one in asked) == [200] * 5 + [429] * 19


def test_a_nonce_a_token_and_a_code_end(here: Makes) -> None:
    at = here()
    house = at.house()
    dev, code = house.writer, hash_of("code")
    proof = _proof(dev, at.client.post("/v1/login", json={"dev": to_text(dev.id)}).json())
    assert house.admin.call("PUT", f"/v1/join/{code}").status_code == 201
    assert dev.pull(house.comp).status_code == 200
    at.now_ms += MINUTE + 1
    assert why(at.client.post("/v1/login/proof", json=proof))[:2] == (401, "proof")
    assert at.client.get(f"/v1/join/{code}").status_code == 200
    at.now_ms += limits.JOIN_MINUTES * MINUTE
    assert why(at.client.get(f"/v1/join/{code}"))[:2] == (404, "unknown")
    assert why(at.client.get(f"/v1/houses/{code}/roster"))[:2] == (404, "unknown")
    assert dev.pull(house.comp).status_code == 200
    at.now_ms += limits.TOKEN_MINUTES * MINUTE
    assert why(dev.pull(house.comp))[:2] == (401, "token")
    assert dev.log_in().status_code == 200


def test_a_clock_that_was_set_back_does_not_turn_history_round(here: Makes) -> None:
    at = here()
    house = at.house()
    for step in (5000, -9000, 1, -3_600_000, 3_700_000):
        at.now_ms += step
        house.writer.token = ""
        assert house.writer.says(house.comp).status_code == 200
    times = [item["recv_ms"] for item in house.writer.pull(house.comp).json()["items"]]
    assert times == sorted(times)
    assert times[-1] == at.now_ms


@pytest.mark.parametrize(
    "size", [limits.ENVELOPE_BYTES - 2000, limits.ENVELOPE_BYTES, limits.ENVELOPE_BYTES + 1]
)
def test_an_envelope_has_a_largest_size(house: House, size: int) -> None:
    made = house.writer.made(house.comp, bytes(size))
    told = house.writer.push(house.comp, made)
    assert (told.status_code == 200) == (len(made.hdr) + size + 64 <= limits.ENVELOPE_BYTES)
    if told.status_code != 200:
        assert why(told)[:2] == (413, "size")


def test_a_push_has_no_more_than_so_many_envelopes(still: House) -> None:
    one = written(still.writer.made(still.comp))
    body = {"envelopes": [one] * (limits.PUSH_ENVELOPES + 1)}
    path = f"/v1/c/{to_text(still.comp)}/env"
    assert why(still.writer.call("POST", path, body))[:2] == (413, "size")


def test_a_push_has_a_largest_size_and_a_page_too(house: House) -> None:
    dev, comp = house.writer, house.comp
    made = [dev.keeps(comp, dev.made(comp, bytes(limits.ENVELOPE_BYTES - 1000))) for _ in range(18)]
    assert why(dev.push(comp, *made))[:2] == (413, "size")
    assert dev.push(comp, *made[:9]).status_code == 200
    assert dev.push(comp, *made[9:]).status_code == 200
    page = dev.pull(comp).json()
    assert page["more"]
    assert len(page["items"]) == 3 + 16
    rest = dev.pull(comp, page["items"][-1]["seq"]).json()
    assert (len(rest["items"]), rest["more"]) == (2, False)


def test_a_device_of_another_version_is_told(house: House) -> None:
    for version, status in ((1, 200), (2, 426)):
        told = house.client.post("/v1/login", json={"dev": to_text(b"d" * 16), "v": version})
        assert told.status_code == status
    assert why(told) == (426, "version", 1)


def test_servers_that_start_at_once_are_one(new_places: Callable[[], tuple[str, ...]]) -> None:
    places = places_named(new_places())

    def started(_: int) -> bytes:
        store = open_store(places)
        made: Server = create(store).state.server
        store.close()
        return made.id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(started, range(4)))) == 1


def test_a_server_that_starts_while_another_makes_the_same_store_waits_for_it(tmp_path: Path) -> None:
    """SQLite itself refuses that at once: the file has no write-ahead log yet."""
    places = Places.in_folder(tmp_path)
    with closing(sqlite.connect(tmp_path / "server.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(1) as pool:
            started = pool.submit(open_store, places)
            assert not wait([started], timeout=0.3).done, "neither refused nor open"
            other.execute("COMMIT")
            store = started.result(20)
    with store.read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    store.close()
