"""Released walls of made-up cases, and pictures of what stands on a screen."""

from dataclasses import replace

from PySide6.QtCore import QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from zvhdesk.domain.room import Seats, body_size
from zvhdesk.services.meetings.rows import Wall, WallAction
from zvhdesk.ui.room.painting import paint
from zvhdesk.ui.room.shown import Shown

FIRST = Wall(
    item_id="item-1",
    table="Top-X",
    place="casus 2 van 5",
    number="2025-0417",
    initials="J.A.",
    step="Informatieronde",
    question="Hoe krijgen we de woonsituatie veilig vóór 1 mei?",
    goals=(),
    actions=(
        WallAction("a1", "Politie", "wijkagent spreekt familie", "19 maart"),
        WallAction("a2", "Gemeente", "bereidt gedragsaanwijzing voor", "26 maart"),
        WallAction("a3", "GGZ De Regge", "onderzoekt zorgmachtiging", "26 maart"),
    ),
    decisions=(),
)
SECOND = replace(
    FIRST,
    item_id="item-2",
    number="2026-0088",
    initials="B.N.",
    question="Wat is er nodig om thuis te blijven wonen?",
    actions=(WallAction("b1", "Gemeente", "belt de huisarts", "20 maart"),),
)


def with_actions(count: int, text: str = "doet iets") -> Wall:
    """The first case with so many actions, each with a number in its text."""
    actions = tuple(
        WallAction(f"n{at}", "Gemeente Hengelo", f"{at}: {text}", "26 maart") for at in range(count)
    )
    return replace(FIRST, actions=actions)


def drawn(shown: Shown, size: QSize, ratio: float = 1.0, page: int | None = None) -> QImage:
    """That picture drawn afresh, by a painter that never drew another case."""
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    body = body_size(Seats(), size.width(), size.height())
    paint(painter, shown, QSizeF(size), body, page)
    painter.end()
    return image


def on_screen(window: QWidget) -> QImage:
    """What the screen really shows where that window is, without asking the window to draw."""
    grabbed = window.screen().grabWindow(window.winId())
    return grabbed.toImage().convertToFormat(QImage.Format.Format_RGB32)


def same(one: QImage, other: QImage) -> bool:
    """Whether two pictures are equal in every pixel."""
    plain = QImage.Format.Format_RGB32
    return one.size() == other.size() and one.convertToFormat(plain) == other.convertToFormat(plain)


def ink(image: QImage, color: str) -> int:
    """How many pixels have exactly this colour."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return bytes(plain.constBits()).count(QColor(color).rgb().to_bytes(4, "little"))
