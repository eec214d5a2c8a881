"""Informatie: what each partner brought in, with date, kind, ground and condition."""

from collections.abc import Callable
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.domain.terms import ContributionKind
from zvhdesk.services import adding
from zvhdesk.services.dossier import ContributionRow, Dossier
from zvhdesk.services.fields import FIELDS
from zvhdesk.ui.dossier.addform import AddForm, line, lines
from zvhdesk.ui.dossier.parts import Rows, TabPage, order_tab, pairs
from zvhdesk.ui.kit import Button, Card, EmptyState, Select, heading, rule, small
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.kit.look import ALONE, Look

_KINDS = FIELDS[("contribution", "kind")].choices
Remove = Callable[[str, str], None]


class ContributionItem(QWidget):
    """One contribution: its text first, and beneath it what makes it usable."""

    def __init__(self, form: Form, row: ContributionRow, name: str, remove: Remove) -> None:
        super().__init__()
        self._form, self._row, self._name = form, row.id, name
        self._partner = heading("")
        self._class = small("")
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(10, 10, 0, 0)
        head.addWidget(self._partner)
        head.addWidget(self._class)
        head.addStretch(1)
        said = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 18, 0)
        column.setSpacing(2)
        column.addWidget(self._head)
        column.addLayout(self._line(said, remove))
        column.addLayout(said)
        column.addWidget(rule(faint=True))

    def _field(self, col: str, look: Look) -> EditableField:
        return EditableField(self._form, ("contribution", self._row, col), f"{self._name}.{col}", look)

    def _line(self, said: QVBoxLayout, remove: Remove) -> QHBoxLayout:
        """Date and kind, text with ground and condition, and the bin. `said`: what is wrong in them."""
        line_ = QHBoxLayout()
        line_.setSpacing(8)
        facts = QVBoxLayout()
        facts.setSpacing(0)
        for col in ("received_on", "kind"):
            short = self._field(col, ALONE)
            short.speak_in(said)
            short.setFixedWidth(140)
            facts.addWidget(short)
        line_.addLayout(facts)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._field("text", ALONE))
        ground = Look(caption_width=48, placeholder="geen grond vastgelegd", wrap=True)
        condition = Look(caption_width=86, placeholder="geen voorwaarde", wrap=True)
        beneath = QVBoxLayout()
        beneath.setContentsMargins(10, 0, 0, 0)
        pairs(beneath, [self._field("ground", ground), self._field("condition", condition)])
        right.addLayout(beneath)
        right.addStretch(1)
        line_.addLayout(right, 1)
        row = self._row
        away = Button("", f"{self._name}.remove", "quiet", icon="trash-2")
        away.setAccessibleName("Inbreng verwijderen")
        away.setToolTip("Inbreng verwijderen")
        away.clicked.connect(lambda: remove("contribution", row))
        line_.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        return line_

    def show_row(self, row: ContributionRow, *, first: bool) -> None:
        """Show whose it is; the partner's name stands above the first only."""
        self._head.setVisible(first)
        self._partner.setText(row.partner)
        self._class.setText(row.partner_class)


class InformationTab(TabPage):
    """Contributions per partner, newest first; who brings in stays responsible (BGS 1.6)."""

    def __init__(self, form: Form, dossier: Dossier, remove: Remove) -> None:
        super().__init__("dossier.information")
        self._form, self._remove = form, remove
        self._firsts: set[str] = set()
        self._made = 0
        card = Card("Inbreng van partners", "wie inbrengt, blijft verantwoordelijk (BGS artikel 1.6)")
        self.adder = self._add_form(dossier)
        self.adders = [self.adder]
        card.body.addWidget(self.adder)
        self._rows: Rows[ContributionRow, ContributionItem] = Rows(self._make, self._show)
        card.add(self._rows)
        self._more = Button("Meer tonen", "dossier.information.more", "link", on_click=self._show_more)
        card.add(self._more)
        self._empty = EmptyState(
            "message-square",
            "Nog geen inbreng",
            "Hier staat wat partners inbrengen: feiten en oordelen uit elkaar, met datum en grond.",
        )
        card.add(self._empty)
        self.add_asked(form, ("contribution",))
        self.add(card)
        self.finish()
        self.show_case(dossier)

    def _add_form(self, dossier: Dossier) -> AddForm:
        form = AddForm(
            self._form.tasks,
            dossier.head.case_id,
            "contribution.new",
            "Inbreng toevoegen",
            adding.CONTRIBUTION,
            adding.add_contribution,
        )
        partner = Select("partner", dossier.choices.partners)
        partner.setPlaceholderText("kies een partner")
        partner.setCurrentIndex(-1)
        kind = Select("kind", _KINDS)
        kind.choose(ContributionKind.FACT)
        form.field("partner_id", "Partner", partner, (0, 0, 2))
        form.field("received_on", "Datum", line(), (0, 2, 2))
        form.field("kind", "Feit of oordeel", kind, (0, 4, 2))
        form.field("text", "Inbreng", lines(), (1, 0, 6))
        form.field("ground", "Grond", line(), (2, 0, 3), optional=True)
        form.field("condition", "Voorwaarde", line(), (2, 3, 3), optional=True)
        return form

    def _make(self, row: ContributionRow) -> ContributionItem:
        self._made += 1
        return ContributionItem(self._form, row, f"contribution.{self._made}", self._remove)

    def _show(self, item: ContributionItem, row: ContributionRow) -> None:
        item.show_row(row, first=row.id in self._firsts)

    def _show_more(self) -> None:
        self._rows.more()
        self.show_case(self._last)

    def show_case(self, dossier: Dossier) -> None:
        """Show the contributions of now."""
        self._last = dossier
        self.show_asked(dossier)
        rows = dossier.contributions
        self._firsts = {next(iter(group)).id for _, group in groupby(rows, key=lambda row: row.partner_id)}
        self.adder.offer("partner_id", dossier.choices.partners)
        self.adder.setVisible(not dossier.head.read_only)
        self._more.setVisible(self._rows.show_rows(rows) > 0)
        self._empty.setVisible(not rows)
        order_tab(self)
