"""A button that may carry an icon."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QWidget

from zvhdesk.ui.plain.button import Kind, WordButton
from zvhdesk.ui.theme import current, icons

__all__ = ["Button", "Kind"]


class Button(WordButton):
    """The button of every page: a WordButton with, before its words, the Lucide icon of the name `icon`."""

    def __init__(
        self,
        text: str,
        name: str,
        kind: Kind = "plain",
        *,
        icon: str = "",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        # First: Qt tells of a change of font or palette while the button is still being made.
        self._kind: Kind = kind
        self._icon = icon
        super().__init__(text, name, kind, on_click=on_click, parent=parent)
        self._tint()

    def _tint(self) -> None:
        if self._icon:
            palette = current()
            colors = {"primary": palette.accent_ink, "danger": palette.danger, "link": palette.info}
            self.setIcon(icons.icon(self._icon, colors.get(self._kind, palette.ink2), 16, gap=4))
            self.setIconSize(QSize(20, 16))

    def changeEvent(self, event: QEvent) -> None:
        """Renew the icon when the palette changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()
