"""Tabs with their pages, built when first opened."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zvhdesk.ui.kit.tabbar import TabBar
from zvhdesk.ui.theme import MARGIN, Text, font


class Tabs(QWidget):
    """A bar of tabs above a stack.

    Ctrl+Tab and Ctrl+Page Down go to the next, left and right when the bar has the keyboard.
    """

    changed = Signal(str)

    def __init__(self, name: str = "tabs", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        band = QFrame()
        band.setProperty("look", "band")
        row = QHBoxLayout(band)
        row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self.bar = TabBar()
        self.bar.setObjectName(f"{name}.bar")
        self.bar.setAccessibleName("Tabbladen")
        self.bar.setFont(font(Text.STRONG))
        self.bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row.addWidget(self.bar)
        row.addStretch(1)
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(band)
        self._body = QHBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._body.addWidget(self._stack, 1)
        layout.addLayout(self._body, 1)
        self._keys: list[str] = []
        self._words: list[tuple[str, str]] = []
        self._makers: list[Callable[[], QWidget]] = []
        self._built: dict[str, QWidget] = {}
        self.bar.currentChanged.connect(self._show)
        for keys, by in (("Ctrl+Tab", 1), ("Ctrl+PgDown", 1), ("Ctrl+Shift+Tab", -1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=by: self._step(step))

    def add(self, key: str, text: str, make: Callable[[], QWidget], short: str = "") -> None:
        """Add a tab; `make` is called once, when the tab is first shown.

        `short` is its word where not all of them fit: better than a tab behind an arrow.
        """
        self._keys.append(key)
        self._makers.append(make)
        self._words.append((text, short or text))
        self.bar.setAccessibleTabName(self.bar.addTab(text.replace("&", "&&")), text)

    def add_beside(self, widget: QWidget) -> None:
        """Put something at the right of the pages that stays whatever tab is open."""
        self._body.addWidget(widget)

    def set_text(self, key: str, text: str, short: str = "") -> None:
        """Change the word of a tab, for example to "Informatie (7)"."""
        self._words[self._keys.index(key)] = (text, short or text)
        self._write()

    def _write(self) -> None:
        """The whole words where they fit, else the short ones."""
        for short in (False, True):
            for at, words in enumerate(self._words):
                text = words[short].replace("&", "&&")
                if self.bar.tabText(at) != text:
                    self.bar.setTabText(at, text)
                    self.bar.setTabToolTip(at, words[0] if short and words[0] != words[1] else "")
                    self.bar.setAccessibleTabName(at, words[0])
            if self.bar.wanted <= self.width() - 2 * MARGIN:
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other words."""
        super().resizeEvent(event)
        self._write()

    def open(self, key: str) -> None:
        """Show a tab."""
        self.bar.setCurrentIndex(self._keys.index(key))

    @property
    def key(self) -> str:
        """Key of the tab that is shown; empty when there are none."""
        at = self.bar.currentIndex()
        return self._keys[at] if at >= 0 else ""

    def page(self, key: str) -> QWidget:
        """The page of a tab, built when it was not yet."""
        at = self._keys.index(key)
        built = self._built.get(key)
        if built is None:
            built = self._built[key] = self._makers[at]()
            self._stack.addWidget(built)
        return built

    def _show(self, at: int) -> None:
        if 0 <= at < len(self._keys):
            self._stack.setCurrentWidget(self.page(self._keys[at]))
            self.changed.emit(self._keys[at])

    def _step(self, by: int) -> None:
        if self._keys:
            self.bar.setCurrentIndex((self.bar.currentIndex() + by) % len(self._keys))
