"""A server that lost everything: the desks bring it back, and none of them can bring what never was."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.agreeing.servers import Here
from tests.agreeing.serving.houses import Dev, House, written
from tests.agreeing.serving.test_envelopes import why
from tests.agreeing.serving.test_keys import destroy, order_of
from zvhdesk.wire.encoding import from_text, to_text
from zvhdesk.wire.envelope import NO_STREAM, Envelope, Header, Kind
from zvhdesk.wire.membership import Membership, Role
from zvhdesk.wire.roster import Epoch
from zvhserver.acts.compartments import Mode, set_mode
from zvhserver.cli.houses import new_code

Makes = Callable[..., Here]


@dataclass
class Lost:
    """A house, the history it had, and the new empty server in restore mode that it stands at now."""

    house: House
    at: Here
    page: dict[str, Any]

    @property
    def items(self) -> list[dict[str, Any]]:
        """The history: three memberships, then two acts of the writer and one of the admin."""
        made: list[dict[str, Any]] = self.page["items"]
        return made

    def bring(
        self, *items: dict[str, Any], by: Dev | None = None, admission: dict[str, str] | None = None
    ) -> httpx.Response:
        path = f"/v1/c/{to_text(self.house.comp)}/restore"
        body = {"items": list(items), **({"admission": admission} if admission else {})}
        return (by or self.house.admin).call("POST", path, body)

    def opened(self) -> None:
        with self.at.store.write() as connection:
            set_mode(connection, Mode.OPEN)


@pytest.fixture
def lost(house: House, here: Makes) -> Iterator[Lost]:
    at = here()
    for word in (b"one", b"two"):
        assert house.writer.says(house.comp, word, stream=word.ljust(16)).status_code == 200
    head = house.writer.pull(house.comp).json()["head"]
    seen = {"base_seq": head["seq"], "base_chain": from_text(head["chain"])}
    assert house.admin.says(house.comp, b"three", **seen).status_code == 200
    page = house.writer.pull(house.comp).json()
    body = {"code": new_code(at.store), "entries": house.entries, "again": True}
    assert at.client.post("/v1/houses", json=body).status_code == 201
    for dev in house.devices:
        dev.client, dev.token = at.client, ""
    made = Lost(house, at, page)
    yield made
    made.opened()


def item(made: Envelope, seq: int, recv_ms: int) -> dict[str, Any]:
    return {"seq": seq, "recv_ms": recv_ms, "env_hash": to_text(made.hash), "envelope": written(made)}


def test_a_compartment_it_never_heard_of_comes_back_whole(lost: Lost) -> None:
    house = lost.house
    assert why(house.admin.push(house.comp, house.admin.made(house.comp))) == (503, "restore", None)
    assert why(lost.bring(*lost.items, by=house.writer))[:2] == (404, "unknown"), "nobody is a member yet"
    assert lost.bring(*lost.items[:4]).json()["seq"] == 4
    assert lost.bring(*lost.items, by=house.writer).json() == lost.page["head"]
    lost.opened()
    assert house.reader.pull(house.comp).json() == lost.page
    for dev in (house.writer, house.admin):
        assert dev.says(house.comp).status_code == 200
    assert why(lost.bring(*lost.items)) == (503, "restore", None)


def test_who_was_let_in_brings_what_was_before_that_and_nobody_else_does(lost: Lost) -> None:
    """The server knows no member yet; an admin's signature says who was one (SYNC.md A.1, 21 and 22)."""
    house, first = lost.house, lost.items[0]
    admin, writer, reader = (one["envelope"] for one in lost.items[:3])
    unknown = (404, "unknown")
    for by, shown in (
        (house.writer, None), (house.writer, reader), (house.writer, lost.items[3]["envelope"]),
        (house.outsider, writer), (house.outsider, None),
    ):  # fmt: skip
        assert why(lost.bring(first, by=by, admission=shown))[:2] == unknown
    word, out = (Membership(house.writer.id, role).to_bytes() for role in (Role.WRITE, None))
    for author, comp, body in (
        (house.writer, house.comp, word), (house.admin, b"o" * 16, word), (house.admin, house.comp, out),
    ):  # fmt: skip
        made = author.made(comp, body, kind=Kind.MEMBERSHIP)
        assert why(lost.bring(first, by=house.writer, admission=written(made)))[:2] == unknown
    forged = {**writer, "sig": to_text(bytes(64))}
    assert why(lost.bring(first, by=house.writer, admission=forged))[:2] == unknown
    assert why(lost.bring(first, by=house.reader, admission=reader))[:2] == (403, "role")
    assert lost.bring(first, by=house.writer, admission=writer).json()["seq"] == 1
    assert why(lost.bring(first, by=house.second))[:2] == unknown, "there is a member now"
    assert lost.bring(*lost.items[:2], by=house.writer, admission=writer).json()["seq"] == 2
    assert lost.bring(*lost.items, by=house.writer).json() == lost.page["head"]
    lost.opened()
    assert why(lost.bring(first, by=house.outsider, admission=admin))[:2] == unknown
    assert house.admin.admits(house.comp, house.writer, None).status_code == 200
    assert why(lost.bring(first, by=house.writer, admission=writer))[:2] == unknown, "it is open"


def test_a_house_that_is_made_again_takes_nothing_new_until_it_is_opened(house: House, here: Makes) -> None:
    """Also in a compartment whose key comes with later entries; another house at that server works on."""
    at = here()
    other = at.house()
    body = {"code": new_code(at.store), "entries": house.entries, "again": True}
    assert at.client.post("/v1/houses", json=body).status_code == 201
    house.admin.client, house.admin.token = at.client, ""
    later = b"l" * 16
    entry = house.entry(Epoch(later, 1, b"c" * 32), house.admin)
    assert house.admin.call("POST", "/v1/roster", {"entries": [entry]}).status_code == 201
    for comp in (house.comp, later):
        said = house.admin.made(comp, Membership(house.admin.id, Role.WRITE).to_bytes(), kind=Kind.MEMBERSHIP)
        assert why(house.admin.push(comp, said))[:2] == (503, "restore")
    assert other.writer.says(other.comp).status_code == 200
    body["code"] = new_code(at.store)
    assert why(at.client.post("/v1/houses", json=body))[:2] == (409, "stale")


def test_orders_come_back_before_anybody_is_a_member(lost: Lost) -> None:
    """Two admins signed them; who has one was a member. Whoever has none hears of nothing."""
    house, stream = lost.house, b"one".ljust(16)
    order = order_of(house, stream, house.admin, house.second, of=(from_text(lost.items[3]["env_hash"]),))
    half = order_of(house, stream, house.admin, house.admin, of=(from_text(lost.items[3]["env_hash"]),))
    other = order_of(house, b"two".ljust(16), house.admin, house.second, of=())
    for wrong in (half, other):
        assert why(destroy(house, stream, wrong, by=house.writer))[:2] == (404, "unknown")
    assert destroy(house, stream, order, by=house.writer).status_code == 202
    stubs = [{**one, "envelope": None} if one["seq"] == 4 else one for one in lost.items]
    assert lost.bring(*stubs).json() == lost.page["head"]
    lost.opened()
    other = order_of(house, b"six".ljust(16), house.admin, house.second)
    assert why(destroy(house, b"six".ljust(16), other, by=house.outsider))[:2] == (404, "unknown")


def test_who_wrote_last_what_was_destroyed_goes_on_counting(lost: Lost) -> None:
    """Its envelope came back without its contents, and whose it was with them."""
    house, stream = lost.house, b"two".ljust(16)
    hashes = tuple(from_text(one["env_hash"]) for one in lost.items[3:5])
    for one, of in ((b"one".ljust(16), hashes[:1]), (stream, hashes[1:])):
        order = order_of(house, one, house.admin, house.second, of=of)
        assert destroy(house, one, order).status_code == 202
    stubs = [{**one, "envelope": None} if one["seq"] in (4, 5) else one for one in lost.items]
    assert lost.bring(*stubs).json() == lost.page["head"]
    lost.opened()
    assert house.writer.heads[house.comp] == (2, hashes[1])
    for dseq, prev in ((2, b"p" * 32), (4, hashes[1]), (3, from_text(lost.items[5]["env_hash"]))):
        made = house.writer.made(house.comp, dseq=dseq, prev=prev)
        assert why(house.writer.push(house.comp, made))[:2] == (409, "gap")
    assert house.writer.says(house.comp).status_code == 200
    assert why(house.writer.push(house.comp, house.writer.made(house.comp, dseq=3)))[:2] == (409, "fork")


def test_what_was_destroyed_comes_back_as_its_place_once_its_order_is_there(lost: Lost) -> None:
    house, stream = lost.house, b"one".ljust(16)
    stubs = [{**one, "envelope": None} if one["seq"] == 4 else one for one in lost.items]
    assert why(lost.bring(*stubs))[:2] == (410, "gone")
    assert lost.bring(*stubs[:3]).status_code == 200
    order = order_of(house, stream, house.admin, house.second, of=(from_text(lost.items[3]["env_hash"]),))
    assert destroy(house, stream, order).status_code == 202
    invented = {**lost.items[4], "envelope": None, "env_hash": to_text(b"i" * 32)}
    assert why(lost.bring(*stubs[:4], invented))[:2] == (410, "gone"), "the order does not name it"
    assert lost.bring(*stubs).json() == lost.page["head"]
    assert lost.bring(*lost.items, by=house.writer).json() == lost.page["head"], "who did not hear of it yet"
    assert house.reader.pull(house.comp).json()["items"] == stubs


def test_who_only_reads_brings_nothing_back(lost: Lost) -> None:
    """It could put what it just said where others had something else."""
    assert lost.bring(*lost.items[:3]).status_code == 200
    assert why(lost.bring(*lost.items, by=lost.house.reader))[:2] == (403, "role")


def test_times_that_run_backwards_are_refused(lost: Lost) -> None:
    assert lost.bring(*lost.items[:5]).status_code == 200
    early = {**lost.items[5], "recv_ms": lost.items[4]["recv_ms"] - 1}
    assert why(lost.bring(early))[:2] == (409, "fork")


def test_a_time_that_no_desk_can_show_is_refused(lost: Lost) -> None:
    """Any other may be right: the clock of the server that was lost may have been ahead."""
    assert lost.bring(*lost.items[:5]).status_code == 200
    last = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp()) * 1000
    for recv_ms in (2**53, last + 1):
        assert why(lost.bring({**lost.items[5], "recv_ms": recv_ms}))[:2] == (409, "fork")
    assert lost.bring({**lost.items[5], "recv_ms": last}).status_code == 200


def test_another_order_is_refused_by_what_a_later_author_had_seen(lost: Lost) -> None:
    times = [one["recv_ms"] for one in lost.items]
    one, two, three = lost.items[3:6]
    swapped = [{**two, "seq": 4, "recv_ms": times[3]}, {**one, "seq": 5, "recv_ms": times[4]}]
    assert lost.bring(*lost.items[:3]).status_code == 200
    assert why(lost.bring(*swapped))[:2] == (409, "fork"), "of one author"
    later = {**one, "recv_ms": one["recv_ms"] - 1 if times[2] < times[3] else one["recv_ms"] + 1}
    moved = [later, {**two, "recv_ms": times[4] + 2}, {**three, "recv_ms": times[5] + 3}]
    assert why(lost.bring(*moved))[:2] == (409, "fork"), "of two"
    assert lost.bring(*lost.items).json() == lost.page["head"]
    assert why(lost.bring({**lost.items[4], "env_hash": to_text(bytes(32))}))[:2] == (409, "fork")


def test_nobody_brings_what_they_could_not_have_said(lost: Lost) -> None:
    """Least of all that they are a member."""
    house, recv = lost.house, lost.items[-1]["recv_ms"]
    assert lost.bring(*lost.items).status_code == 200
    for dev in (house.outsider, house.second, house.reader, house.writer):
        body = Membership(dev.id, Role.WRITE).to_bytes()
        for kind, stream in ((Kind.MEMBERSHIP, NO_STREAM), (Kind.OPS, b"s" * 16)):
            made = dev.made(house.comp, body, kind=kind, stream=stream)
            told = lost.bring(item(made, 7, recv))
            if (dev, kind) == (house.writer, Kind.OPS):
                assert told.status_code == 200
            else:
                assert why(told)[:2] == (409, "fork")


def test_a_signature_and_a_place_are_asked_for_all_the_same(lost: Lost) -> None:
    house, recv = lost.house, lost.items[-1]["recv_ms"]
    assert lost.bring(*lost.items).status_code == 200
    made = house.writer.made(house.comp)
    forged = Envelope(made.hdr, made.ct, bytes(64))
    assert why(lost.bring(item(forged, 7, recv)))[:2] == (409, "roster")
    assert why(lost.bring(item(made, 8, recv))) == (409, "gap", 7)
    for other in (
        {"comp": b"o" * 16}, {"house": b"o" * 16}, {"base_seq": 7}, {"base_chain": b"c" * 32},
        {"stream": NO_STREAM}, {"kind": Kind.ACCESS},
    ):  # fmt: skip
        assert why(lost.bring(item(house.writer.made(house.comp, **other), 7, recv)))[:2] == (409, "fork")
    assert why(lost.bring({**item(made, 7, recv), "env_hash": to_text(bytes(32))}))[:2] == (409, "fork")
    assert Header.from_bytes(made.hdr).dseq == 3
    assert lost.bring(item(made, 7, recv)).status_code == 200
