"""The steps of letting a device in: for whom, the code, the digits, and what comes of it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout

from zvhdesk.services.house_rows import MemberRow
from zvhdesk.ui.agreeing.guide import GuideStep
from zvhdesk.ui.agreeing.spoken import Digits, code_label
from zvhdesk.ui.kit import Button, Field, Message, Radio, Select, label, small
from zvhdesk.ui.setup.person import initials_of
from zvhdesk.ui.setup.step import first_wrong
from zvhdesk.ui.theme import Text

NEW = "nieuw"
_EQUAL = "Ze zijn gelijk"
_INDENT = 26
_WHO = "Een apparaat is van één persoon. Alles wat iemand erop vastlegt, staat op die naam."
_REGULAR_MEANS = "Het leest en wijzigt alle casussen van het huis, ook wat eerder is vastgelegd."
_APART_MEANS = (
    "Het leest mensen, partners, tafels en instellingen, en geen enkele casus. Kies dit alleen als uw "
    "collega erom vraagt."
)
_CODE = (
    "Bel uw collega en zeg deze code. Uw collega start ZVH Desk op de nieuwe computer, kiest Aansluiten "
    "bij een bestaand huis en typt adres en code over."
)
_WAITING = "Wachten tot het nieuwe apparaat zich meldt."
_DIGITS = (
    "Lees deze acht groepen voor aan uw collega, of laat uw collega ze voorlezen. Doe dat door de telefoon "
    "of naast elkaar, niet per mail: zo weet u zeker dat niemand ertussen zit, ook de server niet."
)
EQUAL = (
    "Na Ze zijn gelijk kan dit apparaat alles in het huis lezen en wijzigen. U kunt de toegang later "
    "intrekken, maar wat het dan gelezen heeft, heeft het gelezen."
)
EQUAL_APART = (
    "Na Ze zijn gelijk leest dit apparaat de mensen, partners, tafels en instellingen van het huis, en geen "
    "enkele casus. Verwacht uw collega iets anders dan u koos, dan verschillen de cijfers."
)


class WhoStep(GuideStep):
    """A member that is there, or a new one with name, initials and role."""

    def __init__(self) -> None:
        super().__init__("Wat en voor wie", _WHO)
        self.who = self.start = Select("enrol.door.who")
        self.name, self.initials, self.role = (QLineEdit() for _ in range(3))
        for key, line in (("name", self.name), ("initials", self.initials), ("role", self.role)):
            line.setObjectName(f"enrol.door.{key}")
        self.initials.setMaxLength(8)
        self._who = Field("Van wie is het apparaat?", self.who)
        self._name, self._initials = Field("Naam", self.name), Field("Initialen", self.initials)
        self._role = Field("Functie", self.role)
        self._new = (self._name, self._initials, self._role)
        self.regular = Radio("Het huis en de casussen", "enrol.door.regular")
        self.apart = Radio("Alleen het huis", "enrol.door.apart")
        self.regular.setChecked(True)
        self._kinds = QButtonGroup(self)
        self.body.addWidget(label("Wat leest het?", Text.STRONG))
        for radio, means in ((self.regular, _REGULAR_MEANS), (self.apart, _APART_MEANS)):
            self._kinds.addButton(radio)
            meaning = small(means, wrap=True)
            meaning.setIndent(_INDENT)
            together = QVBoxLayout()
            together.setSpacing(0)
            together.addWidget(radio)
            together.addWidget(meaning)
            self.body.addLayout(together)
        for field in (self._who, *self._new):
            self.body.addWidget(field)
        self._suggested = ""
        self.name.textEdited.connect(self._suggest)
        self.who.currentIndexChanged.connect(self._renew)
        self._renew()

    def offer(self, members: Sequence[MemberRow]) -> None:
        """Who is there and stays; the choice stays."""
        before = self.who.value
        self.who.clear()
        for member in (one for one in members if not one.leaving):
            words = f"{member.name} (u)" if member.me else member.name
            self.who.addItem(words, member.id)
        self.who.addItem("Een nieuwe collega", NEW)
        self.who.choose(before or NEW)
        self._renew()

    def keep(self, member: str) -> str:
        """It is for this member, whatever was chosen; their name, empty for one who is not in the list."""
        at = self.who.findData(member)
        self.who.choose(member)
        return self.who.itemText(at) if at >= 0 else ""

    @property
    def typed(self) -> dict[str, str]:
        """The new member, as typed."""
        return {"name": self.name.text(), "initials": self.initials.text(), "role": self.role.text()}

    def check(self) -> bool:
        """A member, or all of a new one."""
        if self.who.value != NEW:
            return not first_wrong(((self._who, "" if self.who.value else "Kies een collega."),))
        return not first_wrong(
            tuple(
                (field, "" if line.text().strip() else sentence)
                for field, line, sentence in (
                    (self._name, self.name, "Vul de naam in."),
                    (self._initials, self.initials, "Vul de initialen in."),
                    (self._role, self.role, "Vul de functie in, bijvoorbeeld procesondersteuner."),
                )
            )
        )

    def _renew(self, _index: int = 0) -> None:
        for field in self._new:
            field.setVisible(self.who.value == NEW)

    def _suggest(self, name: str) -> None:
        if self.initials.text() in ("", self._suggested):
            self._suggested = initials_of(name)
            self.initials.setText(self._suggested)


class CodeStep(GuideStep):
    """The code to say, with the time that is left, until somebody knocks."""

    onward = ""

    def __init__(self, another: Callable[[], object]) -> None:
        super().__init__("Code", _CODE)
        self.code = code_label("enrol.door.spoken")
        self.left = label("", Text.STRONG, name="enrol.door.left")
        self.waiting = small(_WAITING, "enrol.door.waiting")
        self.message = Message("enrol.door.code.message")
        self.another = Button("Een nieuwe code maken", "enrol.door.another", on_click=another)
        self.body.addWidget(self.code, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.left)
        self.body.addWidget(self.waiting)
        self.body.addWidget(self.message)
        self.body.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeft)
        self.another.hide()

    def show_code(self, code: str) -> None:
        """A code that is good from now on."""
        self.code.setText(code)
        self.code.setAccessibleName("Code: " + " ".join(code))
        self.message.clear()
        self._show(good=True)

    def say_left(self, seconds: int) -> None:
        """How long it is still good."""
        self.left.setText(f"Nog {seconds // 60}:{seconds % 60:02} geldig")

    def over(self, sentence: str) -> None:
        """It is not good any more."""
        self.code.setText("")
        self.message.say(sentence, "warn")
        self._show(good=False)

    def _show(self, *, good: bool) -> None:
        for part in (self.code, self.left, self.waiting):
            part.setVisible(good)
        self.another.setVisible(not good)


class DigitsStep(GuideStep):
    """The digits on this screen, to be compared. `differ` when they are not the same.

    The code that brought both here may run out meanwhile: `another` asks for a new one.
    """

    onward = _EQUAL
    returns = False
    differ = Signal()
    another = Signal()

    def __init__(
        self, prefix: str, lead: str = _DIGITS, then: str = EQUAL, anew: str = "Een nieuwe code maken"
    ) -> None:
        super().__init__("Cijfers vergelijken", lead)
        self.digits = Digits(f"{prefix}.digits")
        self.then = label(then, wrap=True)
        self.different = Button("Ze verschillen", f"{prefix}.differ", "danger", on_click=self.differ.emit)
        row = QHBoxLayout()
        self.anew = Button(anew, f"{prefix}.anew", on_click=self.another.emit)
        self.message = Message(f"{prefix}.digits.message")
        row.addWidget(self.different)
        row.addWidget(self.anew)
        row.addStretch(1)
        for part in (self.digits, self.then, self.message):
            self.body.addWidget(part)
        self.body.addLayout(row)
        self._show(good=True)

    def show_groups(self, groups: Sequence[str]) -> None:
        """Digits to compare from now on."""
        self.digits.show_groups(groups)
        self.message.clear()
        self._show(good=True)

    def say_whose(self, sentence: str) -> None:
        """For whom the device is, when that is another than was chosen."""
        self.message.say(sentence, "warn")

    def over(self, sentence: str) -> None:
        """The code ran out: there is nothing to compare any more."""
        self.message.say(sentence, "warn")
        self._show(good=False)

    def _show(self, *, good: bool) -> None:
        for part in (self.digits, self.then, self.different):
            part.setVisible(good)
        self.anew.setVisible(not good)
        self.onward = _EQUAL if good else ""
        self.ready_changed.emit()


class InStep(GuideStep):
    """How it ended, and what that means."""

    onward = "Klaar"
    returns = False

    def __init__(self, name: str) -> None:
        super().__init__("Uitkomst", "")
        self.end = label("", name=name, wrap=True)
        self.body.addWidget(self.end)
