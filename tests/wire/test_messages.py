"""The messages: one spelling of bytes, as the description says it, and no value of another type."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from zvhdesk.wire.encoding import to_text
from zvhdesk.wire.messages import StreamKey
from zvhdesk.wire.texts import Box, Hash, Id, Message, Signature

SIZES = {Id: (16, 16), Hash: (32, 32), Signature: (64, 64), Box: (1, 4096)}


@given(st.sampled_from(list(SIZES)), st.binary(max_size=70))
def test_what_is_described_is_what_is_read(kind: type[bytes], data: bytes) -> None:
    least, most = SIZES[kind]
    adapter: TypeAdapter[bytes] = TypeAdapter(kind)
    described, written = adapter.json_schema(), to_text(data)
    fits = described.get("minLength", 0) <= len(written) <= described.get("maxLength", 2**20)
    assert (least <= len(data) <= most) == (bool(re.search(described["pattern"], written)) and fits)
    if least <= len(data) <= most:
        assert adapter.validate_python(written) == data
    else:
        with pytest.raises(ValidationError):
            adapter.validate_python(written)


@given(st.sampled_from(list(SIZES)), st.binary(max_size=70))
def test_an_answer_is_read_as_a_request_is(kind: type[bytes], data: bytes) -> None:
    adapter: TypeAdapter[bytes] = TypeAdapter(kind, config=Message.model_config)
    least, most = SIZES[kind]
    written = json.dumps(to_text(data))
    if least <= len(data) <= most:
        assert adapter.validate_json(written) == data
    else:
        with pytest.raises(ValidationError):
            adapter.validate_json(written)


@pytest.mark.parametrize(
    "text", ["-_-_-_-_-_-_-_-_-_-_-w==", "+/+/+/+/+/+/+/+/+/+/+w", "-_-_-_-_-_-_-_-_-_-_-x"]
)
def test_the_server_takes_one_spelling(text: str) -> None:
    adapter: TypeAdapter[bytes] = TypeAdapter(Id)
    assert adapter.validate_python("-_-_-_-_-_-_-_-_-_-_-w") == b"\xfb\xff\xbf" * 5 + b"\xfb"
    with pytest.raises(ValidationError):
        adapter.validate_python(text)


@pytest.mark.parametrize("epoch", ["1", True, 1.0, 0, -1, 2**53 + 1, None])
def test_a_number_is_a_number(epoch: object) -> None:
    good = {"stream": to_text(b"s" * 16), "epoch": 1, "box": to_text(b"b")}
    assert StreamKey.model_validate(good).epoch == 1
    with pytest.raises(ValidationError):
        StreamKey.model_validate({**good, "epoch": epoch})
    with pytest.raises(ValidationError):
        StreamKey.model_validate({**good, "more": 1})
