"""A case with thirty late actions, and the head that puts a case on the next agenda."""

from datetime import timedelta

from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLabel, QScrollArea, QWidget

from tests.dossier.conftest import TODAY, Opened
from tests.worlds import SmallHouse
from zvhdesk.domain.terms import MeetingState
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action
from zvhdesk.models.meetings import AgendaItem, Meeting
from zvhdesk.services.desk import Desk
from zvhdesk.services.dossier import dossier
from zvhdesk.services.regions import meetings_stream

LONG = "Een lange omschrijving van wat er gedaan moet worden en door wie en waarom en hoe dat dan verder gaat"


def many(session: CaptureSession, house: SmallHouse, count: int = 30) -> None:
    session.add_all_new(
        Action(
            stream_id=house.case_stream,
            case_id=house.case_id,
            number=95 + at,
            text=LONG,
            due_on=TODAY - timedelta(at + 3),
        )
        for at in range(count)
    )


def late(house: SmallHouse, count: int) -> list[str]:
    house.desk.change(lambda session: many(session, house, count), "action.add")
    found = house.desk.read(lambda session: dossier(session, house.case_id, house.desk.today()))
    return [reason.full for reason in found.head.attention if "te laat" in reason.full]


def test_the_longest_late_are_named_and_the_rest_counted(house: SmallHouse) -> None:
    said = late(house, 30)
    assert len(said) == 4
    assert said[-1] == "nog 27 acties te laat"
    assert said[0].endswith(f"32 dagen te laat (was {said[0].split('was ')[1]}")
    assert all(len(one) < 90 for one in said)


def test_four_are_all_named(house: SmallHouse) -> None:
    assert len(late(house, 4)) == 4
    assert not any(one.startswith("nog") for one in late(house, 0))


def test_clocks_and_access_stay_in_view_and_numbers_are_whole(full: Opened) -> None:
    full.asked(lambda desk: desk.change(lambda s: many(s, full.house), "action.add"))
    full.settle()
    full.tab("plan")
    content = full.page.content
    assert content is not None
    assert content.side.verticalScrollBar().maximum() == 0
    links = [one for one in content.tabs.page("plan").findChildren(QAbstractButton) if one.text().isdecimal()]
    assert {"95", "124"} <= {one.text() for one in links}
    for link in links:
        assert link.width() >= link.sizeHint().width(), link.text()


def column_of(grid: QGridLayout, at: int) -> int:
    place: tuple[int, int, int, int] = grid.getItemPosition(at)  # type: ignore[assignment]
    return place[1]


def inside(page: QScrollArea) -> int:
    """How wide what stands in it is, px."""
    within = page.widget()
    assert within is not None
    return within.width()


def test_in_a_narrow_window_the_fields_stand_under_each_other(full: Opened) -> None:
    def columns() -> int:
        field = full.find(QLabel, "dossier.referrer").parentWidget()
        assert field is not None
        around = field.parentWidget()
        assert isinstance(around, QWidget)
        grid = around.layout()
        assert isinstance(grid, QGridLayout)
        return 1 + max(column_of(grid, at) for at in range(grid.count()))

    assert columns() == 2
    full.window.resize(720, 450)
    content = full.page.content
    assert content is not None
    page = content.tabs.page("overview")
    assert isinstance(page, QScrollArea)
    # Nothing stands outside.
    full.qtbot.waitUntil(lambda: columns() == 1 and inside(page) <= page.viewport().width())


def plan_next(desk: Desk, house: SmallHouse) -> None:
    def change(session: CaptureSession) -> None:
        session.add_all_new(
            [
                Meeting(
                    stream_id=meetings_stream(session),
                    table_id=house.table,
                    held_on=TODAY + timedelta(7),
                    starts="10:00",
                    ends="12:00",
                    state=MeetingState.PLANNED,
                )
            ]
        )

    desk.change(change, "meeting.plan")


def test_agenderen_puts_the_case_on_the_next_agenda(full: Opened) -> None:
    full.asked(lambda desk: plan_next(desk, full.house))
    full.click("dossier.agenda")
    content = full.page.content
    assert content is not None
    assert content.message.text.endswith("do 19 mrt.")
    assert "staat op de agenda van" in content.message.text
    items = full.asked(lambda desk: desk.read(lambda s: [one.case_id for one in s.query(AgendaItem)]))
    assert items == [full.house.case_id]
    full.click("dossier.agenda")
    assert content.message.text == "Deze casus staat al op deze agenda."


def test_why_agenderen_cannot_be_is_said_in_its_place(full: Opened) -> None:
    full.click("dossier.agenda")
    content = full.page.content
    assert content is not None
    assert "nog geen bijeenkomst" in content.message.text
    assert content.message.isVisible()
