"""A live meeting by keyboard: the round, what was judged, actions, a decision, the wall, the closing."""

from datetime import timedelta

from sqlalchemy import func, select

from zvhdesk.domain.terms import DisclosureKind, MeetingState, NoteKind, Step
from zvhdesk.models.cases import Action, Case, Contribution
from zvhdesk.models.meetings import AgendaItem, ChairNote, Meeting, NoteParagraph
from zvhdesk.models.plans import Decision, Disclosure
from zvhdesk.services.clock import system_clock
from zvhdesk.tour import driver
from zvhdesk.tour.chapters import table
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, StuckError, Until
from zvhdesk.ui.console.page import ConsolePage
from zvhdesk.ui.shell import MainWindow

_SAID = "Negen meldingen sinds de vorige keer; wij komen erop terug"
_JUDGED = "De zus is de beste ingang, zolang er een woning is"
_AGREED = "spreekt de familie en meldt de uitkomst"
_DECIDED = "De ontruiming wordt aangehouden tot de volgende tafel"
_OWN = "Eerst het gezamenlijke doel laten bevestigen"


def play(stage: Stage) -> Steps:
    """Begin today's meeting, discuss a case in five steps, show it, cover it, close."""
    yield from stage.open()
    yield from table.prepare_todays(stage)
    yield from table.everyone_comes(stage)
    yield from table.begin(stage)
    yield from room_screen(stage)
    yield from _first_case(stage)
    yield from _round(stage)
    yield from _judgement(stage)
    yield from _capture(stage)
    yield from _panic(stage)
    yield from _door(stage)
    yield from _reopened(stage)
    yield from _close(stage)


def console(stage: Stage) -> ConsolePage:
    """The console, which must be on the screen."""
    window = stage.window
    page = window.page if isinstance(window, MainWindow) else None
    if not isinstance(page, ConsolePage):
        raise StuckError("de console is niet in beeld")
    return page


def _keyboard(stage: Stage) -> None:
    """A window manager never gives the room's window the keyboard; drawing in memory it may come there."""
    stage.window.activateWindow()


def keep_wall(stage: Stage, name: str) -> None:
    """Keep a picture of what hangs in the room."""
    room = driver.shown("room.window")
    if room is None:
        raise StuckError("er is geen zaalscherm")
    stage.report.picture(name, room.grab())


def room_screen(stage: Stage) -> Steps:
    """Open the room screen as a window: it begins covered."""
    driver.click("console.screen.open")
    yield stage.seen("room.as_window")
    stage.picture("zaalscherm-kiezen")
    driver.click("room.as_window")
    yield Until("het zaalscherm komt", lambda: driver.shown("room.window") is not None)
    room = driver.widget("room.window")
    room.resize(1280, 720)
    _keyboard(stage)
    yield stage.settled()
    driver.click("console.screen.close")
    yield stage.settled()
    keep_wall(stage, "zaalscherm-afgedekt")
    stage.check("het zaalscherm begint afgedekt", held=console(stage).room.wall is None)
    stage.check("de titel van het zaalscherm noemt niemand", held=room.windowTitle() == "ZVH Desk")


def item(stage: Stage) -> AgendaItem:
    """The item that the rows say is at the table."""
    with stage.database() as session:
        meeting = session.scalars(select(Meeting).where(Meeting.state == MeetingState.LIVE)).one()
        item = session.get_one(AgendaItem, meeting.current_item_id)
        session.expunge_all()
        return item


def _first_case(stage: Stage) -> Steps:
    driver.press(driver.Key.Key_PageDown, driver.CTRL)
    yield Until("de eerste casus komt", lambda: item(stage).case_id is not None)
    yield stage.settled()
    stage.picture("console-kader")
    shown = _disclosures(stage)
    driver.press(driver.Key.Key_F8)
    yield Until("de casus komt op het zaalscherm", lambda: console(stage).room.wall is not None)
    yield stage.settled()
    with stage.database() as session:
        case = session.get_one(Case, item(stage).case_id)
        number, question = case.number, case.question
    wall = console(stage).room.wall
    stage.check(
        "F8 toont nummer en vraag van deze casus",
        held=wall is not None and (wall.number, wall.question) == (number, question),
    )
    stage.check("tonen is als verstrekking vastgelegd", held=_disclosures(stage) == shown + 1)
    keep_wall(stage, "zaalscherm-vraag")


def _disclosures(stage: Stage) -> int:
    with stage.database() as session:
        wanted = select(func.count()).select_from(Disclosure).where(Disclosure.kind == DisclosureKind.WALL)
        return session.scalar(wanted) or 0


def _step(stage: Stage, step: Step) -> Steps:
    driver.press(driver.Key.Key_Right, driver.ALT)
    yield Until(f"de stap {step} komt", lambda: item(stage).step is step)
    yield stage.settled()


def _round(stage: Stage) -> Steps:
    yield from _step(stage, Step.ROUND)
    driver.press(driver.Key.Key_N, driver.ALT)
    yield stage.settled()
    driver.write(_SAID)
    stage.picture("console-ronde")
    driver.press(driver.Key.Key_Return)
    yield Until("de inbreng is vastgelegd", lambda: _texts(stage, Contribution).count(_SAID) == 1)
    yield stage.settled()
    with stage.database() as session:
        row = session.scalars(select(Contribution).where(Contribution.text == _SAID)).one()
        held = row.item_id == item(stage).id and row.received_on == system_clock().date()
    stage.check("inbreng van een partner is een rij met bron en datum", held=held)


def _texts(stage: Stage, cls: type[Contribution | Action | Decision | NoteParagraph]) -> list[str]:
    with stage.database() as session:
        return list(session.scalars(select(cls.text).where(~cls.deleted)))


def _judgement(stage: Stage) -> Steps:
    yield from _step(stage, Step.JUDGEMENT)
    driver.write(_JUDGED)
    driver.press(driver.Key.Key_Return)
    yield Until("de notitie is vastgelegd", lambda: _JUDGED in _texts(stage, NoteParagraph))
    yield stage.settled()
    stage.picture("console-duiding")
    with stage.database() as session:
        note = session.scalars(select(NoteParagraph).where(NoteParagraph.text == _JUDGED)).one()
        held = (note.kind, note.step) == (NoteKind.NOTE, Step.JUDGEMENT)
    stage.check("beeld en oordeel staan apart", held=held)
    yield from _step(stage, Step.APPROACH)
    stage.picture("console-aanpak")
    driver.fill("console.own", _OWN)
    yield from step_by_click(stage, "Afspraken", Step.AGREEMENTS)
    with stage.database() as session:
        own = list(session.scalars(select(ChairNote.text)))
    stage.check("de eigen aantekening staat alleen op deze computer", held=own == [_OWN])


def step_by_click(stage: Stage, words: str, step: Step) -> Steps:
    """Go to the last step with the mouse."""
    driver.click_tab("console.steps", f"5 {words}")
    yield Until(f"de stap {step} komt", lambda: item(stage).step is step)
    yield stage.settled()


def _capture(stage: Stage) -> Steps:
    driver.press(driver.Key.Key_F2)
    driver.write("@poli")
    yield stage.settled()
    stage.picture("console-vastleggen")
    driver.press(driver.Key.Key_Return)
    driver.write(f" {_AGREED} over 2 weken")
    driver.press(driver.Key.Key_Return)
    yield Until("de actie is vastgelegd", lambda: _AGREED in _texts(stage, Action))
    stage.check("de twee seconden lang staat de actie niet op het zaalscherm", held=not _on_wall(stage))
    yield Until("de actie komt op het zaalscherm", lambda: _on_wall(stage) == [_AGREED])
    yield stage.settled()
    with stage.database() as session:
        action = session.scalars(select(Action).where(Action.text == _AGREED)).one()
        due = action.due_on
    stage.check(
        "de datum in woorden is de dag over twee weken",
        held=due == system_clock().date() + timedelta(weeks=2),
    )
    keep_wall(stage, "zaalscherm-actie")
    yield from _held_back(stage)
    driver.press(driver.Key.Key_B, driver.CTRL)
    driver.write(_DECIDED)
    driver.press(driver.Key.Key_Return)
    yield Until("het besluit is vastgelegd", lambda: _DECIDED in _texts(stage, Decision))
    yield stage.settled()
    stage.picture("console-afspraken")


def _on_wall(stage: Stage) -> list[str]:
    wall = console(stage).room.wall
    return [] if wall is None else [action.text for action in wall.actions]


def _held_back(stage: Stage) -> Steps:
    text = "zoekt uit of er nog een sleutel is"
    driver.write("@reclassering")
    yield stage.settled()
    driver.press(driver.Key.Key_Return)
    driver.write(f" {text} vóór eind van de maand")
    driver.press(driver.Key.Key_Return)
    yield Until("de actie is vastgelegd", lambda: text in _texts(stage, Action))
    yield stage.settled()
    driver.press(driver.Key.Key_Escape)

    def held_back() -> bool:
        with stage.database() as session:
            return bool(session.scalars(select(Action.held_back).where(Action.text == text)).one())

    yield Until("de actie wordt tegengehouden", held_back)
    yield stage.settled()
    stage.check("Esc houdt een actie van het zaalscherm en laat haar staan", held=text not in _on_wall(stage))


def _panic(stage: Stage) -> Steps:
    driver.press(driver.Key.Key_F2)
    driver.write("halverwege een woo")
    driver.press(driver.Key.Key_F9)
    yield stage.settled()
    stage.check("F9 dekt af, ook tijdens het typen", held=console(stage).room.wall is None)
    stage.check("wat getypt was staat er nog", held=driver.held("capture.line") == "halverwege een woo")
    keep_wall(stage, "zaalscherm-weer-afgedekt")


def _door(stage: Stage) -> Steps:
    driver.press(driver.Key.Key_F8)
    yield Until("de casus komt op het zaalscherm", lambda: console(stage).room.wall is not None)
    driver.press(driver.Key.Key_F7)
    yield stage.seen("console.door")
    yield stage.settled()
    stage.check("F7 dekt af en opent de lijst", held=console(stage).room.wall is None)
    stage.picture("console-deur")
    driver.click("console.door.guest")
    yield stage.seen("console.guest.name")
    stage.picture("console-gast")
    driver.click("console.guest.cancel")
    yield stage.settled()
    driver.press(driver.Key.Key_Escape)
    yield stage.settled()


def _reopened(stage: Stage) -> Steps:
    """Close the window in the middle of it: the program opens again at the same item."""
    before = item(stage).id
    yield from stage.close()
    yield from stage.open()
    yield Until("de console komt", lambda: stage.page == "console")
    yield stage.settled()
    seen = console(stage).seen
    current = seen.console.current if seen is not None else None
    stage.check(
        "na opnieuw openen is hetzelfde punt aan de orde", held=current is not None and current.id == before
    )
    stage.check(
        "wat half getypt was wordt weer aangeboden", held=driver.held("capture.line") == "halverwege een woo"
    )
    stage.picture("console-weer-open")


def _close(stage: Stage) -> Steps:
    driver.click("console.close")
    yield stage.seen("console.closing.ok")
    yield stage.settled()
    stage.picture("console-sluiten")
    driver.click("console.closing.ok")
    yield Until("de bijeenkomst is gesloten", lambda: stage.page == "tables")
    yield stage.settled()
    with stage.database() as session:
        state = table.meeting_of_today(session).state
        own = session.scalar(select(func.count()).select_from(ChairNote))
    stage.check("de bijeenkomst is gesloten", held=state is MeetingState.CLOSED)
    stage.check("eigen aantekeningen zijn weg na het sluiten", held=own == 0)
    yield from _list(stage)


def _list(stage: Stage) -> Steps:
    if driver.shown("preview") is None:
        driver.click("tables.paper")
    yield Until("het voorbeeld komt", lambda: driver.is_active("preview"))
    yield stage.settled()
    stage.picture("besluitenlijst-voorbeeld")
    where = stage.world.room / "besluitenlijst.pdf"
    driver.click("preview.save")
    yield from stage.answer_file_dialog(where)
    yield stage.settled()
    text = " ".join(stage.saved_pdf(where, "besluitenlijst").text.split())
    for what, words in (("het besluit", _DECIDED), ("de actie", _AGREED), ("wie de actie doet", "Politie")):
        stage.check(f"op de besluitenlijst staat {what}", held=words in text)
    stage.check("de eigen aantekening staat er niet op", held=_OWN not in text)
    driver.click("preview.close")
    yield Until("het voorbeeld is weg", lambda: driver.shown("preview") is None)
    stage.window.activateWindow()
    yield stage.settled()
    stage.picture("bijeenkomst-gesloten")
