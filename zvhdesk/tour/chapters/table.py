"""Casustafels: a meeting planned, its agenda made from the cases that ask for it, who is there, and begun."""

from datetime import date, timedelta

from PySide6.QtWidgets import QComboBox
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zvhdesk.domain.terms import MeetingState, Phase, Presence
from zvhdesk.models.cases import Case
from zvhdesk.models.meetings import AgendaItem, Attendance, Meeting
from zvhdesk.services.clock import system_clock
from zvhdesk.services.words import table_day
from zvhdesk.tour import driver
from zvhdesk.tour.chapters.board import card, list_of
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, StuckError, Until


def play(stage: Stage) -> Steps:
    """Plan, prepare, be refused, begin."""
    yield from stage.open()
    yield from open_tables(stage)
    stage.picture("casustafels")
    yield from _plan(stage)
    yield from _from_the_board(stage)
    yield from prepare_todays(stage)
    yield from _agenda(stage)
    yield from _refused(stage)
    yield from everyone_comes(stage)
    stage.picture("casustafel-aanwezig")
    yield from begin(stage)
    stage.picture("bijeenkomst-begonnen")


def open_tables(stage: Stage) -> Steps:
    """To the page Casustafels, by the rail."""
    driver.click("rail.tables")
    yield Until("de casustafels komen", lambda: stage.page == "tables")
    yield stage.settled()
    if driver.is_ready("tables.back"):
        # It comes back to the meeting that was looked at last.
        driver.click("tables.back")
        yield stage.seen("tables.list")


def meeting_of_today(session: Session) -> Meeting:
    """The demo's meeting that is always due today."""
    found = session.scalar(select(Meeting).where(Meeting.held_on == system_clock().date(), ~Meeting.deleted))
    if found is None:
        raise StuckError("er is vandaag geen bijeenkomst")
    return found


def items_of(session: Session, meeting: Meeting) -> list[AgendaItem]:
    """The agenda in its order."""
    wanted = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, ~AgendaItem.deleted)
    return list(session.scalars(wanted.order_by(AgendaItem.position)))


def prepare_todays(stage: Stage) -> Steps:
    """Open the preparation of today's meeting."""
    yield from open_tables(stage)
    driver.click("tables.now.1.prepare")
    yield stage.seen("tables.agenda")
    yield stage.settled()


def everyone_comes(stage: Stage) -> Steps:
    """Everyone as last time; a third signs first, and who did not is marked afgemeld."""
    driver.click("tables.attendance.again")
    yield stage.settled()
    with stage.database() as session:
        meeting = meeting_of_today(session)
        rows = session.scalars(select(Attendance).where(Attendance.meeting_id == meeting.id)).all()
        here = [row for row in rows if row.presence in (Presence.IN_ROOM, Presence.ONLINE)]
    stage.check("iedereen als vorige keer zet wie er toen was aan tafel", held=len(here) >= 5)


def begin(stage: Stage) -> Steps:
    """Each third present signs, seen by who works here; then Beginnen, and the console comes."""
    while (sign := next((name for name in _SIGN if _asks(name)), None)) is not None:
        driver.click(sign)
        yield Until("de verklaring is gezien", lambda name=sign: not _asks(name))  # type: ignore[misc]
        yield stage.settled()
    driver.click("tables.start")
    yield Until("de bijeenkomst begint", lambda: stage.page == "console")
    yield stage.settled()
    with stage.database() as session:
        meeting = meeting_of_today(session)
        first = items_of(session, meeting)[0]
        stage.check("de bijeenkomst loopt", held=meeting.state is MeetingState.LIVE)
        stage.check("het eerste punt is aan de beurt", held=meeting.current_item_id == first.id)


_SIGN = tuple(f"tables.attendee.{at}.sign" for at in range(1, 20))


def _asks(sign: str) -> bool:
    """Whether somebody present still has to sign: the button stands there, and the row says present."""
    presence = driver.shown(sign.replace("sign", "presence"))
    return driver.is_ready(sign) and isinstance(presence, QComboBox) and presence.currentText() != "Verwacht"


def _plan(stage: Stage) -> Steps:
    day = system_clock().date() + timedelta(days=40)
    driver.click("tables.plan.open")
    yield stage.seen("tables.plan.held_on")
    driver.choose("tables.plan.table_id", "Code Rood")
    driver.fill("tables.plan.held_on", "32 maart")
    driver.click("tables.plan.add")
    yield Until("er staat wat er mis is", lambda: bool(driver.texts("tables.plan.held_on.error")[0]))
    yield stage.settled()
    stage.check(
        "een dag die niet bestaat wordt niet gepland en blijft staan",
        held=_meetings(stage, day) == 0 and driver.held("tables.plan.held_on") == "32 maart",
    )
    stage.picture("casustafel-plannen")
    driver.fill("tables.plan.held_on", table_day(day))
    driver.fill("tables.plan.place", "Vergaderzaal 1")
    driver.click("tables.plan.add")
    yield Until("de bijeenkomst is gepland", lambda: _meetings(stage, day) == 1)
    yield stage.settled()
    stage.check("een geplande bijeenkomst staat in de database", held=_meetings(stage, day) == 1)


def _meetings(stage: Stage, day: date) -> int:
    with stage.database() as session:
        wanted = select(func.count()).select_from(Meeting).where(Meeting.held_on == day, ~Meeting.deleted)
        return session.scalar(wanted) or 0


def _from_the_board(stage: Stage) -> Steps:
    with stage.database() as session:
        meeting = meeting_of_today(session)
        on = select(AgendaItem.case_id).where(AgendaItem.meeting_id == meeting.id, ~AgendaItem.deleted)
        number = session.scalars(
            select(Case.number)
            .where(Case.phase == Phase.AT_TABLE, Case.table_id == meeting.table_id, ~Case.shielded)
            .where(Case.id.not_in(on.where(AgendaItem.case_id.is_not(None))))
            .order_by(Case.phase_since.desc())
        ).first()
    if number is None:
        raise StuckError("alle casussen van deze tafel staan al op de agenda")
    driver.click("rail.board")
    yield Until("het bord komt", lambda: stage.page == "board")
    yield stage.settled()
    driver.click_row(list_of(Phase.AT_TABLE), card(Phase.AT_TABLE, number))
    driver.press(driver.Key.Key_F10, driver.SHIFT)
    yield Until("het menu komt", driver.has_menu)
    stage.picture("bord-op-de-agenda")
    driver.choose_in_menu("Op de agenda van de volgende tafel")
    yield Until("het staat op de agenda", lambda: number in _numbers(stage))
    # A window manager gives the keyboard back after a menu; drawing in memory there is none.
    stage.window.activateWindow()
    yield stage.settled()
    stage.check("een casus komt van het bord op de agenda", held=number in _numbers(stage))
    stage.check("er staat waar de casus nu op de agenda staat", held="staat op de agenda" in _notice())


def _notice() -> str:
    return driver.texts("notice.text")[0]


def _numbers(stage: Stage) -> list[str]:
    """The cases on today's agenda, in its order."""
    with stage.database() as session:
        meeting = meeting_of_today(session)
        return list(
            session.scalars(
                select(Case.number)
                .join(AgendaItem, AgendaItem.case_id == Case.id)
                .where(AgendaItem.meeting_id == meeting.id, ~AgendaItem.deleted)
                .order_by(AgendaItem.position)
            )
        )


def _agenda(stage: Stage) -> Steps:
    before = _numbers(stage)
    stage.picture("casustafel-voorbereiden")
    driver.click("tables.item.3.title")
    driver.press(driver.Key.Key_Up, driver.ALT)
    yield Until("het punt gaat omhoog", lambda: _numbers(stage) != before)
    yield stage.settled()
    stage.check(
        "Alt+Omhoog zet een casus eerder op de agenda",
        held=_numbers(stage) == [before[1], before[0], *before[2:]],
    )
    driver.fill("tables.item.2.minutes", "20")
    driver.press(driver.Key.Key_Return)
    yield stage.settled()
    with stage.database() as session:
        meeting = meeting_of_today(session)
        minutes = [item.minutes for item in items_of(session, meeting)]
    stage.check("de minuten van een punt zijn te wijzigen", held=20 in minutes)


def _refused(stage: Stage) -> Steps:
    driver.click("tables.start")
    yield Until("er staat waarom niet", lambda: driver.reads("nu is niemand aanwezig"))
    yield stage.settled()
    with stage.database() as session:
        state = meeting_of_today(session).state
    stage.check("zonder iemand aan tafel begint er niets", held=state is MeetingState.PLANNED)
    stage.picture("casustafel-geweigerd")
