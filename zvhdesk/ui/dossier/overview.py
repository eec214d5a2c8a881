"""Overzicht: the aanmelding, the question, who steers, the characteristics and lid 1's judgement."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from zvhdesk.services.dossier import Dossier, JudgedRow
from zvhdesk.ui.dossier.addform import AddForm
from zvhdesk.ui.dossier.parts import Fact, TabPage, pairs
from zvhdesk.ui.kit import Button, Card, TagLabel, label, small
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.kit.look import Look
from zvhdesk.ui.theme import TagKind, Text

_FEATURES = (
    "mental_health",
    "mild_disability",
    "addiction",
    "stalking",
    "minor_children",
    "life_course",
    "border",
)
_NARROW = Look(caption_width=190)
_BESIDE = Look(caption_width=122)
_WRAPS = Look(caption_width=122, wrap=True)


class OverviewTab(TabPage):
    """Everything recorded once about the case, each field edited where it stands."""

    def __init__(self, form: Form, dossier: Dossier) -> None:
        super().__init__("dossier.overview")
        self._form = form
        self.adders: list[AddForm] = []
        self._case = dossier.head.case_id
        self.assess = Button("Beoordeling vastleggen", "dossier.overview.assess")
        self._table = self._case_field("table_id", choices=dossier.choices.tables)
        self._gemeente = self._case_field("municipality", choices=dossier.choices.gemeenten)
        self._member = self._case_field("process_manager_id", choices=dossier.choices.members)
        self.add_asked(form, ("case_", "referral", "agenda_item", "note_paragraph", "criterion_judgement"))
        self.add(self._question())
        self.add(self._referral(dossier))
        self.add(self._features())
        self._judgement = self._judgement_card()
        self.finish()
        self.show_case(dossier)

    def _case_field(
        self, column: str, look: Look = _BESIDE, choices: tuple[tuple[str, str], ...] | None = None
    ) -> EditableField:
        return EditableField(
            self._form, ("case_", self._case, column), f"dossier.{column}", look, choices=choices
        )

    def _question(self) -> Card:
        card = Card("Casusvraag")
        look = Look(
            caption="none", size=Text.LEAD, placeholder="Wat moet er voor deze casus beantwoord worden?"
        )
        # The text itself, not its frame, stands under the heading.
        card.body.setContentsMargins(18, 14, 18, 0)
        place = QWidget()
        inside = QVBoxLayout(place)
        inside.setContentsMargins(8, 0, 8, 10)
        inside.addWidget(self._case_field("question", look))
        card.add(place)
        steering = card.section("Regie")
        pairs(
            steering,
            [
                self._case_field("product"),
                self._table,
                self._member,
                self._case_field("case_manager", _WRAPS),
                self._gemeente,
                self._case_field("brp_checked_on"),
            ],
        )
        self._deviation = small("", name="dossier.deviation", wrap=True)
        steering.addWidget(self._deviation)
        return card

    def _referral(self, dossier: Dossier) -> Card:
        card = Card("Aanmelding")
        self._referred_on = Fact("dossier.referred_on", "Aanmelddatum", 122)
        self._referrer = Fact("dossier.referrer", "Aanmelder", 122)
        facts: list[QWidget] = [self._referred_on, self._referrer]
        if dossier.referral_id is not None:
            facts.append(
                EditableField(
                    self._form, ("referral", dossier.referral_id, "urgent"), "dossier.urgent", _BESIDE
                )
            )
        facts.append(self._case_field("main_topic", _WRAPS))
        pairs(card.body, facts)
        if dossier.referral_id is not None:
            cell = ("referral", dossier.referral_id, "reason")
            card.body.addWidget(EditableField(self._form, cell, "dossier.reason", _BESIDE))
        return card

    def _features(self) -> Card:
        card = Card("Kenmerken", "tellen mee in de jaarcijfers, nooit als status of voorrang")
        pairs(card.body, [self._case_field(column, _NARROW) for column in _FEATURES])
        return card

    def _judgement_card(self) -> QGridLayout:
        card = Card("Beoordeling door de deelnemers van lid 1", "BGS artikel 2.20")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 4)
        card.body.addLayout(grid)
        self._decided = small("", name="dossier.decided", wrap=True)
        card.body.addWidget(self._decided)
        card.body.addWidget(self.assess, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(card)
        return grid

    def show_case(self, dossier: Dossier) -> None:
        """Show what is not an editable field, and offer the rows of now."""
        self.show_asked(dossier)
        self._referred_on.say(dossier.referred_on)
        self._referrer.say(dossier.referrer)
        self._table.offer(_or_none(dossier.choices.tables))
        self._gemeente.offer(_or_none(dossier.choices.gemeenten))
        self._member.offer(_or_none(dossier.choices.members))
        self._deviation.setText(dossier.age_deviation)
        self._deviation.setVisible(bool(dossier.age_deviation))
        self.assess.setVisible(dossier.head.may_assess)
        self._show_judged(dossier.judged)

    def _show_judged(self, rows: tuple[JudgedRow, ...]) -> None:
        while item := self._judgement.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, row in enumerate(rows):
            letter = label(row.criterion.value, Text.STRONG)
            top = Qt.AlignmentFlag.AlignTop
            self._judgement.addWidget(letter, at, 0, top)
            self._judgement.addWidget(label(row.words, wrap=True), at, 1, top)
            self._judgement.addWidget(_met(row), at, 2, top)
            self._judgement.addWidget(label(row.ground, Text.SUB, "2", wrap=True), at, 3, top)
        known = next((row for row in rows if row.met is not None), None)
        self._decided.setText(
            f"Beoordeeld op {known.decided_on} door {known.decided_by}."
            if known
            else "Nog niet beoordeeld. Tot die tijd gaat er geen vraag om informatie naar partners."
        )


def _met(row: JudgedRow) -> TagLabel:
    if row.met is None:
        return TagLabel("open", TagKind.WAITING)
    return TagLabel("ja", TagKind.ON_COURSE) if row.met else TagLabel("nee", TagKind.LATE)


def _or_none(options: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return (("", "nog niet gekozen"), *options)
