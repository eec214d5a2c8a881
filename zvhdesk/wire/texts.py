"""What stands in a message: bytes as base64url, and numbers that every JSON reader has exactly."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from zvhdesk.wire import limits
from zvhdesk.wire.encoding import Malformed, from_text, to_text

_CHAR = "[A-Za-z0-9_-]"
_ENDS = ("", f"{_CHAR}[AQgw]", f"{_CHAR}{{2}}[AEIMQUYcgkosw048]")
"""Base64url as `encoding.to_text` writes it: the bits past the last byte are zero."""


def _read(value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    if not isinstance(value, str):
        raise ValueError("not text")  # noqa: TRY004 - pydantic takes a ValueError for a finding
    try:
        return from_text(value)
    except Malformed as wrong:
        raise ValueError(str(wrong)) from None


@dataclass(frozen=True, slots=True)
class _Sized:
    """Bytes of these sizes: a text in JSON, `bytes` here."""

    least: int
    most: int

    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        sized = core_schema.bytes_schema(min_length=self.least, max_length=self.most)
        return core_schema.json_or_python_schema(
            # The desk reads an answer from JSON, thousands of texts a page: pydantic's own reader takes a
            # tenth of the time. It takes a text with padding or of the other alphabet too, which only a
            # server that is not ours would write, and which says the same bytes.
            json_schema=sized,
            python_schema=core_schema.no_info_before_validator_function(_read, sized),
            serialization=core_schema.plain_serializer_function_ser_schema(to_text, when_used="json"),
        )

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", **_described(self.least, self.most)}


def _described(least: int, most: int) -> dict[str, str | int]:
    if least == most:
        return {"pattern": f"^{_CHAR}{{{least // 3 * 4}}}{_ENDS[least % 3]}$"}
    lengths = {"minLength": -(-least * 8 // 6), "maxLength": -(-most * 8 // 6)}
    return {"pattern": f"^(?:{_CHAR}{{4}})*(?:{'|'.join(_ENDS[1:])})?$", **lengths}


Id = Annotated[bytes, _Sized(16, 16)]
Hash = Annotated[bytes, _Sized(32, 32)]
PublicKey = Annotated[bytes, _Sized(32, 32)]
Signature = Annotated[bytes, _Sized(64, 64)]
KemKey = Annotated[bytes, _Sized(1, 2048)]
Box = Annotated[bytes, _Sized(1, limits.BOX_BYTES)]
Header = Annotated[bytes, _Sized(1, limits.HEADER_BYTES)]
Sealed = Annotated[bytes, _Sized(1, limits.ENVELOPE_BYTES)]
RosterBody = Annotated[bytes, _Sized(1, limits.ROSTER_ENTRY_BYTES)]
OrderBody = Annotated[bytes, _Sized(1, limits.ORDER_BYTES)]
Count = Annotated[int, Field(strict=True, ge=0, le=2**53)]
"""Exact in every JSON reader."""

FromOne = Annotated[int, Field(strict=True, ge=1, le=2**53)]


class Message(BaseModel):
    """What every message keeps to: no field too many, no value of another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, val_json_bytes="base64")
