"""One meeting on two desks: one leads, the other takes notes along; the network goes, and comes back."""

from PySide6.QtWidgets import QAbstractItemView, QLabel, QPlainTextEdit, QWidget
from sqlalchemy import select

from zvhdesk.demo.apart import SURNAME
from zvhdesk.domain.standing import Stand
from zvhdesk.domain.terms import Compartment, Step
from zvhdesk.models.local import DeviceSetting, Stream
from zvhdesk.models.meetings import Meeting, NoteParagraph
from zvhdesk.models.people import Person
from zvhdesk.services import finding
from zvhdesk.tour import driver
from zvhdesk.tour.chapters import away, meeting, table
from zvhdesk.tour.stage import Stage
from zvhdesk.tour.steps import Steps, StuckError, Until

_ALONG = "De woonbegeleider ziet hem elke dinsdag"
_CHAIR = "Zonder verbinding gezegd aan het hoofd van de tafel"
_NOTE = f"console.note.new.{Step.JUDGEMENT}"
_NOTES = "Zonder verbinding genoteerd aan de andere kant"


def play(stage: Stage) -> Steps:
    """Begin at one desk, sit down at the other, cut the line in the middle, take over."""
    second = stage.beside()
    try:
        yield from stage.open()
        yield from table.prepare_todays(stage)
        yield from table.everyone_comes(stage)
        yield from table.begin(stage)
        yield from away.come_in_after_a_month(second)
        yield from _look_who_is_there(second)
        yield from _sit_down(second)
        yield from _follow(stage, second)
        yield from _take_notes(stage, second)
        goal, number = away.a_goal(stage)
        yield from _cut(stage, second, goal)
        yield from _take_over(stage, second)
        yield from _leave(second)
        yield from away.look_at_what_went(stage, number)
        yield from away.bring_the_house_back(stage)
    finally:
        if stage.world.server is not None:
            stage.world.server.stop()
        if stage.world.line is not None:
            stage.world.line.close()


def _look_who_is_there(second: Stage) -> Steps:
    yield from second.forward()
    yield Until("het tweede bureau is bijgewerkt", lambda: _stands(second) is Stand.UP_TO_DATE)
    yield from _open_devices(second)
    second.picture("beheer-apparaten")
    listed = second.window.findChild(QAbstractItemView, "devices.list")
    # Two desks, and one of CTER: of that it is said whose it is, and nothing else.
    all_of_them = listed is not None and listed.model().rowCount() == 3
    second.check("elk apparaat van het huis staat er", held=all_of_them)
    second.check("waarvoor een apparaat is staat er niet", held=not _says(second, "CTER"))


def _open_devices(stage: Stage) -> Steps:
    driver.click("rail.admin")
    yield stage.settled()
    driver.click_tab("admin.tabs.bar", "Server en apparaten")
    yield stage.settled()


def _sit_down(second: Stage) -> Steps:
    yield from second.forward()
    yield Until("de bijeenkomst komt ook hier", lambda: _lives(second))
    yield from table.open_tables(second)
    second.picture("samen-casustafels")
    driver.click("tables.now.1.go")
    yield Until("de console komt", lambda: second.page == "console")
    yield second.settled()
    second.check(
        "wie meenotuleert kan de bijeenkomst niet verzetten", held=not _offers(second, "console.close")
    )


def _offers(stage: Stage, name: str) -> bool:
    """Whether this desk, and not the other, shows a button."""
    found = stage.window.findChild(QWidget, name)
    return found is not None and found.isVisible()


def _lives(stage: Stage) -> bool:
    with stage.database() as session:
        return table.meeting_of_today(session).current_item_id is not None


def _follow(stage: Stage, second: Stage) -> Steps:
    yield from stage.forward()
    driver.press(driver.Key.Key_PageDown, driver.CTRL)
    yield Until("de eerste casus komt", lambda: meeting.item(stage).case_id is not None)
    yield stage.settled()
    for step in (Step.ROUND, Step.JUDGEMENT):
        driver.press(driver.Key.Key_Right, driver.ALT)
        yield Until(f"de stap {step} komt", lambda step=step: meeting.item(stage).step is step)  # type: ignore[misc]
        yield stage.settled()
    at = meeting.item(stage).id
    yield Until("het andere bureau volgt", lambda: meeting.item(second).id == at)
    yield Until("ook in de stap", lambda: meeting.item(second).step is Step.JUDGEMENT)
    yield second.settled()
    second.check("het andere bureau volgt punt en stap", held=meeting.console(second).view is not None)


def _take_notes(stage: Stage, second: Stage) -> Steps:
    yield from second.forward()
    driver.click(_NOTE)
    driver.write(_ALONG)
    driver.press(driver.Key.Key_Return)
    yield Until("de notitie staat hier", lambda: _ALONG in _notes(second))
    yield Until("en bij de voorzitter", lambda: _ALONG in _notes(stage))
    yield stage.settled()
    second.picture("samen-notulist")
    yield from stage.forward()
    yield stage.settled()
    stage.picture("samen-voorzitter")
    stage.check("wat de een vastlegt ziet de ander", held=_shows(stage, _ALONG))


def _shows(stage: Stage, text: str) -> bool:
    """Whether a text stands in a field of this desk's window."""
    return any(field.toPlainText() == text for field in stage.window.findChildren(QPlainTextEdit))


def _says(stage: Stage, words: str) -> bool:
    """Whether these words stand somewhere in this desk's window."""
    return any(words in label.text() for label in stage.window.findChildren(QLabel) if label.isVisible())


def _notes(stage: Stage) -> list[str]:
    with stage.database() as session:
        return list(session.scalars(select(NoteParagraph.text).where(~NoteParagraph.deleted)))


def _cut(stage: Stage, second: Stage, goal: str) -> Steps:
    """Silence, and no refusal: each desk finds out by itself that nobody answers (decision 0014)."""
    line = stage.world.line
    if line is None:
        raise StuckError("er is geen lijn naar de server")
    line.cut()
    for desk, words in ((stage, _CHAIR), (second, _NOTES)):
        yield from desk.forward()
        driver.click(_NOTE)
        driver.write(words)
        driver.press(driver.Key.Key_Return)
        yield Until("er wordt doorgewerkt", lambda desk=desk, words=words: words in _notes(desk))  # type: ignore[misc]
    yield from away.delete_and_edit(stage, second, goal)
    # Of another network, and done while these two hear that theirs is silent.
    yield from _apart(stage)
    for desk in (stage, second):
        yield from desk.forward()
    for desk in (stage, second):
        yield Until("het bureau is offline", lambda desk=desk: _stands(desk) is Stand.OFFLINE)  # type: ignore[misc]
    yield Until("er staat dat er iets wacht", lambda: away.line_of(second).standing.waiting > 0)
    yield second.settled()
    second.picture("samen-zonder-verbinding")
    second.check("de console zegt dat er geen verbinding is", held=_says(second, "zonder verbinding sinds"))
    held = _NOTES not in _notes(stage) and _CHAIR not in _notes(second)
    stage.check("zonder verbinding werkt elk bureau door", held=held)
    line.heal()
    for desk in (stage, second):
        away.line_of(desk).look_now()
    for desk in (stage, second):
        yield Until("er wacht niets meer", lambda desk=desk: _is_even(desk))  # type: ignore[misc]
        yield Until("beide hebben beide", lambda desk=desk: {_CHAIR, _NOTES} <= set(_notes(desk)))  # type: ignore[misc]
        yield desk.settled()
    stage.check("na de storing is er niets verloren", held=set(_notes(stage)) == set(_notes(second)))
    stage.picture("samen-na-de-storing")


def _is_even(stage: Stage) -> bool:
    """Whether the server has all, whatever asks a person here."""
    standing = away.line_of(stage).standing
    return standing.offline_since is None and not standing.waiting and standing.trouble is None


def _stands(stage: Stage) -> Stand:
    return away.line_of(stage).standing.stand


def _take_over(stage: Stage, second: Stage) -> Steps:
    at = meeting.item(stage).id
    yield from second.forward()
    driver.press(driver.Key.Key_F12)
    yield Until("dit bureau leidt verder", lambda: _chair(second) == _device(second))
    yield Until("de ander hoort het", lambda: _chair(stage) == _device(second))
    yield second.settled()
    second.picture("samen-overgenomen")
    second.check("overnemen gebeurt bij hetzelfde punt", held=meeting.item(second).id == at)
    yield from stage.forward()
    yield stage.settled()
    stage.picture("samen-afgegeven")
    stage.check("wie de leiding verloor ziet dat", held=_offers(stage, "console.take_over"))


def _chair(stage: Stage) -> str | None:
    with stage.database() as session:
        found: Meeting = table.meeting_of_today(session)
        return found.chair_device


def _device(stage: Stage) -> str:
    with stage.database() as session:
        return session.get_one(DeviceSetting, "device").value


def _apart(stage: Stage) -> Steps:
    """A desk of CTER at the same server: its own board, and on this desk nothing of it."""
    cter = stage.beside_cter()
    yield from cter.open()
    rail = cter.window.findChild(QLabel, "rail.apart")
    cter.check("het CTER-bureau zegt dat het van CTER is", held=rail is not None and rail.text() == "CTER")
    cter.picture("cter-bord")
    yield Until("ook CTER is bijgewerkt", lambda: _stands(cter) is Stand.UP_TO_DATE)
    yield from _open_devices(cter)
    cter.picture("cter-apparaten")
    yield from _leave(cter)
    with stage.database() as session:
        found = finding.find(session, SURNAME, names=True).hits
        rows = session.scalars(select(Person.id).where(Person.surname == SURNAME)).all()
        kept = set(session.scalars(select(Stream.compartment)))
    stage.check("zoeken vindt hier niemand van CTER", held=not found and not rows)
    stage.check("dit bureau houdt niets van CTER", held=Compartment.CTER not in kept)


def _leave(second: Stage) -> Steps:
    yield from second.forward()
    second.window.close()
    yield Until("het tweede bureau sluit", lambda: second.ended is not None)
    second.forget()
