"""Every widget of the kit on two sample pages, to look at: `python -m tests.ui_kit.gallery DIR [scheme]`."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QProgressBar, QScrollArea, QWidget

from zvhdesk.late import LATE
from zvhdesk.services import municipalities
from zvhdesk.ui.bug import Bug
from zvhdesk.ui.failure import FailureWindow
from zvhdesk.ui.kit import (
    Button,
    Card,
    Check,
    ChipRow,
    EmptyState,
    Field,
    Message,
    PassphraseField,
    Radio,
    Select,
    Step,
    StepState,
    StepStrip,
    Tabs,
    TagLabel,
    TopBar,
)
from zvhdesk.ui.setup import SetupWindow, beginnings
from zvhdesk.ui.shell import MainWindow, Page, Place
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import MARGIN, Scheme, TagKind, Theme
from zvhdesk.ui.unlock import UnlockWindow

_TABLES = [
    ("all", "Alle", 64),
    ("topx", "Top-X", 24),
    ("rood", "Code Rood", 9),
    ("jor", "JOR", 14),
    ("vpo", "VPO", 8),
]
_JOURNEY = (
    Step("Aangemeld", "3 nov 2025 · gemeente Hengelo", StepState.DONE),
    Step("Beoordeeld", "5 nov · 4 van 4 criteria, BRP-check", StepState.DONE),
    Step("Triage", "14 nov · procesregie, Top-X", StepState.DONE),
    Step("Op de casustafel, 5e ronde", "volgende bespreking do 19 mrt", StepState.NOW),
    Step("Afschalen", "vernietigen uiterlijk 3 nov 2030"),
)


class Sampler(Page):
    """Top bar, chips, tags, a form and buttons."""

    def __init__(self) -> None:
        super().__init__()
        bar = TopBar("Casusbord", "64 casussen · 9 vragen aandacht")
        bar.add(Button("Groeperen per tafel", "sample.group"))
        bar.add(Button("Namen tonen", "sample.names"))
        bar.add(Button("Nieuwe aanmelding", "sample.new", "primary"))
        chips = ChipRow()
        chips.add_group("tafel", _TABLES, one=True)
        chips.add_group("meer", [("area", "Werkgebied Midden", None), ("mine", "Mijn casussen", None)])
        chips.set_on("meer", ["area"])
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(MARGIN, 16, MARGIN, 16)
        grid.setSpacing(12)
        grid.addWidget(_tags(), 0, 0)
        grid.addWidget(_form(), 0, 1)
        grid.setColumnStretch(1, 2)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        for widget in (bar, chips, area):
            self.column.addWidget(widget)


class Dossier(Page):
    """Journey strip and tabs, with an empty page in it."""

    def __init__(self) -> None:
        super().__init__()
        bar = TopBar("J.A.", "Top-X · 2025-0417", search=False, above=True)
        bar.add(Button("Afdrukken", "sample.print", icon="printer"))
        bar.add(Button("Besluit vastleggen", "sample.decide", "primary"))
        tabs = Tabs("sample.tabs")
        for key, text in (("over", "Overzicht"), ("info", "Informatie (7)"), ("plan", "Plan en acties (3)")):
            tabs.add(key, text, _empty)
        tabs.open("plan")
        for widget in (bar, StepStrip(_JOURNEY)):
            self.column.addWidget(widget)
        self.column.addWidget(tabs, 1)


def _empty() -> QWidget:
    act = Button("Actie toevoegen", "sample.add", "primary")
    return EmptyState(
        "inbox", "Nog geen acties", "Hier staan de acties van deze casus, met wie en wanneer.", (act,)
    )


def _tags() -> Card:
    card = Card("Vraagt aandacht")
    words = ("te laat", "let op", "gereed", "compleet", "wacht op 2 partners", "4 van 4 beoordeeld")
    for word, kind in zip(words, TagKind, strict=True):
        card.body.addWidget(TagLabel(word, kind))
    return card


def _form() -> Card:
    card = Card("Formulier", "versie 3, vastgesteld 19 feb")
    town = QLineEdit("Hengeloo")
    town.setObjectName("sample.town")
    wrong = Field("Gemeente", town, hint="Waar iemand staat ingeschreven", optional=True)
    wrong.set_error("Gemeente Hengeloo onbekend. Bedoelt u Hengelo?")
    secret = PassphraseField("sample.secret")
    secret.set_text("vijf woorden")
    told = Message("sample.told")
    told.say("De sleutelbos van deze computer is bruikbaar.", "ok")
    ticked = Check("Blad 1 ligt bij de eerste functionaris", "sample.tick")
    ticked.setChecked(True)
    progress = QProgressBar()
    progress.setTextVisible(False)
    progress.setValue(60)
    roles = Select("sample.role", [("a", "Procesmanager"), ("b", "Procesondersteuner")])
    for widget in (
        wrong,
        Field("Rol", roles),
        Field("Wachtwoordzin", secret),
        ticked,
        Radio("Twente", "sample.radio"),
        told,
        progress,
    ):
        card.body.addWidget(widget)
    buttons = card.section("Knoppen")
    buttons.addWidget(Button("Verwijderen", "sample.delete", "danger", icon="trash-2"))
    off = Button("Nu niet", "sample.off")
    off.setEnabled(False)
    buttons.addWidget(off)
    return card


def main_window(tasks: Tasks) -> MainWindow:
    """The main window with the two sample pages and a full rail."""
    words = (
        ("today", "Vandaag", "calendar"),
        ("tables", "Casustafels", "users"),
        ("actions", "Acties", "list-checks"),
        ("plans", "Plannen en brieven", "file-text"),
        ("figures", "Cijfers", "chart-column"),
    )
    window = MainWindow(
        tasks,
        [
            Place("board", "Casusbord", "square-kanban", Sampler),
            *(Place(key, text, icon, Page) for key, text, icon in words),
            Place("dossier", "Dossier", "", Dossier, "board"),
        ],
        "Zorg- en Veiligheidshuis Twente",
    )
    window.rail.count("today", 7)
    window.rail.count("actions", 12)
    window.rail.set_who("Procesmanager · werkgebied Midden")
    window.rail.set_lock("Vergrendelt na 10 min")
    return window


def windows(tasks: Tasks) -> dict[str, QWidget]:
    """A fresh one of every window, by the name of its picture."""
    board, dossier = main_window(tasks), main_window(tasks)
    board.go("board")
    dossier.go("dossier")
    unlock = UnlockWindow("Zorg- en Veiligheidshuis Twente", "10:42", lambda: LATE)
    setup = SetupWindow(beginnings(), municipalities.national())
    failure = FailureWindow()
    failure.add(Bug("ValueError", ("zvhdesk.ui.board:12",)))
    return {"board": board, "dossier": dossier, "unlock": unlock, "setup": setup, "failure": failure}


def _main(target: Path, scheme: Scheme) -> None:
    app = QApplication([])
    theme = Theme(app, scheme)
    tasks = Tasks()
    target.mkdir(parents=True, exist_ok=True)
    for name, window in windows(tasks).items():
        window.show()
        window.grab().save(str(target / f"{name}.png"))
    tasks.close()
    del theme


if __name__ == "__main__":
    _main(Path(sys.argv[1]), Scheme(sys.argv[2]) if len(sys.argv) > 2 else Scheme.LIGHT)
