"""Personen: the betrokkene and the circle, with names only after they were asked for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zvhdesk.domain.terms import SubjectRole
from zvhdesk.services import adding, kept_persons
from zvhdesk.services.dossier import Dossier, PersonRow, secret
from zvhdesk.services.editing import Shown
from zvhdesk.services.fields import FIELDS
from zvhdesk.services.twins import HERE
from zvhdesk.ui.dossier.addform import AddForm, line
from zvhdesk.ui.dossier.parts import Fact, Rows, TabPage, order_tab, pairs
from zvhdesk.ui.explain import explain
from zvhdesk.ui.kit import Button, Card, Message, Select, TagLabel, label, small
from zvhdesk.ui.kit.editable import EditableField
from zvhdesk.ui.kit.form import Form
from zvhdesk.ui.kit.look import Look
from zvhdesk.ui.theme import TagKind, Text

_NAME_COLUMNS = ("initials", "prefix", "surname", "birth_date")
_HIDDEN = "Naam, geboortedatum en BSN zijn verborgen. Kies Namen tonen om ze te zien; dat wordt vastgelegd."
_NAMES_ASKED = (
    "In een naam of geboortedatum staat meer dan één versie. Kies Namen tonen om te kiezen welke geldt."
)
_NOT_HERE = (
    "De gegevens van deze persoon zijn hier niet. Ze zijn vernietigd met een oude casus, of ze komen nog van "
    "een andere computer. Weet u dat ze vernietigd zijn, vul dan opnieuw in wie dit is. Komen ze toch nog, "
    "dan vraagt deze pagina wie het is."
)
_CIRCLE = tuple(option for option in FIELDS[("subject", "role")].choices if option[0] != SubjectRole.MAIN)


class Secret(QWidget):
    """A BSN or an address: hidden until asked for, and the asking is logged."""

    def __init__(self, form: Form, row: PersonRow, column: str, name: str) -> None:
        super().__init__()
        self._form, self._person, self._column, self._name = form, row.person_id, column, name
        self._words = FIELDS[("person", column)].label
        self._fact = Fact(f"{name}.hidden", self._words)
        self._show = Button("Tonen", f"{name}.show", "link", icon="eye", on_click=self._ask)
        self._show.setAccessibleName(f"{self._words} tonen, wordt vastgelegd")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._fact, 1)
        self._row.addWidget(self._show, 0, Qt.AlignmentFlag.AlignTop)

    def hide_as(self, masked: str) -> None:
        """What is said while it is hidden; nothing to show leaves the button for filling it in."""
        self._fact.say(masked)
        self._show.setText("Tonen" if masked else "Invullen")

    def _ask(self) -> None:
        person, column, form = self._person, self._column, self._form.name
        self._form.tasks.look(
            lambda session: secret(session, person, column, form),
            f"{column}.show",
            person,
            self._shown,
            owner=self,
        )

    def _shown(self, shown: Shown) -> None:
        field = EditableField(self._form, shown.cell, self._name)
        field.load(shown)
        for widget in (self._fact, self._show):
            self._row.removeWidget(widget)
            widget.hide()
        self._row.addWidget(field, 1)
        field.editor.setFocus(Qt.FocusReason.TabFocusReason)


class PersonCard(Card):
    """One person in this case."""

    removed = Signal(str)

    def __init__(self, form: Form, row: PersonRow, name: str) -> None:
        super().__init__()
        self._form, self._name, self._subject, self._person = form, name, row.subject_id, row.person_id
        self._names: QWidget | None = None
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title = label("", Text.HEAD, name=f"{name}.title")
        self._role = TagLabel("", TagKind.FEATURE)
        self._minor = TagLabel("minderjarig", TagKind.ATTENTION)
        self._double = TagLabel("mogelijk dubbel", TagKind.ATTENTION)
        self._age = small("", name=f"{name}.age")
        for widget in (self._title, self._role, self._minor, self._double, self._age):
            head.addWidget(widget)
        head.addStretch(1)
        main = row.role is SubjectRole.MAIN
        if not main:
            remove = Button("Verwijderen", f"{name}.remove", "quiet", icon="trash-2")
            remove.clicked.connect(lambda: self.removed.emit(row.subject_id))
            head.addWidget(remove)
        self.body.addLayout(head)
        if not main:
            pairs(
                self.body,
                [
                    EditableField(form, ("subject", row.subject_id, "role"), f"{name}.role", choices=_CIRCLE),
                    EditableField(form, ("subject", row.subject_id, "relation"), f"{name}.relation"),
                ],
            )
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        self._hidden = small(_HIDDEN, name=f"{name}.hidden", wrap=True)
        self.body.addWidget(self._hidden)
        self._fill_in = Button("Opnieuw invullen", f"{name}.fill_in", on_click=self._ask_fill_in)
        self.body.addWidget(self._fill_in, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_row(row, names=False)

    def show_row(self, row: PersonRow, *, names: bool, rev: int = 0) -> None:
        """Show the person as of `rev`; with `names` the fields that say who it is."""
        self._rev = rev
        self._title.setText((row.name if names else row.initials) if row.here else "Gegevens niet hier")
        self._role.show_tag(row.role_word, TagKind.FEATURE)
        self._minor.setVisible(row.minor)
        self._double.show_tag(double_words(row), TagKind.ATTENTION)
        self._double.setVisible(row.possible_duplicate)
        self._age.setText(row.age if row.here else "")
        self._hidden.setText(_HIDDEN if row.here else _NOT_HERE)
        self._hidden.setVisible(not (names and row.here))
        self._fill_in.setVisible(not row.here)
        if self._names is not None and not (names and row.here and row.person_id == self._person):
            self._place.removeWidget(self._names)
            self._names.hide()
            self._names.deleteLater()
            self._names = None
        self._person = row.person_id
        if names and row.here and self._names is None:
            self._names = self._name_fields(row)
            self._place.addWidget(self._names)

    def _ask_fill_in(self) -> None:
        """Somebody else may have done so meanwhile; then the page shows it."""
        self._form.tasks.change(
            lambda session: kept_persons.fill_in(session, self._subject),
            kept_persons.FILL_IN,
            lambda _: None,
            lambda reason: self._hidden.setText(explain(reason).sentence),
            owner=self,
            base_rev=self._rev,
        )

    def _name_fields(self, row: PersonRow) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        fields: list[QWidget] = [
            EditableField(self._form, ("person", row.person_id, each), f"{self._name}.{each}", Look())
            for each in _NAME_COLUMNS
        ]
        bsn = Secret(self._form, row, "bsn", f"{self._name}.bsn")
        bsn.hide_as(row.bsn)
        address = Secret(self._form, row, "address", f"{self._name}.address")
        address.hide_as("verborgen" if row.has_address else "")
        pairs(column, [*fields, bsn, address])
        return holder


def double_words(row: PersonRow) -> str:
    """With whom, by the number of the case: the first of them, and how many more."""
    if not row.twins:
        return "mogelijk dubbel"
    more = f" en {len(row.twins) - 1} meer" if len(row.twins) > 1 else ""
    where = "in deze casus" if row.twins[0] == HERE else f"met {row.twins[0]}"
    return f"mogelijk dubbel {where}{more}"


class _Row:
    """A person with an id, as Rows wants it."""

    def __init__(self, row: PersonRow) -> None:
        self.id = row.subject_id
        self.row = row


class PersonsTab(TabPage):
    """The betrokkene first, then minors, then the others of the circle (BGS 2.19)."""

    removes = Signal(str, str)

    def __init__(self, form: Form, dossier: Dossier) -> None:
        super().__init__("dossier.persons")
        self._form = form
        self._names = False
        self._made = 0
        self._rows: Rows[_Row, PersonCard] = Rows(self._make, self._show)
        self._rows.layout().setSpacing(12)  # type: ignore[union-attr]
        self.add_asked(form, ("subject",))
        self._names_asked = Message("dossier.persons.names_asked")
        self.add(self._names_asked)
        self.add(self._rows)
        adder = Card("Kring", "alleen gezinsleden en andere directe contacten (BGS artikel 2.19)")
        self.adder = self._add_form(dossier.head.case_id)
        self.adders = [self.adder]
        adder.body.addWidget(self.adder)
        self.add(adder)
        self.finish()
        self.show_case(dossier)

    def _add_form(self, case_id: str) -> AddForm:
        form = AddForm(
            self._form.tasks, case_id, "person.new", "Persoon toevoegen", adding.PERSON, adding.add_person
        )
        role = Select("person.new.role", _CIRCLE)
        role.setPlaceholderText("kies een rol")
        role.setCurrentIndex(-1)
        form.field("role", "Rol", role, (0, 0, 2))
        form.field("relation", "Relatie", line(), (0, 2, 2))
        form.field("birth_date", "Geboortedatum", line(), (0, 4, 2), optional=True)
        form.field("initials", "Voorletters", line(), (1, 0, 1), optional=False)
        form.field("prefix", "Voorvoegsel", line(), (1, 1, 1))
        form.field("surname", "Achternaam", line(), (1, 2, 2))
        form.field("bsn", "BSN", line(), (1, 4, 2), optional=True)
        return form

    def _make(self, row: _Row) -> PersonCard:
        card = PersonCard(self._form, row.row, f"person.{self._made}")
        self._made += 1
        card.removed.connect(lambda subject_id: self.removes.emit("subject", subject_id))
        return card

    def _show(self, card: PersonCard, row: _Row) -> None:
        card.show_row(row.row, names=self._names, rev=self._rev)

    def show_case(self, dossier: Dossier) -> None:
        """Show the persons of now."""
        self._names, self._rev = dossier.names_shown, dossier.rev
        self.show_asked(dossier)
        self._names_asked.say(_NAMES_ASKED if dossier.names_asked else "", "warn")
        self.adder.setEnabled(not dossier.head.read_only)
        self._rows.show_rows(_Row(row) for row in dossier.persons)
        order_tab(self)
