"""What a guide says when an answer is lost, late or no: of a real server, with a bad network before it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.agreeing.central import Central
from tests.agreeing.enrolment.houses import Screen, Sealed
from tests.agreeing.proof.proxy import Proxy
from tests.elsewhere import heard
from tests.worlds import FixedClock, small_house
from zvhdesk.domain.enrolment import DeviceRow
from zvhdesk.line import Line
from zvhdesk.line.enrolling import LineEnrolling
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case
from zvhdesk.models.house import Member
from zvhdesk.services.desk import Desk
from zvhdesk.services.house import OF_HOUSE, add_member
from zvhdesk.services.unlock.vault_file import VAULT_NAME
from zvhdesk.sync.joining import Knocked, hash_of
from zvhdesk.sync.own import new_own
from zvhdesk.sync.server import Server
from zvhdesk.ui.agreeing.admin_guide import AdminGuide
from zvhdesk.ui.agreeing.apart_guide import LetInGuide
from zvhdesk.ui.agreeing.connection import Knock, NotDone, TypedServer
from zvhdesk.ui.agreeing.devices_pane import DevicesPane
from zvhdesk.ui.agreeing.door_guide import DoorGuide
from zvhdesk.ui.agreeing.enrol_page import EnrolPage
from zvhdesk.ui.agreeing.guide import Guide
from zvhdesk.ui.agreeing.revoke_guide import RevokeGuide
from zvhdesk.ui.kit import Message, Select
from zvhdesk.wire.messages import JoinKeys

DIGITS = tuple(f"{at}{at}{at}{at}{at}" for at in range(8))
NOWHERE = "http://127.0.0.1:9"


class Followed(Screen):
    """A guide over a small house at a real server; what lies between the two is the test's."""

    def __init__(self, qtbot: QtBot, folder: Path, sealed: Sealed, central: Central, between: Proxy) -> None:
        super().__init__(qtbot)
        self.central, self.between, self.clock = central, between, FixedClock()
        self.tasks.open(lambda: self._open(folder, sealed), lambda _none: None)
        self.settle()
        self.talk = Line(self.tasks, self.clock)
        self.line = LineEnrolling(self.talk, self.tasks)
        made: list[bool] = []
        server = TypedServer(between.url)
        self.line.make_house(server, central.new_code(), _ignored, made.append, self._failed, self.tasks)
        self.until(lambda: bool(made))

    def _open(self, folder: Path, sealed: Sealed) -> Desk:
        folder.mkdir()
        (folder / VAULT_NAME).write_bytes(sealed[0])
        desk = Desk.create(folder, sealed[1].key, self.clock)
        small_house(desk)
        return desk

    def _failed(self, why: NotDone) -> None:
        raise AssertionError(why.sentence)

    def follow(self, guide: Guide) -> None:
        """Show it."""
        self.window = guide
        self.qtbot.addWidget(guide)
        guide.resize(900, 700)
        guide.show()
        self.settle()

    def away(self) -> None:
        """The server cannot be reached."""
        self.between.toward(NOWHERE)
        self.between.reset()

    def back(self) -> None:
        """It can."""
        self.between.toward(self.central.url)

    def waits(self, name: str, words: str) -> None:
        """Until a label or a sentence says so."""
        self.until(lambda: words in (self.said(name) if self._is_sentence(name) else self.read(name)))

    def _is_sentence(self, name: str) -> bool:
        return self.window.findChild(Message, name) is not None

    def knocked(self) -> JoinKeys:
        """A device with keys of its own, and no more than that."""
        own = new_own(bytes.fromhex(new_id()), b"", b"")
        return JoinKeys(dev=own.dev, sign=own.sign_public, kem=own.pair.public)

    def lets_in(self, user: str) -> DeviceRow:
        """A device that is in for this person, and was never heard of."""
        keys, done = self.knocked(), list[bool]()
        knock = Knock((), Knocked(keys, ()))
        self.line.let_in(knock, user, lambda: done.append(True), self._failed, self.tasks)
        self.until(lambda: bool(done))
        return DeviceRow(keys.dev.hex(), user, "B. Tweede", "B", False, False, None, None)

    def end(self) -> None:
        """As the program ends."""
        self.talk.close()
        self.tasks.close()


def _ignored(_done: int, _of: int) -> None:
    """How far it is nobody asks."""


@pytest.fixture
def followed(qtbot: QtBot, tmp_path: Path, sealed: Sealed, central: Central) -> Iterator[Followed]:
    with Proxy(central.url) as between:
        made = Followed(qtbot, tmp_path / "huis", sealed, central, between)
        yield made
        made.end()


@contextmanager
def without_room(central: Central) -> Iterator[None]:
    """The server takes no box any more: its disk is full."""
    full = "RAISE(ABORT, 'database or disk is full')"
    with central.store.write() as rows:
        rows.exec_driver_sql(f"CREATE TRIGGER full BEFORE INSERT ON key_box BEGIN SELECT {full}; END")
    try:
        yield
    finally:
        with central.store.write() as rows:
            rows.exec_driver_sql("DROP TRIGGER full")


def at_the_digits(followed: Followed, kind: str = "enrol.door.regular") -> DoorGuide:
    """The door guide, with a device of that kind at the door."""
    guide = DoorGuide(followed.line, followed.tasks)
    followed.follow(guide)
    followed.find(Select, "enrol.door.who").choose(followed.asked(lambda desk: desk.user))
    followed.click(kind)
    followed.click("enrol.door.next")
    followed.until(lambda: followed.shown("enrol.door.spoken"))
    followed.away()
    guide.look.timeout.emit()
    followed.waits("enrol.door.message", "antwoordt niet")
    followed.back()
    guide.look.timeout.emit()
    followed.until(lambda: followed.said("enrol.door.message") == "")
    code = followed.read("enrol.door.spoken")
    with closing(Server(followed.central.url)) as outside:
        outside.knock(hash_of(code), followed.knocked())
    guide.look.timeout.emit()
    followed.until(lambda: guide.step is guide.digits)
    return guide


def test_letting_in_without_an_answer_is_looked_up_before_anything_is_said(followed: Followed) -> None:
    guide = at_the_digits(followed)
    followed.away()
    followed.click("enrol.door.next")
    followed.waits("enrol.door.message", "nog niet bekend")
    assert not guide.digits.isEnabled(), "nobody chooses once more before it is known"
    followed.back()
    guide.again.timeout.emit()
    followed.waits("enrol.door.message", "Nagekeken")
    followed.between.lose_answer_to(b"POST /v1/roster")
    followed.click("enrol.door.next")
    followed.waits("enrol.door.message", "nog niet bekend")
    guide.again.timeout.emit()
    followed.until(lambda: followed.shown("enrol.door.end"))
    assert followed.read("enrol.door.end").startswith("Het apparaat is toegelaten"), "with its keys"
    assert followed.said("enrol.door.message") == ""


def test_digits_that_differ_after_a_half_done_act_do_not_say_that_nobody_is_in(followed: Followed) -> None:
    guide = at_the_digits(followed)
    with without_room(followed.central):
        followed.click("enrol.door.next")
        followed.until(guide.digits.isEnabled)
        followed.until(lambda: bool(followed.said("enrol.door.message")))
    followed.click("enrol.door.differ")
    followed.until(lambda: followed.shown("enrol.door.end"))
    assert "niemand" not in followed.read("enrol.door.end")
    assert "trek het apparaat dan nu in" in followed.read("enrol.door.end")


def test_the_same_at_a_desk_of_cter(followed: Followed) -> None:
    waits = DeviceRow("d2" * 16, "u2", "B. Tweede", "B", False, False, None, None, digits=DIGITS)
    guide = LetInGuide(followed.line, waits, apart=True)
    followed.follow(guide)
    followed.away()
    followed.click("enrol.let_in.next")
    followed.waits("enrol.let_in.message", "antwoordt niet")
    followed.click("enrol.let_in.differ")
    assert "niet bekend" in followed.read("enrol.let_in.end")


def test_a_code_that_runs_out_while_the_digits_are_compared(followed: Followed) -> None:
    guide = at_the_digits(followed)
    before = followed.read("enrol.door.spoken")
    followed.clock.forward(minutes=10)
    guide.count.timeout.emit()
    assert "verlopen" in followed.said("enrol.door.digits.message")
    assert not guide.next.isVisible()
    followed.click("enrol.door.anew")
    followed.until(lambda: followed.shown("enrol.door.spoken"))
    between = followed.read("enrol.door.spoken")
    assert between != before
    followed.clock.forward(minutes=10)
    guide.count.timeout.emit()
    assert "verlopen" in followed.said("enrol.door.code.message"), "nor is it any good while one waits"
    followed.click("enrol.door.another")
    followed.until(lambda: followed.read("enrol.door.spoken") != between)


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
    """Nor is who was removed and still has a case: then they would be gone while their device reads."""
    me = followed.asked(lambda desk: desk.user)
    followed.asked(_somebody_leaves)
    guide = AdminGuide(followed.line, followed.tasks, frozenset({me}))
    followed.follow(guide)
    assert "al beheerder" in followed.said("enrol.admin.who.error")
    assert not guide.next.isEnabled()
    door = DoorGuide(followed.line, followed.tasks)
    followed.follow(door)
    who = door.who.who
    assert [who.itemText(at) for at in range(who.count())] == ["A. Voorzitter (u)", "Een nieuwe collega"]


def _somebody_leaves(desk: Desk) -> None:
    """As when a desk removed them that had not heard of their case."""
    typed = {"name": "K. Weg", "initials": "KW", "role": "adviseur"}
    user = desk.change(lambda s: add_member(s, OF_HOUSE, typed), "member.add")

    def give(session: CaptureSession) -> None:
        session.scalars(select(Case)).one().process_manager_id = user

    desk.change(give, "case.edit")
    heard(desk, (Member.__tablename__, user, "deleted"), True, seen=True)
    assert not desk.read(lambda s: s.get_one(Member, user).deleted)


def test_a_bug_after_the_devices_were_revoked_is_told(followed: Followed) -> None:
    """The guide does not wait for an answer that never comes: nobody in the house has that name."""
    gone = followed.lets_in(new_id())
    followed.follow(RevokeGuide(followed.line, followed.tasks, (gone,), gone.user))
    followed.click("enrol.revoke.keep")
    followed.find(QAbstractButton, "enrol.revoke.next").click()
    followed.qtbot.waitUntil(lambda: bool(followed.bugs), timeout=20_000)
    followed.bugs.clear()
    assert "staat de collega nog" in followed.read("enrol.revoke.end")


def test_no_word_of_another_compartment_is_said_to_who_lets_in(followed: Followed) -> None:
    """To who is no member it does not exist (issue 3, 6): not in the guide, nor in the list of devices."""
    guide = at_the_digits(followed, "enrol.door.apart")
    followed.click("enrol.door.differ")
    followed.lets_in(followed.asked(lambda desk: desk.user))
    pane = DevicesPane(followed.tasks, followed.line)
    followed.qtbot.addWidget(pane)
    pane.opened()
    followed.settle()
    rows = [str(pane.grid.rows.data(pane.grid.rows.index(1, at))) for at in range(4)]
    assert "niet bekend" in rows
    said = [one.text() for one in guide.findChildren(QLabel)]
    said += [one.text() for one in guide.findChildren(QAbstractButton)]
    for word in ("CTER", "compartiment", "regulier"):
        assert not [one for one in (*said, *rows) if word in one], word
