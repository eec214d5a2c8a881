"""The program as the leak test runs it: a house full of canaries, every page, a crash, a copy, a lock.

    python -m tests.leak.program ROOM

ROOM/house is the house, ROOM/copies its daily copies, ROOM/saved.pdf the one paper that the user keeps. What
stands on disk while the house is open is copied to ROOM/snapshots, because closing tidies some of it away.
ROOM/opened.txt lists every file that Python opened for writing, and every one that this process held open.
"""

import os
import shutil
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication
from sqlalchemy import inspect, select

from tests.leak.canaries import PASSPHRASE, TYPED, canaries, stored, text_columns
from zvhdesk.domain.terms import (
    Criterion,
    DisclosureKind,
    PartnerClass,
    PartnerDomain,
    Phase,
    Product,
    Step,
    SubjectRole,
)
from zvhdesk.models.base import Replicated, new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import (
    Action,
    Case,
    Contribution,
    CriterionJudgement,
    Goal,
    Referral,
    Subject,
)
from zvhdesk.models.house import CaseTable, House, ImportMapping, Member, Municipality, Partner, WorkArea
from zvhdesk.models.meetings import AgendaItem, Attendance, Meeting, NoteParagraph, Turn
from zvhdesk.models.people import Person
from zvhdesk.models.plans import Decision, Disclosure, Plan, Voice
from zvhdesk.services import opening, regions
from zvhdesk.services.clock import system_clock
from zvhdesk.services.desk import Desk
from zvhdesk.services.opening import BACKUP_FOLDER
from zvhdesk.services.unlock.keyring import MemoryKeyring
from zvhdesk.tour import driver
from zvhdesk.tour.chapters.dossier import open_from_board
from zvhdesk.tour.reading import reopened
from zvhdesk.tour.report import Report
from zvhdesk.tour.runner import Chapter, Runner
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, Until
from zvhdesk.tour.world import World, Worlds
from zvhdesk.ui.theme import Scheme, Theme

_LABEL = "Testhuis"
"""What stands on the unlock window, and so in the clear in vault.json; the name of the house is a canary."""
_SURNAME = canaries()["person.surname"]
_NUMBER = canaries()["case_.number"]


class Listener:
    """Hears every file that Python opens for writing."""

    def __init__(self, notes: Path) -> None:
        self._notes = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """For sys.addaudithook."""
        if event == "open" and isinstance(arguments[0], str | bytes) and _for_writing(arguments):
            self.note(os.fsdecode(arguments[0]))

    def note(self, path: str) -> None:
        """One line."""
        os.write(self._notes, f"{path}\n".encode())

    def note_held(self) -> None:
        """Every file that this process holds open for writing, whoever opened it."""
        for held in Path("/proc/self/fd").iterdir():
            try:
                about = Path(f"/proc/self/fdinfo/{held.name}").read_text("ascii")
                is_file, path = held.is_file(), held.readlink()
            except OSError:
                continue  # the listing itself, closed meanwhile
            flags = int(about.split("flags:")[1].split()[0], 8)
            if is_file and flags & (os.O_WRONLY | os.O_RDWR):
                self.note(str(path))


def _for_writing(arguments: tuple[Any, ...]) -> bool:
    mode, flags = arguments[1], arguments[2]
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return bool(flags & (os.O_WRONLY | os.O_RDWR))


def _row(cls: type[Replicated], stream: str, **more: object) -> Any:
    return cls(stream_id=stream, **{**stored(cls), **more})  # type: ignore[arg-type]


def _fill(session: CaptureSession, user: str) -> None:
    """One row in every table, each text of it a canary."""
    common, stream = new_id(), new_id()
    today = system_clock().date()
    partner = _row(Partner, common, domain=PartnerDomain.SAFETY, class_=PartnerClass.PARAGRAPH_1)
    table = _row(CaseTable, common)
    area = _row(WorkArea, common)
    person = _row(Person, new_id())
    case = _row(
        Case,
        stream,
        phase=Phase.AT_TABLE,
        phase_since=today,
        product=Product.COORDINATION,
        table_id=table.id,
        process_manager_id=user,
        first_processed_on=date(today.year - 1, 6, 1),
    )
    of_case = {"case_id": case.id}
    session.add_all_new(
        [
            _row(House, common),
            _row(Member, common, id=user),
            area,
            _row(Municipality, common, work_area_id=area.id),
            partner,
            table,
            _row(ImportMapping, common),
            person,
            case,
            _row(Referral, stream, **of_case, referred_on=today, referrer_id=partner.id),
            _row(Subject, stream, **of_case, person_id=person.id, role=SubjectRole.MAIN),
            _row(CriterionJudgement, stream, **of_case, criterion=Criterion("a"), met=True, decided_on=today),
            _row(Contribution, stream, **of_case, partner_id=partner.id, received_on=today),
            _row(Goal, stream, **of_case, position=1),
            _row(Action, stream, **of_case, number=1, partner_id=partner.id, due_on=today),
        ]
    )
    session.add_all_new(_at_the_table(session, case, table.id, partner.id))


def _at_the_table(session: CaptureSession, case: Any, table_id: str, partner_id: str) -> list[Any]:
    """A row of all that a meeting leaves. The meeting itself is deleted: its hours are canaries, no hours."""
    common, today = regions.meetings_stream(session), system_clock().date()
    of_case = {"case_id": case.id, "item_id": "item"}
    return [
        _row(Meeting, common, id="meeting", table_id=table_id, held_on=today, deleted=True),
        _row(Attendance, common, meeting_id="meeting"),
        _row(
            AgendaItem,
            case.stream_id,
            id="item",
            case_id=case.id,
            meeting_id="meeting",
            position=1,
            minutes=9,
        ),
        Turn(stream_id=case.stream_id, **of_case, partner_id=partner_id),
        _row(NoteParagraph, case.stream_id, **of_case, step=Step.JUDGEMENT, position=1),
        _row(Decision, case.stream_id, **of_case, number=1, decided_on=today),
        Voice(stream_id=case.stream_id, case_id=case.id, about_id="decision", partner_id=partner_id),
        _row(Plan, case.stream_id, case_id=case.id, version=1),
        _row(Disclosure, case.stream_id, case_id=case.id, kind=DisclosureKind.COPY, at_ms=1),
    ]


def build(room: Path, keyring: MemoryKeyring) -> World:
    """The house of canaries, as services make it."""
    house, copies = room / "house", room / "copies"
    copies.mkdir()
    made = opening.make_vault(house, _LABEL, PASSPHRASE, keyring, system_clock())
    desk = Desk.create(house, made.key, system_clock)
    desk.change(lambda session: _fill(session, desk.user), "house.setup")
    desk.set_setting(BACKUP_FOLDER, str(copies))
    desk.close()
    return World(room, house, keyring, made.key, PASSPHRASE)


class Visit:
    """The chapter: see everything, type, crash, keep one paper, lock."""

    def __init__(self, room: Path, listener: Listener) -> None:
        self._room = room
        self._listener = listener
        self._taken = 0

    def play(self, stage: Stage) -> Steps:
        """The whole visit."""
        yield from stage.start()
        driver.fill("unlock.passphrase", TYPED["typed.draft"])
        driver.press(driver.Key.Key_Return)
        yield Until("het huis weigert", lambda: bool(driver.texts("unlock.message")[0]))
        yield from stage.unlock()
        yield from self._board(stage)
        yield from self._find(stage)
        yield from self._dossier(stage)
        yield from self._paper(stage)
        yield from self._places(stage)
        yield from self._crash(stage)
        yield Until("de reservekopie komt", lambda: any((self._room / "copies").glob("*.zip")))
        yield from self._lock(stage)

    def _snapshot(self) -> None:
        """What stands on disk now."""
        self._listener.note_held()
        self._taken += 1
        for name in ("house", "home"):
            shutil.copytree(
                self._room / name, self._room / "snapshots" / str(self._taken) / name, symlinks=True
            )

    def _board(self, stage: Stage) -> Steps:
        driver.click("board.names")
        yield stage.settled()
        stage.check("names are on the board", held=any(_SURNAME in said for said in _cards()))
        self._snapshot()

    def _find(self, stage: Stage) -> Steps:
        driver.press(driver.Key.Key_K, driver.CTRL)
        yield stage.seen("find.field")
        driver.write(_SURNAME)
        yield Until("er is gevonden", lambda: any(_NUMBER in said for said in driver.spoken("find.list")))
        self._snapshot()
        driver.press(driver.Key.Key_Escape)
        yield stage.settled()

    def _dossier(self, stage: Stage) -> Steps:
        yield from open_from_board(stage, Phase.AT_TABLE, _NUMBER)
        driver.click("dossier.names")
        yield stage.settled()
        for tab in ("Personen", "Informatie", "Plan", "Geschiedenis", "Overzicht"):
            driver.click_tab("dossier.tabs.bar", tab)
            yield stage.settled()
        driver.fill("dossier.question", TYPED["typed.draft"])
        yield stage.settled()
        self._snapshot()

    def _paper(self, stage: Stage) -> Steps:
        driver.click("dossier.print")
        yield Until("het voorbeeld komt", lambda: driver.is_active("preview"))
        yield stage.settled()
        self._snapshot()
        driver.click("preview.save")
        yield from stage.answer_file_dialog(self._room / "saved.pdf")
        yield stage.settled()
        driver.click("preview.close")
        yield Until("het voorbeeld is weg", lambda: driver.shown("preview") is None)
        stage.window.activateWindow()
        yield stage.settled()

    def _places(self, stage: Stage) -> Steps:
        """The board again, the actions, and every section of Beheer."""
        for key in (driver.Key.Key_1, driver.Key.Key_3, driver.Key.Key_5):
            driver.press(key, driver.ALT)
            yield stage.settled()
        for words in ("Mensen", "Partners", "Casustafels", "Register", "Reservekopie"):
            driver.click_tab("admin.tabs.bar", words)
            yield stage.settled()

    def _crash(self, stage: Stage) -> Steps:
        """An error of ours in a lane and one in the window, each with a canary in its message."""
        if stage.app is None:
            return
        app = stage.app
        app.tasks.bug.disconnect(stage.heard)  # this one is meant
        sys.excepthook = app.failures.hook
        app.tasks.ask(_break, lambda _: None)
        yield Until("het programma meldt een fout", lambda: driver.shown("failure") is not None)
        app.failures.hook(ValueError, ValueError(TYPED["typed.crash"]), None)
        yield stage.settled()
        driver.click("failure.copy")
        print(QApplication.clipboard().text())
        driver.click("failure.close")
        sys.excepthook = stage.caught
        stage.window.activateWindow()
        yield stage.settled()

    def _lock(self, stage: Stage) -> Steps:
        self._snapshot()
        driver.press(driver.Key.Key_L, driver.CTRL)
        yield Until("het programma eindigt", lambda: stage.ended is not None and stage.restarted.exists())
        yield from stage.close()


def _cards() -> list[str]:
    return driver.spoken(f"board.list.{Phase.AT_TABLE}")


def _break(desk: Desk) -> None:
    del desk
    raise ValueError(TYPED["typed.crash"])


def _stood(world: World) -> list[str]:
    """Which canaries the house holds in their own columns, by name."""
    with reopened(world.house, world.key) as session:
        return [
            name
            for (cls, column), (name, word) in zip(text_columns(), canaries().items(), strict=True)
            if any(
                word in (value or "")
                for value in session.scalars(select(getattr(cls, _attribute(cls, column))))
            )
        ]


def _attribute(cls: type[Replicated], column: str) -> str:
    """The name in Python of a column: `class_` is `class_` in both, but nobody promises that."""
    return next(one.key for one in inspect(cls).column_attrs if one.columns[0].name == column)


def main(room: Path) -> int:
    """Run the visit. 0 when the program did all of it."""
    listener = Listener(room / "opened.txt")
    sys.addaudithook(listener.hear)
    qt = QApplication(["zvhdesk"])
    qt.setApplicationName("ZVH Desk")
    qt.setQuitOnLastWindowClosed(False)
    theme = Theme(qt, Scheme.LIGHT)
    report = Report(room / "pictures")
    world = build(room, MemoryKeyring())
    (room / "stood.txt").write_text("\n".join(_stood(world)), "utf-8")
    # The stage clears a world away; this one stays to be searched.
    aside = room / "aside"
    aside.mkdir()
    visit = Visit(room, listener)
    runner = Runner(
        [Chapter("leak", visit.play, lambda _w, _n: replace(world, room=aside))], report, Worlds(aside)
    )
    runner.finished.connect(qt.quit)
    runner.start()
    qt.exec()
    del theme
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
