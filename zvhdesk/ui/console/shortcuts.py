"""The keys of a page that has no menu."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def bind(widget: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
    """Bind each key to its act, in the widget and in what stands in it."""
    for words, act in keys.items():
        shortcut = QShortcut(QKeySequence(words), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
