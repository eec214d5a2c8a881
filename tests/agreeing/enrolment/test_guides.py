"""What a guide says when an answer is lost, late or no."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.agreeing.enrolment.answering import LOST, Answering
from tests.lanes import OnLanes
from tests.worlds import FixedClock, new_desk, small_house
from zvhdesk.domain.enrolment import DeviceRow
from zvhdesk.models.base import new_id
from zvhdesk.services.house import OF_HOUSE, add_member
from zvhdesk.ui.agreeing.admin_guide import AdminGuide
from zvhdesk.ui.agreeing.apart_guide import LetInGuide
from zvhdesk.ui.agreeing.connection import House, Knock, NotDone
from zvhdesk.ui.agreeing.devices_pane import DevicesPane
from zvhdesk.ui.agreeing.door_guide import DoorGuide
from zvhdesk.ui.agreeing.enrol_page import EnrolPage
from zvhdesk.ui.agreeing.guide import Guide
from zvhdesk.ui.agreeing.revoke_guide import RevokeGuide
from zvhdesk.ui.kit import Message, Select

AT_THE_DOOR = Knock(tuple(f"{at}{at}{at}{at}{at}" for at in range(8)), object())


class Followed(OnLanes[Guide]):
    """A guide over a small house, with a line that answers as the test says."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        super().__init__(qtbot)
        self.tasks.open(lambda: new_desk(folder, FixedClock()), lambda _none: None)
        self.house = self.asked(small_house)
        self.line = Answering()

    def follow(self, guide: Guide) -> None:
        """Show it."""
        self.window = guide
        self.qtbot.addWidget(guide)
        guide.resize(900, 700)
        guide.show()
        self.settle()

    def said(self, name: str) -> str:
        """A sentence beneath the guide or beside something."""
        return self.find(Message, name).text

    def read(self, name: str) -> str:
        """What a label that is in view says."""
        found = self.find(QLabel, name)
        assert found.isVisible(), name
        return found.text()


@pytest.fixture
def followed(qtbot: QtBot, tmp_path: Path) -> Iterator[Followed]:
    made = Followed(qtbot, tmp_path)
    yield made
    made.tasks.close()


def at_the_digits(followed: Followed, kind: str = "enrol.door.regular") -> DoorGuide:
    """The door guide, with a device of that kind at the door."""
    guide = DoorGuide(followed.line, followed.tasks)
    followed.follow(guide)
    followed.find(Select, "enrol.door.who").choose(followed.asked(lambda desk: desk.user))
    followed.click(kind)
    followed.click("enrol.door.next")
    followed.line.yes("AAAA-BBBB-CCCC")
    followed.line.no(LOST)
    assert "antwoordt niet" in followed.said("enrol.door.message")
    guide.look.timeout.emit()
    followed.line.yes(None)
    assert followed.said("enrol.door.message") == "", "the server answered: it is settled"
    guide.look.timeout.emit()
    followed.line.yes(AT_THE_DOOR)
    return guide


def test_letting_in_without_an_answer_is_looked_up_before_anything_is_said(followed: Followed) -> None:
    guide = at_the_digits(followed)
    followed.click("enrol.door.next")
    followed.line.no(LOST)
    assert "nog niet bekend" in followed.said("enrol.door.message")
    assert not guide.digits.isEnabled(), "nobody chooses once more before it is known"
    guide.again.timeout.emit()
    followed.line.yes(False)
    assert followed.said("enrol.door.message").startswith("Nagekeken")
    followed.click("enrol.door.next")
    followed.line.no(LOST)
    guide.again.timeout.emit()
    assert followed.line.asked[-1] == "is_in"
    followed.line.yes(True)
    assert followed.line.asked[-1] == "let_in", "what was left of it is done"
    followed.line.yes()
    assert followed.read("enrol.door.end").startswith("Het apparaat is toegelaten")
    assert followed.said("enrol.door.message") == ""


def test_digits_that_differ_after_a_half_done_act_do_not_say_that_nobody_is_in(followed: Followed) -> None:
    at_the_digits(followed)
    followed.click("enrol.door.next")
    followed.line.no(NotDone("", "De server is te druk."))
    followed.click("enrol.door.differ")
    followed.line.yes(True)
    assert "niemand" not in followed.read("enrol.door.end")
    assert "trek het apparaat dan nu in" in followed.read("enrol.door.end")


def test_the_same_at_a_desk_of_cter(followed: Followed) -> None:
    waits = DeviceRow("d2", "u2", "B. Tweede", "B", False, False, None, None, digits=AT_THE_DOOR.digits)
    followed.follow(LetInGuide(followed.line, waits))
    followed.click("enrol.let_in.next")
    followed.line.no(LOST)
    followed.click("enrol.let_in.differ")
    assert "niet bekend" in followed.read("enrol.let_in.end")


def test_a_code_that_runs_out_while_the_digits_are_compared(followed: Followed) -> None:
    guide = at_the_digits(followed)
    followed.line.time.forward(minutes=10)
    guide.count.timeout.emit()
    assert "verlopen" in followed.said("enrol.door.digits.message")
    assert not guide.next.isVisible()
    followed.click("enrol.door.anew")
    followed.line.yes("DDDD-EEEE-FFFF")
    assert followed.read("enrol.door.spoken") == "DDDD-EEEE-FFFF"
    followed.line.time.forward(minutes=10)
    guide.count.timeout.emit()
    assert "verlopen" in followed.said("enrol.door.code.message"), "nor is it any good while one waits"
    followed.click("enrol.door.another")
    assert followed.line.asked[-1] == "open_door"


def test_a_device_that_was_named_keeps_its_person_in_a_second_round(followed: Followed) -> None:
    """The first try came half way, and its code ran out; then the admin chooses somebody else."""
    guide = at_the_digits(followed)
    first = followed.asked(lambda desk: desk.user)
    followed.click("enrol.door.next")
    followed.line.no(NotDone("", "De server is te druk."))
    followed.line.time.forward(minutes=10)
    guide.count.timeout.emit()
    followed.click("enrol.door.anew")
    followed.line.yes("DDDD-EEEE-FFFF")
    followed.line.yes(None)
    followed.click("enrol.door.back")
    followed.find(Select, "enrol.door.who").choose("nieuw")
    for key, text in (("name", "B. Tweede"), ("initials", "BT"), ("role", "notulist")):
        followed.find(QLineEdit, f"enrol.door.{key}").setText(text)
    followed.click("enrol.door.next")
    followed.line.yes("GGGG-HHHH-JJJJ")
    followed.line.yes(replace(AT_THE_DOOR, user=first))
    assert "al op naam van A. Voorzitter (u)" in followed.said("enrol.door.digits.message")
    assert followed.find(Select, "enrol.door.who").value == first
    followed.click("enrol.door.next")
    assert (followed.line.asked[-1], followed.line.about[1]) == ("let_in", first)
    followed.line.no(NotDone("", "De server is te druk."))
    followed.click("enrol.door.differ")
    assert followed.line.asked[-1] == "is_in", "nobody says that nobody is in"


def test_typed_sheets_are_forgotten_when_another_page_is_looked_at(followed: Followed) -> None:
    typed = {"name": "B. Tweede", "initials": "BT", "role": "adviseur"}
    user = followed.asked(lambda d: d.change(lambda s: add_member(s, OF_HOUSE, typed), "member.add"))
    page = EnrolPage(followed.tasks, followed.line)
    followed.qtbot.addWidget(page)
    page.opened("admin")
    followed.settle()
    assert isinstance(page.guide, AdminGuide)
    sheets = page.guide.sheets
    sheets.who.choose(user)
    sheets.sheet1.setPlainText("een blad")
    page.left()
    page.opened()
    assert (sheets.typed, sheets.who.value) == (("", ""), user)


def test_without_anybody_to_appoint_it_says_so(followed: Followed) -> None:
    me = followed.asked(lambda desk: desk.user)
    guide = AdminGuide(followed.line, followed.tasks, frozenset({me}))
    followed.follow(guide)
    assert "al beheerder" in followed.said("enrol.admin.who.error")
    assert not guide.next.isEnabled()


def test_a_bug_after_the_devices_were_revoked_is_told(followed: Followed) -> None:
    """The guide does not wait for an answer that never comes."""
    gone = DeviceRow("d2", new_id(), "B. Tweede", "B", False, False, None, None)
    followed.follow(RevokeGuide(followed.line, followed.tasks, (gone,), gone.user))
    followed.click("enrol.revoke.keep")
    followed.find(QAbstractButton, "enrol.revoke.next").click()
    followed.line.yes()
    followed.qtbot.waitUntil(lambda: bool(followed.bugs))
    followed.bugs.clear()
    assert "staat de collega nog" in followed.read("enrol.revoke.end")


def test_no_word_of_another_compartment_is_said_to_who_lets_in(followed: Followed) -> None:
    """To who is no member it does not exist (issue 3, 6): not in the guide, nor in the list of devices."""
    guide = at_the_digits(followed, "enrol.door.apart")
    followed.click("enrol.door.differ")
    away = DeviceRow("d2", "u2", "B. Tweede", "B", False, False, None, None)
    me = DeviceRow("d1", "u1", "A. Voorzitter", "", True, True, None, None)
    followed.line.stands = House(joined=True, devices=(me, away))
    pane = DevicesPane(followed.tasks, followed.line)
    followed.qtbot.addWidget(pane)
    pane.opened()
    rows = [str(pane.grid.rows.data(pane.grid.rows.index(1, at))) for at in range(4)]
    assert "niet bekend" in rows
    said = [one.text() for one in guide.findChildren(QLabel)]
    said += [one.text() for one in guide.findChildren(QAbstractButton)]
    for word in ("CTER", "compartiment", "regulier"):
        assert not [one for one in (*said, *rows) if word in one], word
