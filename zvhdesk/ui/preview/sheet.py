"""One page of a paper on the screen."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from zvhdesk.ui.preview.pages import Pages
from zvhdesk.ui.theme import current


class Sheet(QWidget):
    """Draws itself when it comes into view, sharp at the scale of the screen; screen readers get its text."""

    def __init__(self, pages: Pages, at: int) -> None:
        super().__init__()
        self.setObjectName(f"preview.page.{at + 1}")
        self.setAccessibleName(f"Bladzijde {at + 1} van {pages.count}")
        self.setAccessibleDescription(pages.text(at))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._pages, self._at = pages, at
        self._image: QImage | None = None
        self.zoom(1.0)

    def zoom(self, scale: float) -> None:
        """Show the page at so many logical pixels per point."""
        self._scale = scale
        self._image = None
        size = self._pages.size(self._at) * scale
        self.setFixedSize(QSize(round(size.width()), round(size.height())))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """White paper with a thin edge; paper stays white in the dark theme."""
        del event
        ratio = self.devicePixelRatioF()
        if self._image is None or self._image.devicePixelRatio() != ratio:
            self._image = self._pages.image(self._at, self._scale * ratio)
            self._image.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self._image)
        painter.setPen(QPen(QColor(current().line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
