"""The preview: pages from memory, the printer, and the only file there may be."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from zvhdesk.ui.preview import Paper, PreviewWindow
from zvhdesk.ui.preview.pages import Pages
from zvhdesk.ui.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier


def pdf(count: int) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for at in range(count):
        canvas.drawString(100, 700, f"Bladzijde nummer {at + 1}")
        canvas.rect(0, 0, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


class Shown:
    """A preview on the screen, and what it told."""

    def __init__(self, qtbot: QtBot, count: int = 3) -> None:
        self.told: list[str] = []
        paper = Paper(
            "Casusblad",
            pdf(count),
            "casusblad.pdf",
            lambda: self.told.append("printed"),
            lambda: self.told.append("saved"),
        )
        self._page = QWidget()
        qtbot.addWidget(self._page)
        self.window = PreviewWindow(paper, self._page)
        self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        with qtbot.waitActive(self.window):
            self.window.open()
            self.window.activateWindow()


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Shown:
    return Shown(qtbot)


def test_each_page_is_shown_and_can_be_heard(shown: Shown) -> None:
    names = [sheet.accessibleName() for sheet in shown.window.sheets]
    assert names == ["Bladzijde 1 van 3", "Bladzijde 2 van 3", "Bladzijde 3 van 3"]
    assert "Bladzijde nummer 2" in shown.window.sheets[1].accessibleDescription()
    picture = shown.window.sheets[0].grab().toImage()
    ratio = picture.devicePixelRatio()
    low_left = picture.pixelColor(round(40 * ratio), picture.height() - round(40 * ratio))
    assert low_left == QColor("black")
    assert picture.pixelColor(picture.width() // 2, round(20 * ratio)) == QColor("white")


def test_the_title_says_nothing_of_the_case(shown: Shown) -> None:
    assert shown.window.windowTitle() == "ZVH Desk"


def test_the_keyboard_zooms_and_closes(shown: Shown) -> None:
    before = shown.window.sheets[0].width()
    QTest.keyClick(shown.window, Qt.Key.Key_Plus, CTRL)
    assert shown.window.sheets[0].width() > before
    for _ in range(30):
        QTest.keyClick(shown.window, Qt.Key.Key_Minus, CTRL)
    assert shown.window.sheets[0].width() == round(595 * 0.5)
    QTest.keyClick(shown.window, Qt.Key.Key_Escape)
    assert not shown.window.isVisible()


def test_every_button_has_a_name(shown: Shown) -> None:
    for button in shown.window.findChildren(QPushButton):
        assert button.accessibleName() or button.text(), button.objectName()


def test_saving_writes_the_same_bytes_and_only_there(shown: Shown, tmp_path: Path) -> None:
    QTest.keyClick(shown.window, Qt.Key.Key_S, CTRL)
    dialog = shown.window.findChild(QFileDialog)
    assert dialog is not None
    assert "2026" not in "".join(dialog.selectedFiles())
    target = tmp_path / "bewaard.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    assert target.read_bytes() == shown.window.paper.pdf
    assert [found.name for found in tmp_path.iterdir()] == ["bewaard.pdf"]
    assert shown.told == ["saved"]


def test_a_place_that_cannot_be_written_is_said_and_not_logged(shown: Shown, tmp_path: Path) -> None:
    shown.window.save_to(tmp_path / "no such folder" / "x.pdf")
    assert "kan niet worden geschreven" in shown.window.message.text
    assert shown.told == []


def test_printing_draws_every_page_on_the_whole_sheet(shown: Shown, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    shown.window.print_on(printer)
    assert shown.told == ["printed"]
    document = PdfDocument(tmp_path / "printed.pdf")
    assert len(document) == 3
    document.close()
    printed = Pages((tmp_path / "printed.pdf").read_bytes())
    image = printed.image(0, 1.0)
    assert image.pixelColor(100, image.height() - 100).lightness() < 40
    assert image.pixelColor(400, 300).lightness() > 240
    printed.close()


def test_only_the_pages_asked_for_are_printed(shown: Shown, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(2, 3)
    shown.window.print_on(printer)
    document = PdfDocument(tmp_path / "printed.pdf")
    assert len(document) == 2
    document.close()


def test_the_print_dialog_opens_and_a_cancel_prints_nothing(shown: Shown) -> None:
    QTest.keyClick(shown.window, Qt.Key.Key_P, CTRL)
    dialog = shown.window.findChild(QPrintDialog, "preview.print_dialog")
    assert dialog is not None
    assert dialog.isVisible()
    assert dialog.windowTitle() == "ZVH Desk"
    dialog.reject()
    QApplication.processEvents()
    assert shown.told == []
