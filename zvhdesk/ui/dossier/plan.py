"""Plan en acties: the question, the goals, and the actions with the late ones on top."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from zvhdesk.domain.terms import STILL_OPEN
from zvhdesk.services import adding
from zvhdesk.services.dossier import ActionRow, Dossier, GoalRow
from zvhdesk.services.plans.rows import PlanCard
from zvhdesk.services.words import days_late
from zvhdesk.ui.dossier.addform import AddForm, line
from zvhdesk.ui.dossier.parts import Rows, TabPage, order_tab
from zvhdesk.ui.dossier.plan_versions import PlanVersionsCard
from zvhdesk.ui.kit import Button, Card, Select, TagLabel, label, rule, small
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.kit.look import Look
from zvhdesk.ui.theme import TagKind, Text

_PLAIN = Look(caption="none", placeholder="geen termijn")
_WRAPS = Look(caption="none", wrap=True)
_NUMBER, _WHEN, _STATE, _AWAY = 44, 136, 122, 36
_WHAT, _WHO = 6, 5
"""How what and who divide the rest of a line."""
Remove = Callable[[str, str], None]
Options = tuple[tuple[str, str], ...]


def _cell(row: QHBoxLayout, widget: QWidget, width: int = 0, share: int = 1) -> None:
    """A cell of so many px, or a share of what is left; then heads and rows divide it alike."""
    if width:
        widget.setFixedWidth(width)
        share = 0
    else:
        widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
    row.addWidget(widget, share, Qt.AlignmentFlag.AlignTop)


def _bin(name: str, words: str, act: Callable[[], None]) -> Button:
    away = Button("", name, "quiet", icon="trash-2", on_click=act)
    away.setAccessibleName(words)
    away.setToolTip(words)
    return away


def _number_link(row: ActionRow, name: str, act: Callable[[str], None]) -> Button:
    """The number of an action, that leads to its place in Acties."""
    link = Button(str(row.number), f"{name}.open", "link", on_click=lambda: act(row.id))
    link.setToolTip("Status met reden, en geschiedenis")
    link.setAccessibleName(f"Actie {row.number}, status met reden en geschiedenis")
    return link


class GoalItem(QWidget):
    """One goal on a line: what, how it is measured, by when."""

    def __init__(self, form: Form, row: GoalRow, name: str, remove: Remove) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line_ = QHBoxLayout()
        line_.setSpacing(4)
        column.addLayout(line_)
        said = QVBoxLayout()
        said.setContentsMargins(_NUMBER + 14, 0, _AWAY, 0)
        column.addLayout(said)
        self._number = label("", Text.SUB, "3")
        self._number.setContentsMargins(0, 9, 0, 0)
        _cell(line_, self._number, _NUMBER)

        def field(col: str, look: Look) -> EditableField:
            made = EditableField(form, ("goal", row.id, col), f"{name}.{col}", look)
            made.speak_in(said)
            return made

        _cell(line_, field("text", _WRAPS), share=_WHAT)
        measure = field(
            "measure", Look(caption="none", wrap=True, placeholder="hoe meten we dit?", size=Text.SUB)
        )
        _cell(line_, measure, share=_WHO)
        _cell(line_, field("due_on", _PLAIN), _WHEN)
        _cell(line_, _bin(f"{name}.remove", "Doel verwijderen", lambda: remove("goal", row.id)), _AWAY)

    def show_row(self, row: GoalRow) -> None:
        """Show its place in the list."""
        self._number.setText(f"{row.number}.")


class ActionItem(QWidget):
    """One action on a line: number, what, who, when and how late, status; its outcome once it is over.

    `opened` carries its id: the number leads to its place in Acties, where a status gets its reason.
    """

    opened = Signal(str)

    def __init__(self, form: Form, row: ActionRow, name: str, partners: Options, remove: Remove) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 4, 18, 0)
        column.setSpacing(0)
        line_ = QHBoxLayout()
        line_.setSpacing(4)
        self._number = _number_link(row, name, self.opened.emit)
        _cell(line_, self._number, _NUMBER)
        said = QVBoxLayout()
        said.setContentsMargins(_NUMBER + 14, 0, _AWAY, 0)

        def field(col: str, look: Look, choices: Options | None = None) -> EditableField:
            made = EditableField(form, ("action", row.id, col), f"{name}.{col}", look, choices=choices)
            made.speak_in(said)
            return made

        _cell(line_, field("text", _WRAPS), share=_WHAT)
        self.partner = field("partner_id", _PLAIN, partners)
        _cell(line_, self.partner, share=_WHO)
        when = QWidget()
        dates = QVBoxLayout(when)
        dates.setContentsMargins(0, 0, 0, 0)
        dates.setSpacing(0)
        dates.addWidget(field("due_on", _PLAIN))
        self._late = TagLabel("", TagKind.LATE)
        beneath = QHBoxLayout()
        beneath.setContentsMargins(8, 0, 0, 4)
        beneath.addWidget(self._late)
        beneath.addStretch(1)
        dates.addLayout(beneath)
        _cell(line_, when, _WHEN)
        _cell(line_, field("status", _PLAIN), _STATE)
        away = _bin(f"{name}.remove", "Actie verwijderen", lambda: remove("action", row.id))
        _cell(line_, away, _AWAY)
        column.addLayout(line_)
        look = Look(caption_width=64, wrap=True, placeholder="wat kwam eruit?")
        self._outcome = field("outcome", look)
        self._outcome.setContentsMargins(_NUMBER + 14, 0, _AWAY, 0)
        column.addWidget(self._outcome)
        column.addLayout(said)
        column.addSpacing(4)
        column.addWidget(rule(faint=True))

    def show_row(self, row: ActionRow) -> None:
        """Show number and lateness; the outcome is asked once the action is no longer open."""
        self._number.setText(str(row.number))
        self._late.setVisible(row.days_late > 0)
        self._late.show_tag(days_late(row.days_late), TagKind.LATE)
        self._outcome.setVisible(row.status not in STILL_OPEN)


class PlanTab(TabPage):
    """Goals and actions of the case, and the versions of its plan. `opens_action` carries an action's id."""

    opens_action = Signal(str)

    def __init__(self, form: Form, dossier: Dossier, plans: PlanCard, remove: Remove) -> None:
        super().__init__("dossier.plan")
        self._form, self._remove = form, remove
        self._partners: Options = ()
        self._made = 0
        self._goals: Rows[GoalRow, GoalItem] = Rows(self._make_goal, GoalItem.show_row)
        self._actions: Rows[ActionRow, ActionItem] = Rows(self._make_action, self._show_action)
        case_id = dossier.head.case_id
        self.add_asked(form, ("goal", "action", "plan", "decision", "voice"))
        card = Card("Casusvraag en doelen")
        self._question = label("", Text.LEAD, name="dossier.plan.question", wrap=True)
        card.body.addWidget(self._question)
        card.body.addWidget(self._goals)
        self.goal_form = AddForm(
            form.tasks, case_id, "goal.new", "Doel toevoegen", adding.GOAL, adding.add_goal
        )
        self.goal_form.field("text", "Doel", line(), (0, 0, 3))
        self.goal_form.field("measure", "Hoe meten we dit", line(), (0, 3, 2), optional=True)
        self.goal_form.field("due_on", "Termijn", line(), (0, 5, 1))
        card.body.addWidget(self.goal_form)
        self.add(card)
        self.versions = PlanVersionsCard(form)
        self.add(self.versions)
        self.add(self._action_card(case_id, dossier))
        self.adders = [self.goal_form, self.action_form]
        self.finish()
        self.show_case(dossier, plans)

    def _action_card(self, case_id: str, dossier: Dossier) -> Card:
        card = Card("Acties", "wat te laat is staat bovenaan")
        self.action_form = AddForm(
            self._form.tasks, case_id, "action.new", "Actie toevoegen", adding.ACTION, adding.add_action
        )
        who = Select("who", dossier.choices.partners)
        who.setPlaceholderText("kies wie")
        who.setCurrentIndex(-1)
        self.action_form.field("text", "Actie", line(), (0, 0, 3))
        self.action_form.field("partner_id", "Wie", who, (0, 3, 2))
        self.action_form.field("due_on", "Termijn", line(), (0, 5, 1))
        card.body.addWidget(self.action_form)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(18, 2, 18, 2)
        head.setSpacing(4)
        for words, width, share in (
            ("Nr", _NUMBER, 0),
            ("Actie", 0, _WHAT),
            ("Wie", 0, _WHO),
            ("Termijn", _WHEN, 0),
            ("Status", _STATE, 0),
            ("", _AWAY, 0),
        ):
            title = label(words, Text.SMALL, "3")
            title.setContentsMargins(10 if words not in ("Nr", "") else 0, 0, 0, 0)
            _cell(head, title, width, share)
        card.add(self._head)
        card.add(self._actions)
        self._more = Button("Meer tonen", "dossier.plan.more", "link", on_click=self._show_more)
        card.add(self._more)
        self._none = small(
            "Nog geen acties. Een actie heeft iemand die haar doet en een termijn; voeg de eerste toe.",
            wrap=True,
        )
        self._none.setContentsMargins(18, 0, 18, 14)
        card.add(self._none)
        return card

    def _make_goal(self, row: GoalRow) -> GoalItem:
        self._made += 1
        return GoalItem(self._form, row, f"goal.{row.number}", self._remove)

    def _make_action(self, row: ActionRow) -> ActionItem:
        item = ActionItem(self._form, row, f"action.{row.number}", self._partners, self._remove)
        item.opened.connect(self.opens_action)
        return item

    def _show_action(self, item: ActionItem, row: ActionRow) -> None:
        item.partner.offer(self._partners)
        item.show_row(row)

    def _show_more(self) -> None:
        self._actions.more()
        self.show_case(*self._last)

    def show_case(self, dossier: Dossier, plans: PlanCard) -> None:
        """Show the goals, actions and versions of now."""
        self._last = (dossier, plans)
        self.show_asked(dossier)
        self.versions.show_plans(plans, read_only=dossier.head.read_only)
        self._partners = (("", "nog niemand"), *dossier.choices.partners)
        question = dossier.fields[("case_", dossier.head.case_id, "question")].text
        self._question.setText(question or "Er is nog geen casusvraag. Vul die in bij Overzicht.")
        self._question.setProperty("ink", "1" if question else "3")
        self._question.style().polish(self._question)
        for form in (self.goal_form, self.action_form):
            form.setVisible(not dossier.head.read_only)
        self.action_form.offer("partner_id", dossier.choices.partners)
        self._goals.show_rows(dossier.goals)
        self._more.setVisible(self._actions.show_rows(dossier.actions) > 0)
        self._head.setVisible(bool(dossier.actions))
        self._none.setVisible(not dossier.actions)
        order_tab(self)
