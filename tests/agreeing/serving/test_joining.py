"""Founding a house and joining it."""

import secrets

import httpx

from tests.agreeing.serving.houses import Dev, House, hash_of, public
from tests.agreeing.serving.test_envelopes import why
from zvhdesk.wire.encoding import from_text, to_text
from zvhdesk.wire.roster import Device, Entry, Roster, extended


def _keys(dev: Dev) -> dict[str, str]:
    return {"dev": to_text(dev.id), "sign": to_text(public(dev.key)), "kem": to_text(b"k" * 32)}


def _invited(house: House) -> str:
    code = hash_of(secrets.token_hex(8))
    assert house.admin.call("PUT", f"/v1/join/{code}").status_code == 201
    return code


def test_a_code_makes_one_house(client: httpx.Client, code: str) -> None:
    assert House(client).found(code).status_code == 201
    assert why(House(client).found(code))[:2] == (404, "unknown")
    assert why(House(client).found("NOOIT-GEGEV-ENNNN-NNNNN"))[:2] == (404, "unknown")


def test_a_device_joins_and_sees_that_it_was_named(house: House, client: httpx.Client) -> None:
    dev, code = Dev(client, house.id, house.writer.user), _invited(house)
    found = client.post(f"/v1/join/{code}", json=_keys(dev)).json()
    assert (found["house"], found["root"]) == (to_text(house.id), to_text(public(house.root)))
    seen = house.admin.call("GET", f"/v1/join/{code}").json()["keys"]
    named = Device(from_text(seen["dev"]), dev.user, from_text(seen["sign"]), from_text(seen["kem"]))
    entry = house.entry(named, house.admin)
    assert house.admin.call("POST", "/v1/roster", {"entries": [entry]}).status_code == 201
    roster = Roster(house.id)
    for one in client.get(f"/v1/houses/{code}/roster").json()["entries"]:
        roster = extended(roster, Entry(from_text(one["body"]), from_text(one["sig"])), public(house.root))
    assert roster.active(dev.id) == named
    assert dev.log_in().status_code == 200


def test_keys_are_posted_once(house: House, client: httpx.Client) -> None:
    code, first, second = _invited(house), Dev(client, house.id, b"u" * 16), Dev(client, house.id, b"u" * 16)
    assert client.post(f"/v1/join/{code}", json=_keys(first)).status_code == 200
    assert client.post(f"/v1/join/{code}", json=_keys(first)).status_code == 200
    assert why(client.post(f"/v1/join/{code}", json=_keys(second)))[:2] == (409, "stale")


def test_nothing_is_posted_under_a_code_that_nobody_gave(house: House, client: httpx.Client) -> None:
    answer = client.post(f"/v1/join/{hash_of('geraden')}", json=_keys(Dev(client, house.id, b"u" * 16)))
    assert why(answer)[:2] == (404, "unknown")


def test_a_roster_entry_that_comes_too_late_is_told_so(house: House) -> None:
    before = house.roster
    first = house.entry(Device(b"1" * 16, b"u" * 16, public(house.admin.key), b"k"), house.admin)
    house.roster = before
    second = house.entry(Device(b"2" * 16, b"u" * 16, public(house.admin.key), b"k"), house.admin)
    assert house.admin.call("POST", "/v1/roster", {"entries": [first]}).status_code == 201
    assert why(house.second.call("POST", "/v1/roster", {"entries": [second]})) == (
        409,
        "stale",
        before.seq + 1,
    )


def test_an_entry_that_no_admin_signed_is_refused(house: House) -> None:
    forged = house.entry(Device(b"3" * 16, b"u" * 16, public(house.admin.key), b"k"), house.admin)
    for change in ({"sig": to_text(bytes(64))}, {"body": to_text(from_text(forged["body"]) + b"x")}):
        answer = house.writer.call("POST", "/v1/roster", {"entries": [{**forged, **change}]})
        assert answer.status_code in {409, 422}
