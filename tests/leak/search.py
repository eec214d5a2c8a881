"""Looking for words in whatever a program left: in every writing, packed or not, on paper, in file names."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pypdfium2

from zvhdesk.tour.reading import read_pdf

WRITINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252")
_ZLIB_BEGINS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_DEEPEST = 3
_PLAIN = re.compile(r"[!-~]+")


def found_in(data: bytes, canaries: Mapping[str, str]) -> set[str]:
    """The names of the canaries that are in these bytes, or in anything packed within them."""
    return {
        name
        for layer in layers(data)
        for name, canary in canaries.items()
        if any(written in layer for written in writings(canary))
    }


def writings(canary: str) -> set[bytes]:
    """The ways in which a text may stand in a file.

    Its longest run of plain letters counts too: JSON, XML and addresses each have their own way with an ë.
    """
    plain = max(_PLAIN.findall(canary), key=len)
    return {word.encode(one) for word in (canary, plain) for one in WRITINGS}


def layers(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes themselves, and what comes out of every zip member and every deflated stream in them."""
    yield data
    if depth == _DEEPEST:
        return
    for inner in (*_zip_members(data), *_deflated(data), *_pages(data)):
        yield from layers(inner, depth + 1)


def _zip_members(data: bytes) -> Iterator[bytes]:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield archive.read(name)


def _pages(data: bytes) -> Iterator[bytes]:
    """The text of a PDF: its own streams hold numbers of letters, no words."""
    if not data.startswith(b"%PDF-"):
        return
    with suppress(pypdfium2.PdfiumError):
        paper = read_pdf(data)
        yield f"{paper.text}\n{paper.properties}".encode()


def _deflated(data: bytes) -> Iterator[bytes]:
    for begin in _ZLIB_BEGINS:
        at = data.find(begin)
        while at >= 0:
            try:
                inner = zlib.decompressobj().decompress(data[at:])
            except zlib.error:
                inner = b""
            if inner:
                yield inner
            at = data.find(begin, at + 1)


def files(root: Path) -> Iterator[Path]:
    """Every regular file below a folder."""
    return (path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink())


def leaks(
    root: Path, canaries: Mapping[str, str], allowed: frozenset[Path] = frozenset()
) -> dict[str, set[str]]:
    """Per file below `root` the canaries in its content or its name; nothing of what is `allowed`."""
    found: dict[str, set[str]] = {}
    for path in files(root):
        if path in allowed:
            continue
        here = str(path.relative_to(root))
        seen = found_in(path.read_bytes(), canaries) | found_in(here.encode(), canaries)
        if seen:
            found[here] = seen
    return found
