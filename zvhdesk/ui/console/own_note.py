"""The chair's own note on an item: on this desk only, and gone at closing unless it goes into the dossier."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zvhdesk.services.editing import Shown
from zvhdesk.ui.console.live_text import LiveText, Manner, Send
from zvhdesk.ui.console.look import TallButton
from zvhdesk.ui.kit import small
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.tasks import Tasks

FORM = "own_note"
"""The form its drafts are kept under; closing the meeting deletes them with the notes."""
_TOLD = (
    "Niet op zaalscherm of papier. Verdwijnt bij sluiten, tenzij u haar in het dossier zet; "
    "valt tot dan onder inzage."
)


class OwnNote(QWidget):
    """`moved`: put it in the dossier. The text of one item; another item is another text."""

    moved = Signal()

    def __init__(self, tasks: Tasks, send: Send) -> None:
        super().__init__()
        self._tasks, self._send = tasks, send
        self.form = Form(tasks, FORM, self)
        self.text: LiveText | None = None
        self._item = ""
        self._place = QVBoxLayout()
        column = QVBoxLayout()
        # In line with the text of the field above, not with its frame.
        column.setContentsMargins(10, 0, 0, 0)
        column.setSpacing(4)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(4)
        around.addLayout(self._place)
        around.addLayout(column)
        column.addWidget(small(_TOLD, wrap=True))
        self.move_button = TallButton("In het dossier zetten", "console.own.move", on_click=self.moved.emit)
        column.addWidget(self.move_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_item(self, item_id: str, shown: Shown, *, of_case: bool) -> None:
        """Show the note of an item as it stands; what is being typed stays."""
        if item_id != self._item or self.text is None:
            self._begin(item_id)
        self.form.load({shown.cell: shown})
        self._renew()
        self.move_button.setVisible(of_case)

    def _begin(self, item_id: str) -> None:
        if self.text is not None:
            self.text.leave()
            self._place.removeWidget(self.text)
            self.text.hide()
            self.text.deleteLater()
        self._item = item_id
        self.text = LiveText(
            self.form,
            ("chair_note", item_id, "text"),
            "console.own",
            "Eigen aantekening",
            self._send,
            Manner("Alleen voor u", least=2),
        )
        self.text.typed.connect(self._renew)
        self._place.addWidget(self.text)

    def _renew(self) -> None:
        self.move_button.setEnabled(self.text is not None and bool(self.text.text.strip()))
