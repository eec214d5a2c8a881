"""Two houses that use the same ids at one server: somebody who was of both made the one to harm the other.

Nothing of a house is known by its id alone: neither hears of the other, stops it or takes anything away.
"""

import secrets
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, inspect, text

from tests.agreeing.servers import Here, Running, places_named
from tests.agreeing.serving.copies import Databases
from tests.agreeing.serving.houses import House
from tests.agreeing.serving.test_backups import done, is_whole, served
from tests.agreeing.serving.test_envelopes import why
from tests.agreeing.serving.test_keys import boxes, destroy, in_stream, key, order_of
from tests.agreeing.serving.test_news import listening
from tests.agreeing.serving.test_spoiled import bring, part
from zvhdesk.wire.encoding import to_text
from zvhdesk.wire.roster import AfterRevoking, Epoch, Revoke
from zvhserver.cli.houses import new_code
from zvhserver.cli.main import main as zvhserver
from zvhserver.limiting import Tries
from zvhserver.store.engine import Store

STREAM = b"s" * 16
Both = Callable[[], tuple[House, House]]


def twin(of: House, client: httpx.Client) -> House:
    """Another house, with every id that the first one has; its reader has that one's key too."""
    made = House(client, comp=of.comp)
    for mine, theirs in zip(made.devices, of.devices, strict=True):
        mine.id = theirs.id
    made.reader.key = of.reader.key
    return made


@pytest.fixture
def both(client: httpx.Client, store: Store) -> Both:
    """Makes a house that comes after another has taken all of its ids, and that other."""
    return lambda: _both(client, store)


def _both(client: httpx.Client, store: Store) -> tuple[House, House]:
    house = House(client)
    other = twin(house, client)
    for one in (other, house):
        assert one.found(new_code(store)).status_code == 201
    return house, other


def say(house: House, *bodies: Epoch | Revoke) -> httpx.Response:
    entries = [house.entry(body, house.admin) for body in bodies]
    return house.admin.call("POST", "/v1/roster", {"entries": entries})


def test_each_logs_in_at_its_own(both: Both) -> None:
    house, other = both()
    for one in (house, other):
        for dev in (one.writer, one.reader):
            assert dev.log_in().status_code == 200
            assert dev.call("GET", "/v1/roster").json()["entries"] == one.entries
            assert len(dev.pull(one.comp).json()["items"]) == 3
    # A program of before does not say of which house it is: its key does, unless both have the same one.
    assert house.writer.log_in(named=False).status_code == 200
    assert house.writer.call("GET", "/v1/roster").json()["entries"] == house.entries
    assert why(house.reader.log_in(named=False))[:2] == (401, "proof")
    house.writer.house = other.id
    assert why(house.writer.log_in())[:2] == (401, "proof")


def test_neither_uses_up_what_the_other_may(here: Callable[..., Here]) -> None:
    at = here(Tries(device=2, address=900, join=900))
    house = at.house()
    other = twin(house, at.client)
    assert other.found(new_code(at.store)).status_code == 201
    told = [other.writer.log_in().status_code for _ in range(3)]
    assert told == [200, 200, 429]
    assert house.writer.log_in().status_code == 200


def test_neither_sees_or_stops_what_the_other_does(both: Both, server: Running) -> None:
    house, other = both()
    for one, box in ((house, b"of the house"), (other, b"of the other")):
        assert key(one, STREAM, box).status_code == 201
        body = {**boxes(one.writer), "boxes": [{"dev": to_text(one.writer.id), "box": to_text(box)}]}
        assert one.admin.call("PUT", f"/v1/c/{to_text(one.comp)}/keys", body).status_code == 201
    assert other.writer.says(other.comp, b"a word more").status_code == 200
    with listening(server.url, other.writer) as heard:
        for one, box in ((house, b"of the house"), (other, b"of the other")):
            assert one.writer.says(one.comp, box).status_code == 200
        assert heard.next() == {"c": to_text(other.comp), "head_seq": 5}, "the first it hears of"
    # A new key of the one, and somebody put out of it.
    assert say(other, Epoch(other.comp, 2, b"d" * 32), Revoke(other.writer.id, AfterRevoking.WIPE)).is_success
    path = f"/v1/c/{to_text(house.comp)}"
    for one, box, epoch, mine in (
        (house, b"of the house", 1, house.writer),
        (other, b"of the other", 2, other.admin),
    ):
        (head,) = mine.call("GET", "/v1/heads").json()["comps"]
        assert (head["seq"], head["epoch"], head["destroyed"]) == (3 + epoch, epoch, 0)
        assert mine.pull(one.comp).json()["items"][-1]["envelope"]["ct"] == to_text(box)
        (secret,) = mine.call("GET", f"{path}/streams/keys").json()["keys"]
        assert secret["box"] == to_text(box)
    assert house.writer.call("GET", f"{path}/keys", epoch=1).json()["box"] == to_text(b"of the house")
    assert why(other.writer.pull(other.comp))[:2] == (403, "revoked")


def test_neither_destroys_or_puts_out_what_the_other_has(both: Both) -> None:
    house, other = both()
    for one in (house, other):
        assert key(one, STREAM).status_code == 201
        assert one.writer.says(one.comp, stream=STREAM).status_code == 200
    told = destroy(
        other, STREAM, order_of(other, STREAM, other.admin, other.second, of=in_stream(other, STREAM))
    )
    assert told.status_code == 202
    assert other.admin.admits(other.comp, other.reader, None).status_code == 200
    assert house.reader.pull(house.comp).json()["items"][3]["envelope"] is not None
    path = f"/v1/c/{to_text(house.comp)}"
    assert len(house.writer.call("GET", f"{path}/streams/keys").json()["keys"]) == 1
    assert house.writer.call("GET", f"{path}/destroyed").json()["orders"] == []
    assert house.writer.says(house.comp, stream=STREAM).status_code == 200
    assert other.admin.pull(other.comp).json()["items"][3]["envelope"] is None


def test_one_is_restored_and_let_go_and_the_other_stays(
    databases: Databases, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(databases) as at:
        house = at.house()
        other = twin(house, at.client)
        assert other.found(new_code(at.store)).status_code == 201
        for one in (house, other):
            assert key(one, STREAM).status_code == 201
            assert one.writer.says(one.comp, secrets.token_bytes(300), stream=STREAM).status_code == 200
        page, pages = house.reader.pull(house.comp).json(), other.reader.pull(other.comp).json()
        # As after a loss: of the one nothing is there any more but the roster.
        done(databases, "restore", "--begin", "--house", other.id.hex())
        assert house.writer.says(house.comp, b"goes on").status_code == 200
        assert why(other.writer.says(other.comp))[:2] == (503, "restore")
        done(databases, "restore", "--open", "--house", other.id.hex())
        done(databases, "restore", "--begin", "--all")
        assert bring(other, pages["items"]).json() == pages["head"]
        assert zvhserver(["restore", "--anew", part(house), *databases.words]) == 1
        assert "More than one part begins so" in capsys.readouterr().err
        done(databases, "restore", "--anew", part(house), "--house", other.id.hex())
        done(databases, "restore", "--open", "--house", house.id.hex())
        assert house.reader.pull(house.comp).json()["items"][:4] == page["items"]
        done(databases, "restore", "--open", "--all")
        assert other.reader.pull(other.comp).json() == pages
    is_whole(databases)


def test_databases_of_before_are_left_as_they_are(
    new_places: Callable[[], tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    words = new_places()
    engine = create_engine(places_named(words).main)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE envelope (comp INTEGER)"))
    (Path(words[1]) / "keys.db").touch() if words[0] == "--data" else None
    assert zvhserver(["check", *words]) == 1
    assert "they stay as they are" in capsys.readouterr().err
    assert inspect(engine).get_table_names() == ["envelope"]
    engine.dispose()
