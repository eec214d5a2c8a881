"""What stands only on this computer, on a desk that was taken out of its house: for the recovery officers."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.services.unsent import Unsent
from zvhdesk.services.words import listed, many
from zvhdesk.ui.kit import Button, Card, label, small
from zvhdesk.ui.kit.versions import moment
from zvhdesk.ui.theme import Text

_SHOWN = 50
_ABOUT = (
    "Dit is hier vastgelegd en stond nog niet op de server. Collega's hebben het niet. Open de casus, en "
    "neem over wat nodig is op een computer die nog in het huis is."
)


class UnsentCard(Card):
    """A row for each case with something in it that was not sent; hidden until there is something to say."""

    def __init__(self, go: Callable[[str, object], None]) -> None:
        super().__init__("Niet verstuurd")
        self.setObjectName("server.unsent")
        self._go = go
        self.body.addWidget(small(_ABOUT, wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.body.addLayout(self._rows)
        self.hide()

    def show_unsent(self, rows: Sequence[Unsent]) -> None:
        """Which ones; of very many the newest."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for at, one in enumerate(rows[:_SHOWN]):
            self._rows.addWidget(self._row(at, one))
        if len(rows) > _SHOWN:
            self._rows.addWidget(small(f"en nog {many(len(rows) - _SHOWN, 'casus', 'casussen')}"))
        self.setVisible(bool(rows))

    def _row(self, at: int, one: Unsent) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        where = one.number or "Huis en bijeenkomsten"
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(where, Text.STRONG))
        said = (
            f"{listed(one.what)} \u00b7 {many(one.acts, 'wijziging', 'wijzigingen')}, {moment(one.wall_ms)}"
        )
        words.addWidget(small(said, f"server.unsent.{at}.what", wrap=True))
        row.addLayout(words, 1)
        if one.case_id:
            button = Button(
                "Openen", f"server.unsent.{at}", on_click=lambda: self._go("dossier", one.case_id)
            )
            button.setAccessibleName(f"Openen: {where}")
            row.addWidget(button)
        return holder
