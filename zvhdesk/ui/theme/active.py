"""The palette in use now, and the one object that changes it."""

from PySide6 import QtCore
from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from zvhdesk.ui.theme import fonts, qss
from zvhdesk.ui.theme.qt_palette import qt_palette
from zvhdesk.ui.theme.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Palette, Scheme

STYLE = ("-style", "fusion")
"""Arguments for QApplication. To set the style later makes PySide load all enumerations of QStyle (5 ms)."""

_in_use: list[Palette] = [LIGHT]


def current() -> Palette:
    """The palette painters use. Read it in paintEvent, never keep it."""
    return _in_use[0]


def dress(window: QWidget) -> None:
    """Put the style sheet on a window that stands alone; what is its child, of whatever kind, wears it too.

    Never on the application: Qt then puts it on anew, with an event for each widget, whenever a part of a
    page that is being built is laid in a larger part, and that is a third of what it takes to build a page.
    """
    window.setStyleSheet(qss.build(current()))


class Theme(QObject):
    """Dresses the application and follows the system when the device setting says so.

    `changed` is sent after a palette change; widgets that keep tinted icons renew them on it.

    `at_a_glance` is for the start of the program, which has given Qt `STYLE` and cannot wait for what it
    takes to ask the system exactly (see `ui.plain`): whether it is light or dark is then read off its
    palette, and `ask_system` asks the rest, which is high contrast, once the first window stands.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, scheme: Scheme = Scheme.SYSTEM, *, at_a_glance: bool = False
    ) -> None:
        super().__init__(app)
        self.setObjectName("theme")
        self._app = app
        self._scheme = scheme
        self._exact = not at_a_glance
        self._dressed = False
        self._looks_dark = app.palette().color(QPalette.ColorRole.Window).lightness() < 128
        QLocale.setDefault(QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands))
        fonts.load()
        if self._exact:
            app.setStyle("Fusion")
        app.setFont(fonts.base())
        # Kept: the accessibility hints are freed together with the wrapper they were asked from.
        self._hints = app.styleHints()
        self._hints.colorSchemeChanged.connect(self.ask_system)
        self._hints.accessibility().contrastPreferenceChanged.connect(self.ask_system)
        self._dress()

    @property
    def scheme(self) -> Scheme:
        """The device setting, not what the system made of it."""
        return self._scheme

    def use(self, scheme: Scheme) -> None:
        """Change the device setting and dress the application anew."""
        self._scheme = scheme
        self._dress()

    def ask_system(self) -> None:
        """Follow the system as it is now."""
        self._exact = True
        if self._scheme in (Scheme.SYSTEM, Scheme.CONTRAST):
            self._dress()

    def _dress(self) -> None:
        wanted = self._wanted()
        if self._dressed and wanted == current():
            return
        self._dressed = True
        worn = qss.build(current())
        _in_use[0] = wanted
        self._app.setPalette(qt_palette(wanted))
        for window in QApplication.topLevelWidgets():
            if window.styleSheet() == worn:
                dress(window)
        self.changed.emit()

    def _wanted(self) -> Palette:
        if self._scheme is Scheme.CONTRAST or (self._scheme is Scheme.SYSTEM and self._asks_contrast()):
            return CONTRAST_DARK if self._is_dark() else CONTRAST_LIGHT
        if self._scheme is Scheme.SYSTEM:
            return DARK if self._is_dark() else LIGHT
        return DARK if self._scheme is Scheme.DARK else LIGHT

    def _is_dark(self) -> bool:
        if self._exact and (told := self._hints.colorScheme()) != QtCore.Qt.ColorScheme.Unknown:
            return told == QtCore.Qt.ColorScheme.Dark
        return self._looks_dark

    def _asks_contrast(self) -> bool:
        if not self._exact:
            return False
        asked = self._hints.accessibility().contrastPreference()
        return asked == QtCore.Qt.ContrastPreference.HighContrast
