"""The search finds what it is to find: without this the leak test would prove nothing."""

import io
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.leak.search import found_in, leaks

WORD = {"person.surname": "Kanariëzangvogel"}


@pytest.mark.parametrize("writing", ["utf-8", "utf-16-le", "utf-16-be", "cp1252", "unicode_escape"])
def test_a_word_is_found_in_every_writing(writing: str) -> None:
    assert found_in(b"\x00\x01 before " + WORD["person.surname"].encode(writing) + b" after", WORD) == set(
        WORD
    )


def test_a_word_is_found_in_a_planted_plain_log_line(tmp_path: Path) -> None:
    log = tmp_path / "state" / "zvhdesk.log"
    log.parent.mkdir()
    log.write_text(f"12:00 opened the case of {WORD['person.surname']}\n", "utf-8")
    assert leaks(tmp_path, WORD) == {"state/zvhdesk.log": {"person.surname"}}


def test_a_word_is_found_in_a_zip_within_a_zip() -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", WORD["person.surname"])
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.zip", inner.getvalue())
    assert found_in(outer.getvalue(), WORD) == set(WORD)


def test_a_word_is_found_in_a_deflated_stream_of_a_pdf() -> None:
    stream = zlib.compress(b"BT (" + WORD["person.surname"].encode("cp1252") + b") Tj ET")
    assert found_in(b"%PDF-1.7\nstream\n" + stream + b"\nendstream", WORD) == set(WORD)


def test_a_word_is_found_in_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "casus Kanariëzangvogel.pdf").write_bytes(b"")
    assert leaks(tmp_path, WORD) == {"casus Kanariëzangvogel.pdf": {"person.surname"}}


def test_what_the_user_saved_is_allowed_and_nothing_else(tmp_path: Path) -> None:
    chosen, other = tmp_path / "chosen.pdf", tmp_path / "other.pdf"
    for file in (chosen, other):
        file.write_bytes(WORD["person.surname"].encode())
    assert leaks(tmp_path, WORD, frozenset({chosen})) == {"other.pdf": {"person.surname"}}


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("Kanarie zonder trema, en een merel", "utf-8")
    assert leaks(tmp_path, WORD) == {}
