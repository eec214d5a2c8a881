"""The second step: which column is what, and who the organisations are."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.services.importing.fields import LABELS, Field
from zvhdesk.services.importing.partners import PartnerAnswer
from zvhdesk.services.importing.register import left_out, proposals
from zvhdesk.ui.importing import sentences
from zvhdesk.ui.importing.tables import changed, columns_grid, partners_grid
from zvhdesk.ui.importing.taking import PartnerRow, Taking
from zvhdesk.ui.kit import Card, Message, small
from zvhdesk.ui.kit.progress import Progress
from zvhdesk.ui.theme import MARGIN

_WHO = (
    "Voorgesteld naar de naam. De klasse bepaalt wie besluit (lid 1) en wie meedenkt (lid 2). "
    "Onbekend besluit niet mee en ontvangt niets; dat past u later aan in Beheer."
)


class ColumnsStep(QWidget):
    """The mapping table and the organisations beside it. `changed` carries the corrected Taking."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._taking: Taking | None = None
        self.columns = columns_grid("import.columns", editable=True)
        self.partners = partners_grid("import.partners")
        self.message = Message("import.columns.error")
        self.progress = Progress("import.checking")
        self._known = small("", "import.partners.known", wrap=True)
        self.left_out = Message("import.left_out")
        self.columns.edited.connect(self._column)
        self.partners.edited.connect(self._partner)
        self._lay_out()

    def _lay_out(self) -> None:
        self._left = Card("Kolommen, herkend aan kop en inhoud")
        self._left.body.addWidget(small("Klopt iets niet? Kies in de kolom Wordt iets anders.", wrap=True))
        self._left.body.addWidget(self.message)
        self._left.body.addWidget(self.left_out)
        self._left.add(self.columns, 1)
        self._right = Card("Organisaties in dit bestand")
        self._right.body.addWidget(small(_WHO, wrap=True))
        self._right.body.addWidget(self._known)
        self._right.add(self.partners, 1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._left, 23, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._right, 17, Qt.AlignmentFlag.AlignTop)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN, 16, MARGIN, 16)
        outer.addWidget(self.progress)
        outer.addLayout(row, 1)

    def show_taking(self, taking: Taking) -> None:
        """Show the columns and the organisations of a file."""
        self._taking = taking
        self.columns.show_rows(taking.columns())
        self._show_partners(taking)
        self.left_out.say(sentences.left_out(left_out(taking.opened.source, taking.mapping)), "warn")
        self.say_missing(asked=False)

    def _show_partners(self, taking: Taking) -> None:
        before = {row.id: row for row in self.partners.rows.rows}
        found = proposals(taking.opened, taking.mapping)
        fresh = [PartnerRow(one.name, one.domain, one.class_) for one in found]
        self.partners.show_rows([before.get(row.id, row) for row in fresh])
        known = "" if Field.REFERRER in taking.mapping.columns else "Er is geen kolom voor de aanmelder."
        if not fresh and not known:
            known = "Alle organisaties in dit bestand zijn al bekend."
        self._known.setText(known)
        self._known.setVisible(bool(known))
        self.partners.setVisible(bool(fresh))

    def forget(self) -> None:
        """Begin anew with another file."""
        self._taking = None
        self.partners.show_rows(())
        self.columns.show_rows(())
        self.message.clear()
        self.left_out.clear()

    def answers(self) -> tuple[PartnerAnswer, ...]:
        """What stands there of the organisations, looked at and confirmed by going on."""
        return tuple(PartnerAnswer(row.id, row.domain, row.class_) for row in self.partners.rows.rows)

    def say_missing(self, *, asked: bool) -> bool:
        """Say which columns must still be pointed out; whether there are any. `asked`: the person went on."""
        missing = self._taking.mapping.missing() if self._taking is not None else ()
        names = " en ".join(LABELS[field].lower() for field in missing)
        sentence = f"Wijs eerst aan welke kolom {names} is." if missing else ""
        self.message.say(sentence, "danger" if asked else "warn")
        return bool(missing)

    def _column(self, row_id: str, _key: str, value: str) -> None:
        if self._taking is not None:
            self.changed.emit(self._taking.with_column(int(row_id), Field(value) if value else None))

    def _partner(self, row_id: str, key: str, value: str) -> None:
        rows = self.partners.rows.rows
        self.partners.show_rows([changed(row, key, value) if row.id == row_id else row for row in rows])
