"""Tegengeluid: which organisation sees it otherwise, and why. Nobody's consent is lost in a `we`."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.domain.refusals import BadInput
from zvhdesk.domain.terms import NoteKind, Step
from zvhdesk.services.meetings.rows import Partner
from zvhdesk.ui.console.acts import Acts
from zvhdesk.ui.console.live_text import Answer, LiveText, Manner
from zvhdesk.ui.console.look import TALL
from zvhdesk.ui.kit import Select
from zvhdesk.ui.kit.form import Form


class DissentForm(QWidget):
    """Organisation and reason on one line; Enter records it."""

    def __init__(self, acts: Acts, form: Form, item_id: str, step: Step) -> None:
        super().__init__()
        self._acts, self._step = acts, step
        self.who = Select(f"console.dissent.who.{step}")
        self.who.setPlaceholderText("kies wie")
        self.who.setAccessibleName("Organisatie van het tegengeluid")
        self.who.setMinimumHeight(TALL)
        self.who.setFixedWidth(190)
        self.reason = LiveText(
            form,
            ("note", item_id, f"{step}.dissent"),
            f"console.dissent.{step}",
            "Reden van het tegengeluid",
            self._send,
            Manner("wat deze organisatie anders ziet, en waarom", begins=True, least=2),
        )
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.who, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.reason, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)

    def offer(self, partners: tuple[Partner, ...]) -> None:
        """The organisations, the present ones first; the choice made stays."""
        wanted = [(one.id, one.name) for one in partners]
        if wanted == [(self.who.itemData(at), self.who.itemText(at)) for at in range(self.who.count())]:
            return
        kept = self.who.value
        with QSignalBlocker(self.who):
            self.who.clear()
            for value, words in wanted:
                self.who.addItem(words, value)
            self.who.choose(kept)

    def _send(self, text: str, _rev: int, answer: Answer) -> None:
        partner = self.who.value
        if not partner:
            answer.refused(BadInput("Organisatie", "Kies eerst wie dit anders ziet."))
            return
        self._acts.add_note(self._step, text, NoteKind.DISSENT, partner, answer)
