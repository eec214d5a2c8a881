"""Logging in: only the key that the roster names, once for each nonce, and not without end."""

import httpx
import pytest

from tests.agreeing.servers import Running
from tests.agreeing.serving.houses import Dev, House
from tests.agreeing.serving.test_envelopes import why
from zvhdesk.wire.encoding import from_text, to_text
from zvhdesk.wire.roster import AfterRevoking, Revoke
from zvhdesk.wire.signing import Purpose, sign
from zvhserver.acts import versions
from zvhserver.store.engine import Store


def _asked(dev: Dev) -> dict[str, str]:
    made: dict[str, str] = dev.client.post("/v1/login", json={"dev": to_text(dev.id)}).json()
    return made


def _proof(dev: Dev, asked: dict[str, str], said: bytes, purpose: Purpose = Purpose.LOGIN) -> httpx.Response:
    proof = {"dev": to_text(dev.id), "nonce": asked["nonce"], "sig": to_text(sign(dev.key, purpose, said))}
    return dev.client.post("/v1/login/proof", json=proof)


def test_a_nonce_serves_once(house: House) -> None:
    dev = house.writer
    asked = _asked(dev)
    said = from_text(asked["nonce"]) + from_text(asked["server"]) + dev.id
    assert _proof(dev, asked, said).status_code == 200
    assert _proof(dev, asked, said).status_code == 401


def test_a_nonce_that_was_tried_in_vain_is_used_up(house: House) -> None:
    dev = house.writer
    asked = _asked(dev)
    said = from_text(asked["nonce"]) + from_text(asked["server"]) + dev.id
    assert _proof(dev, asked, b"other").status_code == 401
    assert _proof(dev, asked, said).status_code == 401


def test_neither_the_key_nor_the_nonce_of_another_serves(house: House) -> None:
    dev, other = house.writer, house.reader
    for asker, signer in ((dev, other), (other, dev)):
        asked = _asked(asker)
        said = from_text(asked["nonce"]) + from_text(asked["server"]) + dev.id
        proof = {"dev": to_text(dev.id), "nonce": asked["nonce"]}
        proof["sig"] = to_text(sign(signer.key, Purpose.LOGIN, said))
        assert why(dev.client.post("/v1/login/proof", json=proof))[:2] == (401, "proof")


def test_an_older_nonce_that_was_signed_does_not_serve(house: House) -> None:
    dev = house.writer
    older, asked = _asked(dev), _asked(dev)
    said = from_text(older["nonce"]) + from_text(asked["server"]) + dev.id
    assert _proof(dev, asked, said).status_code == 401


def test_a_signature_for_something_else_does_not_serve(house: House) -> None:
    dev = house.writer
    for purpose in set(Purpose) - {Purpose.LOGIN}:
        asked = _asked(dev)
        said = from_text(asked["nonce"]) + from_text(asked["server"]) + dev.id
        assert _proof(dev, asked, said, purpose).status_code == 401


def test_a_signature_made_for_another_server_or_device_does_not_serve(house: House) -> None:
    dev = house.writer
    for server, who in ((b"o" * 16, dev.id), (None, house.reader.id)):
        asked = _asked(dev)
        said = from_text(asked["nonce"]) + (server or from_text(asked["server"])) + who
        assert _proof(dev, asked, said).status_code == 401


def test_an_unknown_device_is_answered_as_a_known_one_until_it_proves(
    house: House, client: httpx.Client
) -> None:
    stranger = Dev(client, house.id, b"u" * 16)
    assert _asked(stranger).keys() == _asked(house.writer).keys()
    assert stranger.log_in().status_code == 401


def test_a_revoked_device_reads_the_roster_and_nothing_else(house: House) -> None:
    """So that it hears what to do with itself (SYNC.md, Settled)."""
    dev = house.writer
    assert dev.pull(house.comp).status_code == 200
    entry = house.entry(Revoke(dev.id, AfterRevoking.KEEP), house.admin)
    assert house.admin.call("POST", "/v1/roster", {"entries": [entry]}).status_code == 201
    for _ in range(2):
        assert why(dev.pull(house.comp)) == (403, "revoked", None)
        assert why(dev.says(house.comp)) == (403, "revoked", None)
        assert dev.call("GET", "/v1/roster").json()["entries"][-1] == entry
        assert dev.log_in().status_code == 200


def test_a_program_that_is_older_than_its_house_asks_is_told_so(house: House, store: Store) -> None:
    """One that was revoked comes in all the same: it must hear what to do with itself."""
    entry = house.entry(Revoke(house.reader.id, AfterRevoking.WIPE), house.admin)
    assert house.admin.call("POST", "/v1/roster", {"entries": [entry]}).status_code == 201
    with store.write() as connection:
        versions.ask_for(connection, house.id, 2)
    assert why(house.writer.log_in()) == (426, "version", 2)
    assert house.writer.log_in(knows=2).status_code == 200
    assert house.reader.log_in().status_code == 200
    with store.write() as connection:
        versions.ask_for(connection, house.id, versions.ANY)
    assert house.writer.log_in().status_code == 200


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic AAAA", "Bearer " + "A" * 43])
def test_a_token_that_is_none_is_no_token(still: House, header: str) -> None:
    answer = still.client.get("/v1/roster", headers={"authorization": header})
    assert (answer.status_code, answer.json()["why"]) == (401, "token")


def test_a_body_too_large_is_ended_and_the_server_goes_on(server: Running, client: httpx.Client) -> None:
    answer = client.post("/v1/login", content=b" " * (9 * 1024 * 1024))
    assert (answer.status_code, answer.json()["why"]) == (413, "size")
    assert client.get("/health").json()["ok"] is True


def test_the_log_says_what_was_asked_and_not_what_was_said(house: House, server: Running) -> None:
    house.writer.says(house.comp, b"canary-in-the-sealed-part")
    lines = server.log.read_text()
    assert "POST /v1/c/{comp}/env 200" in lines
    for secret in (house.comp, house.writer.id, house.id):
        assert to_text(secret) not in lines
        assert secret.hex() not in lines
    assert house.writer.token not in lines
    assert "canary" not in lines
