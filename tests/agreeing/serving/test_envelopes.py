"""Envelopes in and out: one order, one chain, the same answer whenever one asks again."""

from typing import Any

import httpx
import pytest

from tests.agreeing.serving.houses import Dev, House, written
from zvhdesk.wire.beacon import Beacon
from zvhdesk.wire.encoding import from_text, to_text
from zvhdesk.wire.envelope import NO_STREAM, START, Kind, next_chain
from zvhdesk.wire.membership import Membership, Role


def why(answer: httpx.Response) -> tuple[int, str, int | None]:
    body = answer.json()
    return answer.status_code, body["why"], body["number"]


def test_what_was_pushed_is_pulled_byte_for_byte_with_its_chain(house: House) -> None:
    sent = [house.writer.keeps(house.comp, house.writer.made(house.comp, b"sealed" * n)) for n in range(1, 4)]
    answer = house.writer.push(house.comp, *sent)
    assert answer.status_code == 200, answer.text
    page = house.reader.pull(house.comp).json()
    assert [item["envelope"] for item in page["items"]][-3:] == [written(one) for one in sent]
    chain = START
    for item in page["items"]:
        chain = next_chain(chain, item["seq"], item["recv_ms"], from_text(item["env_hash"]))
    assert page["head"] == {"seq": 6, "chain": to_text(chain), "epoch": 1}
    assert [item["seq"] for item in page["items"]] == [1, 2, 3, 4, 5, 6]
    assert answer.json()["receipts"][-1]["chain"] == to_text(chain)
    assert not page["more"]


def test_the_same_push_again_gets_the_same_answer(house: House) -> None:
    made = house.writer.keeps(house.comp, house.writer.made(house.comp))
    first, again = house.writer.push(house.comp, made), house.writer.push(house.comp, made)
    assert first.status_code == 200
    assert first.json() == again.json()
    more = house.writer.push(house.comp, made, house.writer.keeps(house.comp, house.writer.made(house.comp)))
    assert [one["seq"] for one in more.json()["receipts"]] == [4, 5]


def test_a_page_is_no_longer_than_asked_and_says_that_there_is_more(house: House) -> None:
    for _ in range(4):
        house.writer.says(house.comp)
    answer = house.reader.call("GET", f"/v1/c/{to_text(house.comp)}/env", after=2, limit=3).json()
    assert [item["seq"] for item in answer["items"]] == [3, 4, 5]
    assert answer["more"]
    assert answer["head"]["seq"] == 7


def test_a_gap_a_fork_and_an_old_epoch_are_told(house: House) -> None:
    dev, comp = house.writer, house.comp
    dev.says(comp)
    assert why(dev.push(comp, dev.made(comp, dseq=5))) == (409, "gap", 2)
    assert why(dev.push(comp, dev.made(comp, dseq=1))) == (409, "fork", 1)
    assert why(dev.push(comp, dev.made(comp, prev=b"p" * 32))) == (409, "fork", 1)
    assert why(dev.push(comp, dev.made(comp, epoch=2))) == (409, "epoch", 1)
    assert dev.pull(comp).json()["head"]["seq"] == 4


def test_another_envelope_under_a_known_id_is_a_fork(house: House) -> None:
    dev, comp = house.writer, house.comp
    dev.says(comp, env_id=b"e" * 16)
    assert why(dev.push(comp, dev.made(comp, b"other", env_id=b"e" * 16))) == (409, "fork", None)


def test_a_push_is_taken_whole_or_not_at_all(house: House) -> None:
    dev, comp = house.writer, house.comp
    good = dev.made(comp)
    assert why(dev.push(comp, good, dev.made(comp, dseq=9)))[1] == "gap"
    assert dev.pull(comp).json()["head"]["seq"] == 3
    assert dev.push(comp, dev.keeps(comp, good)).status_code == 200


@pytest.mark.parametrize(
    "other",
    [
        {"house": b"o" * 16},
        {"comp": b"o" * 16},
        {"dev": b"o" * 16},
        {"kind": Kind.SNAPSHOT},
        {"kind": Kind.ACCESS},
        {"kind": Kind.REWRITE},
        {"kind": 99},
        {"kind": Kind.REWRITE, "stream": b"s" * 16},
        {"stream": NO_STREAM},
        {"base_seq": 999},
        {"base_chain": b"c" * 32},
    ],
)
def test_a_header_that_is_not_this_devices_is_refused(still: House, other: dict[str, Any]) -> None:
    assert why(still.writer.push(still.comp, still.writer.made(still.comp, **other)))[:2] == (422, "shape")


def test_membership_stands_in_no_stream_and_a_beacon_neither(house: House) -> None:
    """It would go when that stream is destroyed, and every desk that reads it stops."""
    dev, comp = house.admin, house.comp
    said = Membership(house.outsider.id, Role.READ).to_bytes()
    for kind, ct in ((Kind.MEMBERSHIP, said), (Kind.BEACON, Beacon(0, START).to_bytes())):
        made = dev.made(comp, ct, kind=kind, stream=b"s" * 16)
        assert why(dev.push(comp, made)) == (422, "shape", None)
        assert dev.says(comp, ct, kind=kind).status_code == 200


def test_a_signature_that_does_not_hold_is_refused(still: House) -> None:
    made = still.writer.made(still.comp)
    body = {"envelopes": [{**written(made), "sig": to_text(bytes(64))}]}
    answer = still.writer.call("POST", f"/v1/c/{to_text(still.comp)}/env", body)
    assert why(answer)[:2] == (422, "shape")


def test_a_reader_reads_and_says_what_it_saw_but_does_not_write(house: House) -> None:
    assert why(house.reader.push(house.comp, house.reader.made(house.comp)))[:2] == (403, "role")
    seen = Beacon(0, START).to_bytes()
    assert house.reader.says(house.comp, seen, kind=Kind.BEACON).status_code == 200


def test_a_beacon_that_says_otherwise_than_its_header_is_refused(still: House) -> None:
    """Every desk that read it would take it for a broken history, and stop."""
    for said in (b"sealed", Beacon(1, START).to_bytes(), Beacon(0, bytes(32)).to_bytes()[:-1]):
        made = still.reader.made(still.comp, said, kind=Kind.BEACON)
        assert why(still.reader.push(still.comp, made))[:2] == (422, "shape")


def test_who_is_no_member_learns_of_nothing(still: House) -> None:
    other = House(still.client)
    for comp in (still.comp, other.comp):
        assert why(still.outsider.pull(comp)) == (404, "unknown", None)
        assert why(still.outsider.push(comp, still.outsider.made(comp))) == (404, "unknown", None)
    gone = still.outsider.call("GET", f"/v1/c/{to_text(still.comp)}/keys", epoch=1)
    assert why(gone) == (404, "unknown", None)


def test_only_an_admin_who_is_a_member_says_who_is(house: House) -> None:
    for dev in (house.writer, house.reader, house.outsider, house.second):
        assert (
            why(
                dev.push(
                    house.comp,
                    dev.made(house.comp, Membership(dev.id, Role.WRITE).to_bytes(), kind=Kind.MEMBERSHIP),
                )
            )[0]
            == 404
        )
    assert house.admin.admits(house.comp, house.second, Role.WRITE).status_code == 200
    assert house.second.admits(house.comp, house.outsider, Role.READ).status_code == 200
    assert house.outsider.pull(house.comp).status_code == 200
    assert house.second.admits(house.comp, house.outsider, None).status_code == 200
    assert house.outsider.pull(house.comp).status_code == 404


def test_heads_are_of_what_is_mine(house: House) -> None:
    house.writer.says(house.comp)
    page = house.reader.pull(house.comp).json()
    said = house.reader.call("GET", "/v1/heads").json()
    head = {"comp": to_text(house.comp), **page["head"], "destroyed": 0, "without_key": []}
    assert (said["roster"], said["link"]) == (house.roster.seq, to_text(house.roster.link))
    assert said["comps"] == [head]
    assert house.outsider.call("GET", "/v1/heads").json() == {**said, "comps": []}


def test_who_may_give_a_key_hears_who_has_none(house: House) -> None:
    """A member of the compartment without a box of its epoch: said to an admin that writes there alone."""

    def without(dev: Dev) -> set[bytes]:
        (head,) = dev.call("GET", "/v1/heads").json()["comps"]
        return {from_text(one) for one in head["without_key"]}

    members = {one.id for one in (house.admin, house.writer, house.reader)}
    assert without(house.admin) == members
    assert without(house.writer) == without(house.reader) == set()
    box = {"dev": to_text(house.reader.id), "box": to_text(b"box")}
    body = {"epoch": 1, "boxes": [box], "before": None}
    assert house.admin.call("PUT", f"/v1/c/{to_text(house.comp)}/keys", body).status_code == 201
    assert without(house.admin) == members - {house.reader.id}
