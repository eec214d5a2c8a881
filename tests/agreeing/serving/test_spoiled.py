"""A restore that somebody could spoil, or that a clock stood in the way of: what the administrator can do."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import delete, select

from tests.agreeing.serving.copies import Databases
from tests.agreeing.serving.houses import Dev, House, written
from tests.agreeing.serving.test_backups import done, is_whole, served
from tests.agreeing.serving.test_envelopes import why
from tests.agreeing.serving.test_keys import key
from zvhdesk.wire.encoding import from_text, to_text
from zvhdesk.wire.envelope import Envelope
from zvhdesk.wire.membership import Role
from zvhdesk.wire.roster import AfterRevoking, Revoke
from zvhserver.cli.houses import new_code
from zvhserver.cli.main import main as zvhserver
from zvhserver.store import tables as t

DAYS_MS = int(timedelta(days=400).total_seconds()) * 1000
Items = list[dict[str, Any]]


def bring(
    house: House, items: Items, by: Dev | None = None, shown: dict[str, str] | None = None
) -> httpx.Response:
    path, more = f"/v1/c/{to_text(house.comp)}/restore", {"admission": shown} if shown else {}
    return (by or house.writer).call("POST", path, {"items": items, **more})


def stored(made: Envelope, seq: int, recv_ms: int) -> dict[str, Any]:
    return {"seq": seq, "recv_ms": recv_ms, "env_hash": to_text(made.hash), "envelope": written(made)}


def part(house: House) -> str:
    """As the administrator reads it."""
    return house.comp.hex()[:8]


def elsewhere(databases: Databases) -> Databases:
    """Empty ones: those of before are lost."""
    return Databases(databases.folder.with_name("new"), databases.cluster)


def test_a_server_whose_clock_was_ahead_is_made_whole(
    databases: Databases, capsys: pytest.CaptureFixture[str]
) -> None:
    """The times are those that it said; every desk has the same ones (SYNC.md A.1, 21)."""
    with served(databases) as at:
        house = at.house()
        backup = databases.backup("before")
        at.now_ms += DAYS_MS
        house.writer.token = ""
        assert house.writer.says(house.comp, b"ahead").status_code == 200
        at.now_ms -= DAYS_MS
        house.writer.token = ""
        assert house.writer.says(house.comp, b"put right").status_code == 200
        page = house.writer.pull(house.comp).json()
    databases.put_back(backup, backup)
    done(databases, "restore", "--begin", "--all")
    with served(databases, house):
        assert bring(house, page["items"]).json() == page["head"]
        assert zvhserver(["restore", "--open", "--all", *databases.words]) == 1
        assert part(house) in capsys.readouterr().err
        assert why(house.writer.push(house.comp, house.writer.made(house.comp)))[:2] == (503, "restore")
        done(databases, "restore", "--open", "--all", "--clock-was-ahead")
        assert house.writer.pull(house.comp).json() == page
        assert house.writer.says(house.comp).status_code == 200
    is_whole(databases)


def test_a_time_of_today_opens_without_a_question(databases: Databases) -> None:
    with served(databases) as at:
        house = at.house()
        at.now_ms += 3_600_000
        house.writer.token = ""
        assert house.writer.says(house.comp, b"an hour ahead").status_code == 200
        done(databases, "restore", "--begin", "--all")
        done(databases, "restore", "--open", "--all")


def again(house: House, databases: Databases) -> None:
    """The code and the roster, at an empty server; it is served meanwhile."""
    with served(databases, house) as at:
        body = {"code": new_code(at.store), "entries": house.entries, "again": True}
        assert at.client.post("/v1/houses", json=body).status_code == 201


def with_history(databases: Databases) -> tuple[House, dict[str, Any]]:
    """A house of which one device was let in and put out again, and then the writer wrote."""
    with served(databases) as at:
        house = at.house()
        for role in (Role.WRITE, None):
            assert house.admin.admits(house.comp, house.outsider, role).status_code == 200
        for word in (b"one", b"two"):
            assert house.writer.says(house.comp, word).status_code == 200
        return house, house.writer.pull(house.comp).json()


def test_what_somebody_spoiled_is_let_go_and_comes_back(
    databases: Databases, capsys: pytest.CaptureFixture[str]
) -> None:
    """A device that was put out shows that it was let in, brings a part and goes on in its own words."""
    house, page = with_history(databases)
    items, out = page["items"], house.outsider
    databases = elsewhere(databases)
    again(house, databases)
    with served(databases, house) as at:
        assert bring(house, items[:4], by=out, shown=items[3]["envelope"]).status_code == 200
        assert bring(house, [stored(out.made(house.comp), 5, items[4]["recv_ms"])], by=out).status_code == 200
        assert key_by(house, out, b"false").status_code == 201
        assert why(bring(house, items, by=house.admin))[:2] == (409, "fork")
        done(databases, "restore", "--check")
        (line,) = capsys.readouterr().out.splitlines()
        assert line.endswith(f"brought by  {out.id.hex()[-8:]} to 5")
        # The house puts it out for good, which it can while it is restored.
        entry = house.entry(Revoke(out.id, AfterRevoking.KEEP), house.admin)
        assert house.admin.call("POST", "/v1/roster", {"entries": [entry]}).status_code == 201
        done(databases, "restore", "--anew", part(house))
        said = capsys.readouterr().out
        assert "head 0" in said
        assert said.endswith("last received -\n")
        assert why(house.writer.pull(house.comp))[:2] == (404, "unknown"), "nobody is a member"
        with at.store.read_keys() as connection:
            assert connection.execute(select(t.stream_key)).all() == []
        assert why(bring(house, items, by=out, shown=items[3]["envelope"]))[:2] == (403, "revoked")
        shown = items[1]["envelope"]
        assert bring(house, items, shown=shown).json() == page["head"]
        done(databases, "restore", "--open", "--all")
        assert house.reader.pull(house.comp).json() == page
        assert house.writer.says(house.comp).status_code == 200
        assert why(out.pull(house.comp))[:2] == (403, "revoked")
    is_whole(databases)


def key_by(house: House, dev: Dev, box: bytes) -> httpx.Response:
    keys = [{"stream": to_text(b"s" * 16), "epoch": 1, "box": to_text(box)}]
    return dev.call("PUT", f"/v1/c/{to_text(house.comp)}/streams/keys", {"keys": keys})


def test_what_the_backup_had_is_never_let_go(
    databases: Databases, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor its secrets: it may be the only place that has them."""
    with served(databases) as at:
        house = at.house()
        assert key(house, b"s" * 16).status_code == 201
        assert house.writer.says(house.comp, b"one").status_code == 200
        backup, heads = databases.backup("before"), dict(house.writer.heads)
        for word in (b"two", b"three"):
            assert house.writer.says(house.comp, word).status_code == 200
        page = house.writer.pull(house.comp).json()
    databases.put_back(backup, backup)
    assert zvhserver(["restore", "--anew", part(house), *databases.words]) == 1
    assert "not being restored" in capsys.readouterr().err
    done(databases, "restore", "--begin", "--all")
    house.writer.heads = heads
    other = stored(house.writer.made(house.comp, b"another"), 5, page["items"][4]["recv_ms"])
    with served(databases, house) as at:
        assert bring(house, [other]).status_code == 200
        done(databases, "restore", "--begin", "--all")  # once more changes nothing
        assert why(bring(house, page["items"], by=house.admin))[:2] == (409, "fork")
        assert zvhserver(["restore", "--anew", "zz", *databases.words]) == 1
        assert "no such part" in capsys.readouterr().err
        done(databases, "restore", "--anew", part(house))
        assert house.reader.pull(house.comp).json()["items"] == page["items"][:4]
        with at.store.read_keys() as connection:
            assert len(connection.execute(select(t.stream_key)).all()) == 1
        assert bring(house, page["items"], by=house.admin).json() == page["head"]
        done(databases, "restore", "--open", "--all")
        house.writer.heads[house.comp] = (3, from_text(page["items"][5]["env_hash"]))
        assert house.writer.says(house.comp).status_code == 200
    is_whole(databases)


def test_a_restore_that_an_older_server_began_is_begun_again_from_the_backup(
    databases: Databases, capsys: pytest.CaptureFixture[str]
) -> None:
    """It kept no number: to guess one could take away what only the backup has."""
    with served(databases) as at:
        house = at.house()
        assert house.writer.says(house.comp, b"one").status_code == 200
        backup, heads = databases.backup("before"), dict(house.writer.heads)
        assert house.writer.says(house.comp, b"two").status_code == 200
        page = house.writer.pull(house.comp).json()
    databases.put_back(backup, backup)
    done(databases, "restore", "--begin", "--all")
    house.writer.heads = heads
    other = stored(house.writer.made(house.comp, b"another"), 5, page["items"][4]["recv_ms"])
    with served(databases, house) as at:
        assert bring(house, [other]).status_code == 200
        with at.store.write() as connection:
            connection.execute(delete(t.restored))
        done(databases, "restore", "--begin", "--all")
        assert zvhserver(["restore", "--anew", part(house), *databases.words]) == 1
        assert "put the backup back once more" in capsys.readouterr().err
        assert len(house.reader.pull(house.comp).json()["items"]) == 5, "nothing was let go of"
    databases.put_back(backup, backup)
    done(databases, "restore", "--begin", "--all")
    done(databases, "restore", "--anew", part(house))
    with served(databases, house):
        assert bring(house, page["items"], by=house.admin).json() == page["head"]


def _all_revoked(house: House) -> None:
    house.entry(Revoke(house.admin.id, AfterRevoking.WIPE), house.second)


def test_who_a_revoked_admin_let_in_brings_when_the_administrator_says_so(databases: Databases) -> None:
    """Such an admin could sign it now as well."""
    house, page = with_history(databases)
    items, shown = page["items"], page["items"][1]["envelope"]
    _all_revoked(house)
    databases = elsewhere(databases)
    again(house, databases)
    with served(databases, house):
        assert why(bring(house, items, shown=shown))[:2] == (404, "unknown")
        done(databases, "restore", "--begin", "--also-revoked", "--house", house.id.hex())
        assert bring(house, items, shown=shown).json() == page["head"]
        done(databases, "restore", "--open", "--house", house.id.hex())


def test_an_admin_whose_device_was_replaced_let_in_for_good(databases: Databases) -> None:
    house, page = with_history(databases)
    house.entry(Dev(house.client, house.id, house.admin.user).body, house.second)
    _all_revoked(house)
    databases = elsewhere(databases)
    again(house, databases)
    with served(databases, house):
        assert bring(house, page["items"], shown=page["items"][1]["envelope"]).json() == page["head"]
