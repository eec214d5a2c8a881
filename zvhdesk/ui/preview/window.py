"""The preview: the pages from memory, and from there to the printer or, on request, to a file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeySequence, QPainter, QResizeEvent, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zvhdesk.ui.kit import Band, Button, Message, heading, small
from zvhdesk.ui.kit.files import ask_save
from zvhdesk.ui.preview.pages import Pages
from zvhdesk.ui.preview.sheet import Sheet
from zvhdesk.ui.theme import GAP

_STEP = 1.2
_LEAST, _MOST = 0.5, 4.0


@dataclass(frozen=True, slots=True)
class Paper:
    """What is shown. `file` is suggested on saving and holds no name and no number of a case.

    `printed` and `saved` are called when that was really done, to account for it.
    """

    title: str
    pdf: bytes
    file: str
    printed: Callable[[], object]
    saved: Callable[[], object]


class PreviewWindow(QDialog):
    """Open it with `open()`. Ctrl+P prints, Ctrl+S saves, Ctrl with plus and minus zoom, Esc closes."""

    def __init__(self, paper: Paper, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setWindowTitle("ZVH Desk")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.paper = paper
        self.pages = Pages(paper.pdf)
        self.destroyed.connect(self.pages.close)
        self.sheets = [Sheet(self.pages, at) for at in range(self.pages.count)]
        self._scale = 0.0
        self.message = Message("preview.message")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self._area(), 1)
        for keys, act in (
            ("Ctrl+P", self.ask_printer),
            ("Ctrl+S", self.ask_file),
            ("Ctrl++", lambda: self.zoom(self._scale * _STEP)),
            ("Ctrl+-", lambda: self.zoom(self._scale / _STEP)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.resize(900, 820)
        self.print_button.setFocus()

    def _bar(self) -> Band:
        bar = Band()
        pages = "1 bladzijde" if self.pages.count == 1 else f"{self.pages.count} bladzijden"
        bar.row.addWidget(heading(self.paper.title))
        bar.row.addWidget(small(pages, name="preview.count"))
        bar.row.addStretch(1)
        bar.row.addWidget(self.message)
        smaller = Button(
            "", "preview.smaller", "quiet", icon="minus", on_click=lambda: self.zoom(self._scale / _STEP)
        )
        larger = Button(
            "", "preview.larger", "quiet", icon="plus", on_click=lambda: self.zoom(self._scale * _STEP)
        )
        smaller.setAccessibleName("Kleiner")
        larger.setAccessibleName("Groter")
        self.print_button = Button(
            "Afdrukken", "preview.print", "primary", icon="printer", on_click=self.ask_printer
        )
        save = Button("Bewaren als PDF", "preview.save", icon="download", on_click=self.ask_file)
        close = Button("Sluiten", "preview.close", on_click=self.close)
        for button in (smaller, larger, save, self.print_button, close):
            bar.row.addWidget(button)
        return bar

    def _area(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("look", "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(GAP)
        for sheet in self.sheets:
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(sheet)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("preview.pages")
        self._scroll.setAccessibleName("Bladzijden")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        return self._scroll

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The first time: as wide as the window lets a page be."""
        super().resizeEvent(event)
        if not self._scale and self.sheets:
            self.zoom((self.width() - 80) / self.pages.size(0).width())

    def zoom(self, scale: float) -> None:
        """Show every page at so many pixels per point, within reason."""
        self._scale = min(_MOST, max(_LEAST, scale))
        for sheet in self.sheets:
            sheet.zoom(self._scale)

    def ask_printer(self) -> None:
        """Open the print dialog of the system."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        # The queue of a shared printer is read by others: no number, no name.
        printer.setDocName("ZVH Desk")
        dialog = QPrintDialog(printer, self)
        dialog.setObjectName("preview.print_dialog")
        dialog.setWindowTitle("ZVH Desk")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinMax(1, self.pages.count)
        dialog.accepted.connect(lambda: self.print_on(printer))
        # QPrintDialog hides the plain `open` behind one with a slot.
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter) -> None:
        """Draw the pages on a printer and tell that it was done."""
        if not print_pages(self.pages, printer):
            self.message.say("De printer gaf een fout. Er is niets afgedrukt.")
            return
        self.message.say("Naar de printer gestuurd.", "ok")
        self.paper.printed()

    def ask_file(self) -> None:
        """Ask where the PDF must be kept."""
        ask_save(self, "Bewaren als PDF", self.paper.file, "PDF (*.pdf)", self.save_to)

    def save_to(self, path: Path) -> None:
        """Write the PDF there, at once and nowhere else."""
        try:
            path.write_bytes(self.paper.pdf)
        except OSError:
            self.message.say("Hier kan niet worden geschreven. Kies een andere map.")
            return
        self.message.say("Bewaard.", "ok")
        self.paper.saved()


def print_pages(pages: Pages, printer: QPrinter) -> bool:
    """Draw the pages that were asked for over the whole sheet. Returns False when the printer refuses."""
    printer.setFullPage(True)
    first = printer.fromPage() or 1
    last = min(printer.toPage() or pages.count, pages.count)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    # 300 dots per inch is sharp on any office printer; 1200 would be a picture of 400 MB.
    scale = min(printer.resolution(), 300) / 72
    for at in range(first - 1, last):
        if at >= first:
            printer.newPage()
        sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
        painter.drawImage(sheet, pages.image(at, scale))
    painter.end()
    return True
