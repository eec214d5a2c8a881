"""Pictures of the console as in the drawing.

`python -m tests.console.pictures DIR [scheme] [WIDTHxHEIGHT ...]`, with TZ=Europe/Amsterdam for its times,
QT_QPA_PLATFORM=offscreen, and QT_SCALE_FACTOR=2 for 200 %.
"""

import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.worlds import FixedClock, new_desk
from zvhdesk.domain.terms import (
    ContributionKind,
    PartnerClass,
    PartnerDomain,
    Phase,
    Presence,
    Product,
    Step,
    TurnState,
)
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action, Case, Goal, Referral, Subject
from zvhdesk.models.house import CaseTable, House, Member, Partner
from zvhdesk.models.people import Person
from zvhdesk.services.desk import Desk
from zvhdesk.services.meetings import attendance, capture, planning, running
from zvhdesk.services.meetings.console import console
from zvhdesk.services.regions import meetings_stream
from zvhdesk.ui.console.page import ConsolePage
from zvhdesk.ui.shell import MainWindow, Page, Place
from zvhdesk.ui.tasks import Tasks
from zvhdesk.ui.theme import Scheme, Theme

DAY = date(2026, 3, 12)
PARTNERS = (
    ("gemeente", "Gemeente Hengelo", PartnerClass.PARAGRAPH_1, Presence.IN_ROOM),
    ("politie", "Politie", PartnerClass.PARAGRAPH_1, Presence.IN_ROOM),
    ("om", "OM", PartnerClass.PARAGRAPH_1, Presence.ONLINE),
    ("ggz", "GGZ De Regge", PartnerClass.PARAGRAPH_2, Presence.IN_ROOM),
    ("recl", "Reclassering", PartnerClass.PARAGRAPH_2, Presence.IN_ROOM),
    ("woning", "Woonstichting", PartnerClass.THIRD, Presence.IN_ROOM),
    ("haven", "De Haven", PartnerClass.PARAGRAPH_2, Presence.EXCUSED),
)
CASES = (
    ("2025-0256", "G.", "Klaassen", "Afschalen naar Almelo", 20),
    ("2025-0417", "J.", "Aalberts", "5e ronde, besluit over aanpak", 30),
    ("2026-0088", "B.", "Noord", "Uit de werkvoorraad", 30),
    ("2025-0402", "M.", "Ruiter", "Tussenstand", 30),
    ("2026-0094", "F.", "Smit", "Terugkeer detentie 2 apr", 30),
)


def _house(session: CaptureSession, user: str) -> list[str]:
    common = new_id()
    session.add_all_new(
        [
            House(stream_id=common, name="Zorg- en Veiligheidshuis Twente"),
            Member(stream_id=common, id=user, name="E. de Vries", initials="EV", role="procesmanager"),
            CaseTable(
                stream_id=common,
                id="topx",
                name="Top-X",
                short_name="Top-X",
                purpose="Casussen met problemen op meer leefgebieden die overlast of onveiligheid geven.",
            ),
            *(
                Partner(stream_id=common, id=key, name=name, class_=class_, domain=PartnerDomain.UNKNOWN)
                for key, name, class_, _ in PARTNERS
            ),
        ]
    )
    meetings_stream(session)
    return [_case(session, number, given, surname).id for number, given, surname, _, _ in CASES]


def _case(session: CaptureSession, number: str, given: str, surname: str) -> Case:
    stream = new_id()
    case = Case(
        stream_id=stream,
        number=number,
        phase=Phase.AT_TABLE,
        phase_since=DAY - timedelta(20),
        product=Product.COORDINATION,
        table_id="topx",
        question="Hoe krijgen we de woonsituatie veilig vóór 1 mei?",
        first_processed_on=DAY - timedelta(90),
    )
    person = Person(stream_id=new_id(), initials=given, surname=surname)
    session.add_all_new([case, person])
    own: dict[str, Any] = {"stream_id": stream, "case_id": case.id}
    late, soon = DAY - timedelta(23), DAY + timedelta(14)
    session.add_all_new(
        [
            Referral(**own, referred_on=DAY - timedelta(90), referrer_id="gemeente"),
            Subject(**own, person_id=person.id),
            Goal(**own, position=1, text="Geen geweldsincidenten in en om de woning tot 1 september"),
            Goal(**own, position=2, text="Behandeling bij de GGZ is weer begonnen"),
            Action(**own, number=1, text="Zorgmachtiging", partner_id="ggz", due_on=late),
            Action(**own, number=2, text="Gedragsaanwijzing", partner_id="gemeente", due_on=soon),
        ]
    )
    return case


def _add(meeting: str, case_id: str, minutes: int, why: str, session: CaptureSession) -> None:
    planning.add_case(session, meeting, case_id, minutes, why)


def _admit(
    meeting: str, partner: str, class_: PartnerClass, presence: Presence, session: CaptureSession
) -> None:
    row = attendance.expect_partner(session, meeting, partner)
    if class_ is PartnerClass.THIRD:
        attendance.sign(session, row, DAY)
    attendance.set_presence(session, row, presence)


def _start(meeting: str, device: str, session: CaptureSession) -> None:
    running.start(session, meeting, device)


def _round_step(item_id: str, session: CaptureSession) -> None:
    running.set_step(session, item_id, Step.ROUND)


def _go(meeting: str, item_id: str, session: CaptureSession) -> None:
    running.go_to(session, meeting, item_id)


def _say(turn_id: str, text: str, session: CaptureSession) -> None:
    capture.say(session, turn_id, text, ContributionKind.FACT)


class Studio:
    """A meeting at its second case, as drawn."""

    def __init__(self, folder: Path) -> None:
        self.clock = FixedClock()
        self.tasks = Tasks()
        self.tasks.bug.connect(lambda bug: print("BUG", bug))
        self.meeting = ""
        self.tasks.open(lambda: self._desk(folder), lambda _: None)
        self.settle()
        self.page = ConsolePage(self.tasks, self.clock)
        self.window = MainWindow(
            self.tasks,
            [
                Place("tables", "Casustafels", "users", Page),
                Place("console", "Bijeenkomst", "", lambda: self.page, "tables"),
            ],
            "Huis",
        )

    def settle(self) -> None:
        while self.tasks.busy:
            QCoreApplication.processEvents()
        for _ in range(5):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QCoreApplication.processEvents()

    def _desk(self, folder: Path) -> Desk:
        desk = new_desk(folder, self.clock)
        self.clock.forward(minutes=-46)
        cases = desk.change(lambda s: _house(s, desk.user), "house.setup")
        self.meeting = meeting = desk.change(
            lambda s: planning.plan_meeting(s, "topx", DAY, "09:00", "11:30", "Midden-Twente", desk.user),
            "meeting.plan",
        )
        for case_id, (_, _, _, why, minutes) in zip(cases, CASES, strict=True):
            desk.change(partial(_add, meeting, case_id, minutes, why), "agenda.add")
        for key, _, class_, presence in PARTNERS:
            desk.change(partial(_admit, meeting, key, class_, presence), "meeting.admit")
        desk.change(partial(_start, meeting, desk.device), "meeting.start")
        items = desk.read(lambda s: console(s, meeting, 0, desk.device)).items
        for item, minutes in ((items[1], 5), (items[2], 26)):
            self.clock.forward(minutes=minutes)
            desk.change(partial(_go, meeting, item.id), "meeting.item")
        item_id = items[2].id
        desk.change(partial(_round_step, item_id), "meeting.step")
        self._round(desk, meeting, item_id)
        self.clock.forward(minutes=14)
        return desk

    def _round(self, desk: Desk, meeting: str, item_id: str) -> None:
        case = desk.read(lambda s: console(s, meeting, 0, desk.device)).case
        assert case is not None
        turns = {row.partner_id: row.id for row in case.round}
        for who, text in (
            ("gemeente", "Drie bestuurlijke waarschuwingen sinds november. Laatste incident 2 maart."),
            (
                "politie",
                "11 meldingen in 12 weken, 4 keer overgedragen aan de crisisdienst. Geen wapens bekend.",
            ),
            ("om", "Conform voorbereiding: aangiften gebundeld, zitting in mei."),
        ):
            desk.change(partial(_say, turns[who], text), "round.say")
        desk.change(lambda s: capture.settle_turn(s, turns["om"], TurnState.AS_PREPARED), "round.settle")
        desk.change(
            lambda s: capture.record_action(
                s, item_id, "wijkagent spreekt familie", "politie", DAY + timedelta(7)
            ),
            "action.capture",
        )
        self.clock.forward(minutes=12)
        desk.change(lambda s: capture.settle_turn(s, turns["ggz"], TurnState.SPEAKING), "round.settle")
        self.clock.forward(minutes=-12)
        desk.change(
            lambda s: capture.keep_own_note(
                s, meeting, item_id, "Eerst het gezamenlijke doel laten bevestigen."
            ),
            "note.own",
        )

    def open(self, width: int, height: int) -> None:
        """The window at a size, the meeting in it, the case on the wall."""
        self.window.resize(width, height)
        self.window.show()
        self.page.room.open_window()
        self.settle()
        self.window.go("console", self.meeting)
        self.settle()
        self.page.show_wall()
        self.settle()
        self.page.board.notice.clear()
        self.window.activateWindow()
        self.settle()

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        for letter in text:
            focus = QApplication.focusWidget() or self.page.board.line.edit
            QApplication.sendEvent(
                focus, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            )

    def shot(self, path: Path) -> None:
        """Keep a picture."""
        self.settle()
        self.window.grab().save(str(path))


def _states(studio: Studio) -> list[tuple[str, Callable[[], object]]]:
    page = studio.page
    return [
        ("round", lambda: _typed(studio)),
        ("frame", lambda: page.turning.step(-1)),
        ("judgement", lambda: _turn(page, 2)),
        ("agreements", lambda: _turn(page, 2)),
        ("door", page.open_door),
        ("closing", page.ask_close),
        ("screen", page.board.open_settings),
    ]


def _turn(page: ConsolePage, steps: int) -> None:
    for _ in range(steps):
        page.turning.step(1)


def _typed(studio: Studio) -> None:
    view = studio.page.view
    assert view is not None
    item = next(one for one in view.round.rows.widgets.values() if one.row.partner_id == "ggz")
    item.type()
    studio.type("Behandelrelatie sinds januari verbroken. Zorgmachtiging is te overwegen als")
    studio.page.board.line.edit.setFocus()
    studio.type("@GGZ De Regge onderzoekt zorgmachtiging en meldt uitkomst vóór do 26 mrt ")
    studio.settle()


def _main(target: Path, scheme: Scheme, sizes: list[str]) -> None:
    app = QApplication([])
    theme = Theme(app, scheme)
    target.mkdir(parents=True, exist_ok=True)
    for size in sizes:
        width, height = (int(part) for part in size.split("x"))
        with tempfile.TemporaryDirectory() as folder:
            studio = Studio(Path(folder))
            studio.open(width, height)
            for name, act in _states(studio):
                act()
                studio.shot(target / f"{name}-{size}-{scheme.value.replace(' ', '-')}.png")
            studio.page.left()
            studio.settle()
            studio.page.room.end()
            studio.tasks.close()
            studio.window.close()
    del theme


if __name__ == "__main__":
    _main(
        Path(sys.argv[1]),
        Scheme(sys.argv[2]) if len(sys.argv) > 2 else Scheme.LIGHT,
        sys.argv[3:] or ["1440x900", "1280x720"],
    )
