"""Lucide icons, drawn in a colour and kept.

Every icon is stroked in `currentColor`; the colour is put in before drawing, so that one file
serves the light, dark and high-contrast palettes.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from zvhdesk.services import resources


@lru_cache(maxsize=256)
def _source(name: str) -> bytes:
    return resources.path(f"icons/{name}.svg").read_bytes()


@lru_cache(maxsize=512)
def _renderer(name: str, color: str) -> QSvgRenderer:
    _forget_in_time()
    return QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", color.encode("ascii"))))


def paint(painter: QPainter, name: str, rect: QRectF, color: str) -> None:
    """Draw icon `name` in `rect`, sharp at any scale."""
    _renderer(name, QColor(color).name()).render(painter, rect)


@lru_cache(maxsize=512)
def _pixmap(name: str, color: str, size: int, ratio: float, gap: int = 0) -> QPixmap:
    made = QPixmap(QSize(round((size + gap) * ratio), round(size * ratio)))
    made.fill(Qt.GlobalColor.transparent)
    made.setDevicePixelRatio(ratio)
    painter = QPainter(made)
    paint(painter, name, QRectF(0, 0, size, size), color)
    painter.end()
    return made


def pixmap(name: str, color: str, size: int = 18, ratio: float = 1.0) -> QPixmap:
    """Icon as a pixmap of `size` logical pixels square, for a screen of `ratio`."""
    return _pixmap(name, color, size, ratio)


def icon(name: str, color: str, size: int = 18, gap: int = 0) -> QIcon:
    """Icon for a button, sharp at 1, 2 and 3 times scaling; `gap` px stay empty behind it."""
    made = QIcon()
    for ratio in (1.0, 2.0, 3.0):
        made.addPixmap(_pixmap(name, color, size, ratio, gap))
    return made


@lru_cache(maxsize=1)
def _forget_in_time() -> None:
    application = QCoreApplication.instance()
    if application is not None:
        application.aboutToQuit.connect(forget)


def forget() -> None:
    """Drop what is kept; pixmaps must not outlive the application."""
    _pixmap.cache_clear()
    _renderer.cache_clear()
