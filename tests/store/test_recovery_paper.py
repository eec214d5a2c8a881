"""The recovery sheets on paper: what is read off the page opens the house, and the page says which it is."""

from datetime import date

import pypdfium2
import pytest

from zvhdesk.services.papers.recovery import sheet_pdf
from zvhdesk.services.unlock import sheets

LONG_LABEL = "Zorg- en Veiligheidshuis Twee Lange Namen-aan-de-Rivier <en> Omstreken & Één Gemeente Méér"
SEED = bytes(range(32))


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert len(document) == 1
        page = document[0]
        try:
            assert page.get_size() == pytest.approx((595.28, 841.89), abs=0.1)
            text = page.get_textpage()
            try:
                return str(text.get_text_range())
            finally:
                text.close()
        finally:
            page.close()
    finally:
        document.close()


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("label", ["Huis", LONG_LABEL])
def test_the_page_carries_the_sheet(number: int, label: str) -> None:
    sheet = sheets.split(SEED, b"\x7f\x3a\x21\xc0", label, date(2026, 11, 2))[number - 1]
    printed = " ".join(text_of(sheet_pdf(sheet)).split())
    assert f"Herstelblad {number} van 2" in printed
    assert f"Herstelblad {3 - number} van 2" not in printed
    assert label in printed
    assert "Gemaakt op 2 november 2026 · kenmerk 7F3A21C0" in printed
    squeezed = printed.replace(" ", "")
    for row in sheet.rows:
        assert row in squeezed


def test_both_pages_together_open_what_was_split() -> None:
    pair = sheets.split(SEED, bytes(4), "Huis", date(2026, 11, 2))
    first, second = (sheets.read(sheet.number, rows_on(sheet_pdf(sheet))) for sheet in pair)
    assert sheets.join(first, second) == SEED


def rows_on(pdf: bytes) -> str:
    """What a person copies off the page: the lines of ten single characters."""
    squeezed = ("".join(line.split()) for line in text_of(pdf).splitlines())
    wanted = [line.removeprefix(line[0]) if len(line) == 11 else line for line in squeezed]
    return "\n".join(line for line in wanted if len(line) == 10 and set(line) <= set(sheets.ALPHABET))


def test_a_paper_is_the_same_bytes_each_time() -> None:
    sheet = sheets.split(SEED, bytes(4), "Huis", date(2026, 11, 2))[0]
    assert sheet_pdf(sheet) == sheet_pdf(sheet)
