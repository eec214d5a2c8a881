"""Inter on the screen and on paper, with every character Dutch needs."""

import pytest
from PySide6.QtGui import QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication
from reportlab.pdfbase.ttfonts import TTFont

from zvhdesk.services import resources

FACES = ["Regular", "Medium", "SemiBold", "Bold", "Italic"]
NEEDED = "éëïöüèçÉ’–…ĳĲij→✓€·×•"


@pytest.mark.parametrize("face", FACES)
def test_the_screen_has_every_character(qapp: QApplication, face: str) -> None:
    font = QRawFont(str(resources.path(f"fonts/Inter-{face}.ttf")), 14)
    assert font.isValid()
    assert [char for char in NEEDED if not font.supportsCharacter(ord(char))] == []


@pytest.mark.parametrize("face", FACES)
def test_the_screen_finds_the_family(qapp: QApplication, face: str) -> None:
    number = QFontDatabase.addApplicationFont(str(resources.path(f"fonts/Inter-{face}.ttf")))
    assert number >= 0
    assert any(name.startswith("Inter") for name in QFontDatabase.applicationFontFamilies(number))


@pytest.mark.parametrize("face", FACES)
def test_paper_has_every_character(face: str) -> None:
    font = TTFont(f"Inter-{face}", str(resources.path(f"fonts/Inter-{face}.ttf")))
    assert [char for char in NEEDED if ord(char) not in font.face.charToGlyph] == []
