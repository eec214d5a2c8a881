import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor, QFontInfo, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete

from zvhdesk.ui.theme import Palette, Scheme, TagKind, Text, Theme, current, dress, font, icons
from zvhdesk.ui.theme.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT

PALETTES = pytest.mark.parametrize(
    "palette",
    [LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK],
    ids=["light", "dark", "contrast", "contrast-dark"],
)


def luminance(color: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def texts(p: Palette) -> list[tuple[str, str]]:
    grounds = (p.paper, p.ground, p.sunken)
    pairs = [(ink, ground) for ink in (p.ink, p.ink2, p.ink3) for ground in grounds]
    pairs += [(ink, p.paper) for ink in (p.danger, p.warn, p.ok, p.info, p.accent)]
    pairs += [p.tag(kind) for kind in TagKind]
    pairs += [
        (p.rail_ink, p.rail),
        (p.rail_muted, p.rail),
        (p.rail_brand, p.rail),
        (p.rail_on_ink, p.rail_on),
    ]
    pairs += [("#FFFFFF", p.rail_hot), ("#FFFFFF", p.rail_badge)]
    return [*pairs, (p.accent_ink, p.accent), (p.accent_ink, p.accent_hover), (p.accent2_ink, p.accent2)]


@PALETTES
def test_every_text_stands_out_four_and_a_half_to_one(palette: Palette) -> None:
    low = {pair: round(contrast(*pair), 2) for pair in texts(palette) if contrast(*pair) < 4.5}
    assert low == {}


@PALETTES
def test_edges_of_fields_and_the_focus_ring_stand_out_three_to_one(palette: Palette) -> None:
    edges = [
        (palette.field_line, palette.paper),
        (palette.focus, palette.paper),
        (palette.focus, palette.ground),
    ]
    low = {pair: round(contrast(*pair), 2) for pair in edges if contrast(*pair) < 3}
    assert low == {}


@pytest.mark.parametrize("scheme", list(Scheme))
def test_a_scheme_dresses_the_application(theme: Theme, qapp: QApplication, scheme: Scheme) -> None:
    theme.use(scheme)
    assert theme.scheme is scheme
    assert qapp.palette().base().color() == QColor(current().paper)
    window = QWidget()
    dress(window)
    assert current().ink in window.styleSheet()


def test_a_change_of_palette_is_announced_once(theme: Theme) -> None:
    heard: list[bool] = []
    theme.changed.connect(lambda: heard.append(True))
    theme.use(Scheme.DARK)
    theme.use(Scheme.DARK)
    assert heard == [True]
    assert current().dark


@pytest.mark.parametrize("ground, dark", [("#202020", True), ("#efefef", False)])
def test_at_a_glance_the_system_is_as_dark_as_its_windows(
    theme: Theme, qapp: QApplication, ground: str, dark: bool
) -> None:
    theme.use(Scheme.DARK)  # the other one, so that it has to be put on
    qapp.setPalette(QPalette(QColor(ground)))
    hasty = Theme(qapp, at_a_glance=True)
    assert current() is (DARK if dark else LIGHT)
    hasty.ask_system()
    assert current() is (DARK if dark else LIGHT), "nothing may jump after the first paint"
    delete(hasty)


def test_dates_and_numbers_are_dutch() -> None:
    assert QLocale().name() == "nl_NL"
    assert QLocale().toString(1.5, "f", 1) == "1,5"


@pytest.mark.parametrize("size", list(Text))
def test_text_is_set_in_inter(size: Text) -> None:
    assert QFontInfo(font(size)).family() == "Inter"


@pytest.mark.parametrize("ratio", [1.0, 2.0, 3.0])
def test_an_icon_takes_the_colour_and_the_sharpness_asked_for(ratio: float) -> None:
    image = icons.pixmap("search", "#C02020", 18, ratio).toImage()
    assert image.width() == 18 * ratio
    seen = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert seen == {"#c02020"}


def test_an_unknown_icon_is_an_error_and_not_an_empty_square() -> None:
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    with pytest.raises(FileNotFoundError):
        icons.paint(painter, "bestaat-niet", image.rect().toRectF(), "#000000")
    painter.end()
