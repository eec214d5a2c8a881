"""The envelope: every bit of it is bound."""

import dataclasses

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.wire.encoding import Malformed, dump, load_map
from zvhdesk.wire.envelope import Envelope, Header, next_chain, signed
from zvhdesk.wire.membership import Membership, Role, changed
from zvhdesk.wire.signing import Purpose, holds, sign

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
IDS, HASHES = st.binary(min_size=16, max_size=16), st.binary(min_size=32, max_size=32)
COUNTS = st.integers(1, 2**40)
HEADERS = st.builds(
    Header, kind=st.integers(0, 9), house=IDS, comp=IDS, stream=IDS, epoch=COUNTS, env_id=IDS, dev=IDS,
    dseq=COUNTS, prev=HASHES, base_seq=st.integers(0, 2**40), base_chain=HASHES, schema=COUNTS,
)  # fmt: skip


@given(HEADERS)
def test_a_header_is_read_as_it_was_written(header: Header) -> None:
    assert Header.from_bytes(header.to_bytes()) == header


@given(HEADERS, st.binary(max_size=300), st.data())
def test_no_bit_can_be_changed(header: Header, ct: bytes, data: st.DataObject) -> None:
    made = signed(header, ct, KEY)
    assert made.is_signed_by(PUBLIC)
    whole = bytearray(made.hdr + made.ct + made.sig)
    at = data.draw(st.integers(0, len(whole) * 8 - 1))
    whole[at // 8] ^= 1 << at % 8
    cut, end = len(made.hdr), len(made.hdr) + len(made.ct)
    other = Envelope(bytes(whole[:cut]), bytes(whole[cut:end]), bytes(whole[end:]))
    assert not other.is_signed_by(PUBLIC)
    assert other.hash != made.hash


@given(HEADERS, st.binary(min_size=1, max_size=60), st.integers(1, 60))
def test_nothing_moves_between_header_and_sealed_part(header: Header, ct: bytes, moved: int) -> None:
    made = signed(header, ct, KEY)
    cut = len(made.hdr) + min(moved, len(ct))
    with pytest.raises(Malformed):
        Header.from_bytes(made.signed[:cut])
    with pytest.raises(Malformed):
        Header.from_bytes(made.signed[: len(made.hdr) - min(moved, len(made.hdr))])


@given(HEADERS)
def test_a_header_with_more_less_or_other_in_it_is_refused(header: Header) -> None:
    whole = load_map(header.to_bytes())
    others: list[dict[str, object]] = [{**whole, "more": 1}, {**whole, "v": 2}, {**whole, "dseq": 0}]
    others += [{key: value for key, value in whole.items() if key != left} for left in whole]
    others += [{**whole, "house": b"short"}, {**whole, "epoch": True}, {**whole, "prev": "text"}]
    for other in others:
        with pytest.raises(Malformed):
            Header.from_bytes(dump(other))


@given(st.sampled_from(Purpose), st.sampled_from(Purpose), st.binary(max_size=40))
def test_a_signature_serves_one_purpose(made: Purpose, asked: Purpose, data: bytes) -> None:
    assert holds(PUBLIC, asked, data, sign(KEY, made, data)) == (made == asked)


@given(st.lists(st.tuples(st.integers(0, 2**50), HASHES), min_size=2, max_size=6, unique=True))
def test_the_chain_names_its_whole_past(links: list[tuple[int, bytes]]) -> None:
    def over(entries: list[tuple[int, bytes]]) -> bytes:
        chain = bytes(32)
        for seq, (recv, env_hash) in enumerate(entries, 1):
            chain = next_chain(chain, seq, recv, env_hash)
        return chain

    assert over(links) != over(links[1:])
    assert over(links) != over(links[:-1])
    assert over(links) != over([links[1], links[0], *links[2:]])
    assert over(links) != over([(links[0][0] + 1, links[0][1]), *links[1:]])


@given(IDS, st.none() | st.sampled_from(Role))
def test_membership_is_read_as_written_and_folds(dev: bytes, role: Role | None) -> None:
    made = Membership(dev, role)
    assert Membership.from_bytes(made.to_bytes()) == made
    before = {dev: Role.READ, b"o" * 16: Role.WRITE}
    after = changed(before, made)
    assert after.get(dev) == role
    assert after[b"o" * 16] == (role if dev == b"o" * 16 else Role.WRITE)
    assert dataclasses.asdict(made)["dev"] == dev


def test_a_role_that_is_none_is_refused() -> None:
    with pytest.raises(Malformed):
        Membership.from_bytes(dump({"dev": bytes(16), "role": "owner"}))
