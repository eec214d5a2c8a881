"""The card of the plan van aanpak: the concept with its own fields, and the versions that lid 1 adopted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.services.plans.rows import ConceptRow, LeftOut, PlanCard, VersionRow
from zvhdesk.services.words import day, days_late, listed, many
from zvhdesk.ui.dossier.parts import Rows
from zvhdesk.ui.kit import Button, Card, Elided, Flow, TagLabel, label, rule, small
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.kit.look import Look
from zvhdesk.ui.kit.versions import moment
from zvhdesk.ui.theme import TagKind, Text

_CRISIS = Look(caption="above", placeholder="bij welke signalen belt wie wie? Leeg laten kan ook.")
_EVALUATION = Look(caption="above", placeholder="bijvoorbeeld 9 apr 2026")


class ConceptPart(QWidget):
    """The concept: what can be typed of it here, and the acts. Made anew for every version."""

    def __init__(self, form: Form, row: ConceptRow, card: "PlanVersionsCard") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(f"Versie {row.version}", Text.STRONG))
        head.addWidget(TagLabel("concept", TagKind.NEW))
        self._made_of = small("")
        head.addWidget(self._made_of)
        head.addStretch(1)
        column.addLayout(head)
        fields = QHBoxLayout()
        fields.setSpacing(24)
        # The words of a field in line with those above it, not its frame.
        fields.addSpacing(-34)
        crisis = EditableField(form, ("plan", row.id, "crisis"), "plan.crisis", _CRISIS)
        evaluation = EditableField(form, ("plan", row.id, "evaluation_on"), "plan.evaluation", _EVALUATION)
        fields.addWidget(crisis, 3, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(evaluation, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(fields)
        acts = QWidget()
        flow = Flow(acts, 8)
        self.read = Button(
            "Concept bekijken", "plan.read", icon="eye", on_click=lambda: card.reads.emit(row.id)
        )
        self.adopt = Button(
            "Vaststelling vastleggen", "plan.adopt", on_click=lambda: card.adopts.emit(row.id)
        )
        flow.addWidget(self.read)
        flow.addWidget(self.adopt)
        column.addWidget(acts)

    def show_card(self, found: PlanCard, *, read_only: bool) -> None:
        """Show what the concept is made of now."""
        goals = many(found.goals, "doel", "doelen")
        self._made_of.setText(f"{goals} en {many(found.actions, 'open actie', 'open acties')} uit deze casus")
        self.read.setEnabled(not read_only)
        self.adopt.setEnabled(not read_only)


class VersionItem(QWidget):
    """One adopted version on a line or two: when, by whom, its evaluation and its copies."""

    def __init__(self, row: VersionRow, card: "PlanVersionsCard") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(f"Versie {row.version}", Text.STRONG))
        self._state = TagLabel("vastgesteld", TagKind.ON_COURSE)
        self._late = TagLabel("", TagKind.LATE)
        head.addWidget(self._state)
        head.addWidget(self._late)
        head.addStretch(1)
        look = Button(
            "Bekijken", f"plan.{row.version}.read", "link", on_click=lambda: card.reads.emit(row.id)
        )
        look.setAccessibleName(f"Versie {row.version} bekijken")
        self.copies = Button(
            "Exemplaren maken", f"plan.{row.version}.copies", on_click=lambda: card.copies.emit(row.id)
        )
        head.addWidget(look)
        head.addWidget(self.copies)
        column.addLayout(head)
        self._adopted = small("", f"plan.{row.version}.adopted", wrap=True)
        self._holders = Elided("", Text.SMALL, "3")
        self._holders.setObjectName(f"plan.{row.version}.holders")
        column.addWidget(self._adopted)
        column.addWidget(self._holders)

    def show_row(self, row: VersionRow, *, read_only: bool) -> None:
        """Show this version."""
        self._state.show_tag(
            "vastgesteld" if row.current else "vervangen",
            TagKind.ON_COURSE if row.current else TagKind.FEATURE,
        )
        self._late.show_tag(f"evaluatie {days_late(row.days_late)}", TagKind.LATE)
        self._late.setVisible(row.days_late > 0)
        self.copies.setVisible(row.current)
        self.copies.setEnabled(not read_only)
        when = day(row.evaluation_on)
        said = f"{day(row.adopted_on)} door {listed(row.adopted_by) or 'onbekend'}"
        self._adopted.setText(said + (f" · evaluatie {when}" if when else ""))
        partners = list(dict.fromkeys(copy.partner for copy in row.copies))
        self._holders.setText(
            f"Bij {many(len(partners), 'deelnemer', 'deelnemers')}: {listed(partners)}"
            if partners
            else "Nog geen exemplaar gemaakt"
        )


class LeftOutPart(QFrame):
    """What was typed at a desk that had not heard of a version yet. Hidden when all stands in the plan."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plan.left_out")
        self.setProperty("look", "card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(6)
        self._rows: tuple[LeftOut, ...] | None = None
        self._concept = False

    def show_card(self, found: PlanCard) -> None:
        """Show what is left out now."""
        self.setVisible(bool(found.left_out))
        if (found.left_out, found.concept is not None) == (self._rows, self._concept):
            return
        self._rows, self._concept = found.left_out, found.concept is not None
        while item := self._column.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        tag = TagLabel("staat niet in het plan", TagKind.ATTENTION)
        self._column.addWidget(tag, 0, Qt.AlignmentFlag.AlignLeft)
        for at, row in enumerate(found.left_out):
            said = label(f"{row.label}: {row.words}", Text.BODY, name=f"plan.left_out.{at}", wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._column.addWidget(said)
            self._column.addWidget(small(_written(row), wrap=True))
        way = (
            "Neem in het concept over wat nodig is." if self._concept else "Een nieuwe versie neemt het mee."
        )
        self._column.addWidget(small(way, name="plan.left_out.way", wrap=True))


def _written(row: LeftOut) -> str:
    by = f"{row.who[:1].upper()}{row.who[1:]}, {moment(row.wall_ms)}"
    meanwhile = ", die elders al was vastgesteld" if row.adopted else ", naast deze"
    return f"{by}, in versie {row.version}{meanwhile}"


class PlanVersionsCard(Card):
    """The versions of one case. Its signals carry the id of a version: to read, to adopt, to copy."""

    begins = Signal()
    reads = Signal(str)
    adopts = Signal(str)
    copies = Signal(str)

    def __init__(self, form: Form) -> None:
        super().__init__("Plan van aanpak")
        self._form = form
        self._read_only = False
        self._concept: ConceptPart | None = None
        self._concept_id = ""
        self._none = small(
            "Nog geen plan. Een plan wordt gemaakt van de casusvraag, de doelen, de informatie van partners, "
            "de acties en de besluiten van deze casus; lid 1 stelt het vast.",
            wrap=True,
        )
        self.body.addWidget(self._none)
        self._left_out = LeftOutPart()
        self.body.addWidget(self._left_out)
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        self._between = rule(faint=True)
        self.body.addWidget(self._between)
        self._adopted: Rows[VersionRow, VersionItem] = Rows(
            lambda row: VersionItem(row, self), self._show_version, most=3
        )
        self.body.addWidget(self._adopted)
        acts = QWidget()
        flow = Flow(acts, 8)
        self.begin = Button("Nieuwe versie", "plan.begin", icon="plus", on_click=self.begins.emit)
        self._older = Button("Oudere versies tonen", "plan.older", "link", on_click=self._show_older)
        flow.addWidget(self.begin)
        flow.addWidget(self._older)
        self.body.addWidget(acts)

    def show_plans(self, found: PlanCard, *, read_only: bool) -> None:
        """Show the versions of now, keeping what is being typed in the concept."""
        self._last, self._read_only = found, read_only
        self._show_concept(found)
        self._left_out.show_card(found)
        self._older.setVisible(self._adopted.show_rows(found.adopted) > 0)
        self._none.setVisible(found.concept is None and not found.adopted)
        self._between.setVisible(found.concept is not None and bool(found.adopted))
        self.begin.setVisible(found.concept is None and not read_only)

    def _show_concept(self, found: PlanCard) -> None:
        wanted = found.concept.id if found.concept else ""
        if self._concept is not None and wanted != self._concept_id:
            self._place.removeWidget(self._concept)
            self._concept.hide()
            self._concept.deleteLater()
            self._concept = None
        self._concept_id = wanted
        if found.concept is not None and self._concept is None:
            self._concept = ConceptPart(self._form, found.concept, self)
            self._place.addWidget(self._concept)
        if self._concept is not None:
            self._concept.show_card(found, read_only=self._read_only)

    def _show_version(self, item: VersionItem, row: VersionRow) -> None:
        item.show_row(row, read_only=self._read_only)

    def _show_older(self) -> None:
        self._adopted.more()
        self.show_plans(self._last, read_only=self._read_only)
