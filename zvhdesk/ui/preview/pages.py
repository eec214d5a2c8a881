"""A PDF in memory as pictures and text. Nothing is written to disk."""

from pypdfium2 import PdfDocument
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage


class Pages:
    """The pages of a PDF. One thread at a time: pdfium does not stand more."""

    def __init__(self, pdf: bytes) -> None:
        self._document = PdfDocument(pdf)
        self.count: int = len(self._document)

    def size(self, at: int) -> QSizeF:
        """Size of a page in points (1/72 inch)."""
        return QSizeF(*self._document.get_page_size(at))

    def image(self, at: int, scale: float) -> QImage:
        """A page at so many pixels per point."""
        page = self._document[at]
        try:
            bitmap = page.render(scale=scale, prefer_bgrx=True)
            image = QImage(
                bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
            ).copy()
            bitmap.close()
        finally:
            page.close()
        return image

    def text(self, at: int) -> str:
        """What a page says, for screen readers."""
        page = self._document[at]
        try:
            found = page.get_textpage()
            words = str(found.get_text_bounded())
            found.close()
        finally:
            page.close()
        return words

    def close(self) -> None:
        """Let the document go."""
        self._document.close()
