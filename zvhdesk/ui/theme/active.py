"""The palette in use now, and the one object that changes it."""

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from zvhdesk.ui.theme import fonts, icons, qss
from zvhdesk.ui.theme.qt_palette import qt_palette
from zvhdesk.ui.theme.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Palette, Scheme

_in_use: list[Palette] = [LIGHT]


def current() -> Palette:
    """The palette painters use. Read it in paintEvent, never keep it."""
    return _in_use[0]


class Theme(QObject):
    """Dresses the application and follows the system when the device setting says so.

    `changed` is sent after a palette change; widgets that keep tinted icons renew them on it.
    """

    changed = Signal()

    def __init__(self, app: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
        super().__init__(app)
        self.setObjectName("theme")
        self._app = app
        self._scheme = scheme
        QLocale.setDefault(QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands))
        fonts.load()
        app.setStyle("Fusion")
        app.setFont(fonts.base())
        # Kept: the accessibility hints are freed together with the wrapper they were asked from.
        self._hints = app.styleHints()
        self._hints.colorSchemeChanged.connect(self._system_changed)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)
        app.aboutToQuit.connect(icons.forget)
        self._dress()

    @property
    def scheme(self) -> Scheme:
        """The device setting, not what the system made of it."""
        return self._scheme

    def use(self, scheme: Scheme) -> None:
        """Change the device setting and dress the application anew."""
        self._scheme = scheme
        self._dress()

    def _system_changed(self) -> None:
        if self._scheme in (Scheme.SYSTEM, Scheme.CONTRAST):
            self._dress()

    def _dress(self) -> None:
        wanted = self._wanted()
        if self._app.styleSheet() and wanted == current():
            return
        _in_use[0] = wanted
        icons.forget()
        self._app.setPalette(qt_palette(wanted))
        self._app.setStyleSheet(qss.build(wanted))
        self.changed.emit()

    def _wanted(self) -> Palette:
        dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        asked = self._hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        if self._scheme is Scheme.CONTRAST or (self._scheme is Scheme.SYSTEM and asked):
            return CONTRAST_DARK if dark else CONTRAST_LIGHT
        if self._scheme is Scheme.SYSTEM:
            return DARK if dark else LIGHT
        return DARK if self._scheme is Scheme.DARK else LIGHT
