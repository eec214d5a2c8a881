"""Preparing a meeting: agenda, attendance, and what is refused beside its field."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from tests.tables.conftest import TODAY, present
from tests.tables.looking import Open, full, message, of
from zvhdesk.domain.terms import Capacity, PartnerClass, Presence
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.meetings import Attendance
from zvhdesk.services.meetings import planning
from zvhdesk.ui.kit import Select


def test_too_much_for_the_time_is_said_plainly(opened: Open) -> None:
    here = opened(full)
    view = here.open(str(here.filled))
    assert view.agenda.over.isVisible()
    assert view.agenda.over.text == "130 van 120 minuten: 10 te veel"
    item = next(one for one in view.agenda.items.values() if one.row.number == "2026-0001")
    item.minutes.editor.put("5")
    item.minutes.commit()
    here.settle()
    assert view.agenda.total.text() == "105 van 120 minuten"
    assert not view.agenda.over.isVisible()


def test_minutes_that_cannot_be_are_refused_beside_the_field_and_kept(opened: Open) -> None:
    here = opened(full)
    view = here.open(str(here.filled))
    item = next(one for one in view.agenda.items.values() if one.row.number == "2026-0001")
    item.minutes.editor.put("een half uur")
    item.minutes.commit()
    here.settle()
    assert item.minutes.message.text == "Vul een getal in van 1 tot en met 240."
    assert item.minutes.text == "een half uur"


def test_an_item_is_dragged_to_its_place(opened: Open) -> None:
    here = opened(full)
    view = here.open(str(here.filled))
    items = list(view.agenda.items.values())
    item = next(one for one in items if one.row.number == "2026-0001")
    last = next(one for one in items if one.row.number == "2026-0004")
    grip = item.grip
    down = last.mapTo(here.window, QPoint(0, last.height() - 4)).y() - grip.mapTo(here.window, QPoint()).y()
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    QTest.mouseMove(grip, QPoint(8, 30))
    QTest.mouseMove(grip, QPoint(8, down))
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=QPoint(8, down))
    here.settle()
    agenda = here.asked(lambda d: d.read(lambda s: planning.agenda(s, str(here.filled), TODAY, d.device)))
    assert [one.number for one in agenda.items if one.case_id] == [
        "2026-0002", "2026-0003", "2026-0004", "2026-0001",
    ]  # fmt: skip


def test_a_point_without_a_case_comes_before_the_rondvraag(opened: Open) -> None:
    here = opened(full)
    view = here.open(str(here.filled))
    view.agenda.point.open()
    view.agenda.point.add()
    here.settle()
    assert message(here, "tables.point.title.error") == "Vul in waar dit punt over gaat."
    here.find(QLineEdit, "tables.point.title").setText("Vakantierooster")
    view.agenda.point.add()
    here.settle()
    titles = [item.row.title for item in view.agenda.items.values() if item.row.case_id is None]
    assert "Vakantierooster" in titles


def test_a_case_that_was_shielded_keeps_its_place_without_a_word(opened: Open) -> None:
    here = opened(full)
    view = here.open(str(here.filled))

    def shield(session: CaptureSession) -> None:
        session.get_one(Case, "topx-001").shielded = True

    here.asked(lambda d: d.change(shield, "case.close"))
    item = next(one for one in view.agenda.items.values() if one.row.gone)
    assert item.accessibleName().startswith("Punt 3: Afgeschermde casus, 30")
    assert not item.title.isVisible()
    assert item.title.text == ""


def test_dossiers_open_from_the_agenda_and_from_the_cases(opened: Open) -> None:
    here = opened(full)
    view = here.open(str(here.filled))
    here.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    view.candidates.take_keyboard()
    here.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert here.cases == ["topx-000", view.candidates.model.rows[0].case_id]


def test_a_third_signs_with_one_act(opened: Open) -> None:
    here = opened(full)
    here.open(str(here.filled))
    third = of(here, "Woonstichting Dinkelborg")
    assert third.secrecy.text == "geheimhouding: nog niet getekend"
    assert not of(here, "Politie").secrecy.isVisible()
    third.sign.click()
    here.settle()
    assert third.secrecy.text == "getekend ma 16 mrt"
    assert not third.sign.isVisible()
    stored = here.asked(
        lambda d: d.read(lambda s: (s.get_one(Attendance, third.row.id).signed_seen_by, d.user))
    )
    assert stored[0] == stored[1], "it is recorded who saw it"


def test_a_guest_is_admitted_and_nothing_typed_is_lost_by_an_error(opened: Open) -> None:
    here = opened(full)
    view = here.open(str(here.filled))
    view.attendance.guest.open()
    here.settle()
    here.find(QLineEdit, "tables.guest.organisation").setText("Woonplus")
    view.attendance.guest.add()
    here.settle()
    assert message(here, "tables.guest.capacity.error") == "Kies als wat deze gast aan tafel is."
    here.find(Select, "tables.guest.capacity").choose(Capacity.SUBSTITUTE)
    view.attendance.guest.add()
    here.settle()
    assert message(here, "tables.guest.name.error").startswith("Vul de naam in")
    assert view.attendance.guest.typed["organisation"] == "Woonplus"
    here.find(QLineEdit, "tables.guest.name").setText("M. de Boer")
    here.find(Select, "tables.guest.presence").choose(Presence.IN_ROOM)
    here.find(Select, "tables.guest.screened").choose("nee")
    view.attendance.guest.add()
    here.settle()
    guest = of(here, "Woonplus")
    assert (guest.row.class_, guest.row.presence) == (PartnerClass.THIRD, Presence.IN_ROOM)
    assert guest.accessibleName().startswith(
        "Woonplus, M. de Boer, vervanger, niet gescreend door werkgever, derde, in de zaal"
    )
    assert guest.sign.isVisible()


def test_the_name_of_betrokkene_is_not_asked_and_not_taken(opened: Open) -> None:
    here = opened(full)
    view = here.open(str(here.filled))
    view.attendance.guest.open()
    here.find(Select, "tables.guest.capacity").choose(Capacity.SUBJECT)
    here.find(QLineEdit, "tables.guest.name").setText("J. Aalberts")
    view.attendance.guest.add()
    here.settle()
    assert "hoort niet op deze lijst" in message(here, "tables.guest.name.error")
    here.find(QLineEdit, "tables.guest.name").clear()
    view.attendance.guest.add()
    here.settle()
    assert any(one.row.capacity is Capacity.SUBJECT for one in view.attendance.items.values())


def test_a_partner_is_added_from_those_that_are_not_there_and_taken_off(opened: Open) -> None:
    here = opened(full)
    view = here.open(str(here.filled))
    view.attendance.partner.open()
    choice = here.find(Select, "tables.partner.partner_id")
    offered = [choice.itemText(at) for at in range(choice.count())]
    assert "Politie" not in offered
    view.attendance.partner.add()
    here.settle()
    assert message(here, "tables.partner.partner_id.error") == "Kies welke partner erbij komt."
    choice.choose("p-Reclassering")
    view.attendance.partner.add()
    here.settle()
    added = of(here, "Reclassering")
    added.away.click()
    here.settle()
    assert "Reclassering" not in [one.row.organisation for one in view.attendance.items.values()]
    again = [choice.itemText(at) for at in range(choice.count())]
    assert sorted(again) == sorted(offered)


def test_an_end_before_the_beginning_is_said_beside_it_and_goes_when_the_beginning_does(
    opened: Open,
) -> None:
    here = opened(full)
    fields = here.open(str(here.filled)).details.fields
    starts, ends = fields["starts"], fields["ends"]
    starts.editor.put("13:00")
    starts.commit()
    here.settle()
    assert starts.message.text == "Het begin ligt vóór het einde van 12:00."
    assert starts.text == "13:00"
    ends.editor.put("15:00")
    ends.commit()
    here.settle()
    assert (starts.text, starts.message.text, ends.text) == ("13:00", "", "15:00")
    agenda = here.asked(lambda d: d.read(lambda s: planning.agenda(s, str(here.filled), TODAY, d.device)))
    assert (agenda.meeting.starts, agenda.meeting.ends) == ("13:00", "15:00")


def test_what_was_refused_is_not_lost_by_beginning(opened: Open) -> None:
    here = opened(full)
    here.asked(lambda desk: present(desk, str(here.filled)))
    view = here.open(str(here.filled))
    ends = view.details.fields["ends"]
    ends.editor.put("8:00")
    here.find(QPushButton, "tables.start").click()
    here.settle()
    assert here.consoles == []
    assert ends.message.text == "Het einde ligt na het begin van 10:00."
    assert "niet opgeslagen" in here.page.say.text
    ends.editor.put("11:00")
    here.find(QPushButton, "tables.start").click()
    here.settle()
    assert here.consoles == [str(here.filled)]
