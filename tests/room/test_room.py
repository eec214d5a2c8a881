"""The room screen as the console uses it, over a real house."""

from dataclasses import replace
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.room.walls import FIRST, SECOND, drawn, on_screen, same, with_actions
from zvhdesk.domain.room import Remembered, Screen, ScreenChoice, Seats, Why
from zvhdesk.services.desk import Desk
from zvhdesk.ui.room import Room, RoomSettings, RoomState, remembered
from zvhdesk.ui.room.screens import all_screens
from zvhdesk.ui.room.settings import DUPLICATED
from zvhdesk.ui.room.shown import Cover
from zvhdesk.ui.room.window import Mode
from zvhdesk.ui.tasks import Tasks

Key = Qt.Key
WALL = Screen("Samsung", "QM65", "S9", "HDMI-1", 1920, 0, 1920, 1080)


def on_wall(room: Room) -> str:
    """The id of the item on the wall, empty when it is covered."""
    return room.wall.item_id if room.wall is not None else ""


def put_up(qtbot: QtBot, room: Room) -> None:
    room.begin("Zorg- en Veiligheidshuis", "Top-X")
    room.open_window()
    qtbot.waitExposed(room.window)
    assert room.show(FIRST, room.token)
    qtbot.waitUntil(lambda: room.wall == FIRST)


def test_it_begins_with_no_window_and_nothing_shown(qtbot: QtBot, room: Room) -> None:
    told: list[str] = []
    room.told.connect(told.append)
    room.begin("Zorg- en Veiligheidshuis", "Top-X")
    assert told == [Why.ALONE.value]
    assert room.state == RoomState(False, False, "", "Geen zaalscherm", "x")
    assert not room.show(FIRST, room.token)
    assert told[1:] == ["Er is geen zaalscherm open: er is niets getoond."]
    assert (room.wall, room.placed, room.window.isVisible()) == (None, False, False)


def test_the_indicator_says_what_is_on_the_wall(qtbot: QtBot, room: Room) -> None:
    states: list[RoomState] = []
    room.changed.connect(lambda: states.append(room.state))
    put_up(qtbot, room)
    qtbot.waitUntil(lambda: states[-1].showing)
    room.cover()
    none = RoomState(False, False, "", "Geen zaalscherm", "x")
    covered = RoomState(False, True, "", "Zaalscherm afgedekt", "eye-off")
    shows = RoomState(True, True, "2025-0417", "Zaalscherm toont 2025-0417", "eye")
    assert [state for state, _same in groupby(states)] == [none, covered, shows, covered]


def test_another_case_on_the_desk_changes_nothing_until_it_is_shown(qtbot: QtBot, room: Room) -> None:
    put_up(qtbot, room)
    room.refresh(SECOND)
    assert on_wall(room) == "item-1"
    assert room.show(SECOND, room.token)
    assert on_wall(room) == "", "the cover comes first"
    qtbot.waitUntil(lambda: room.wall == SECOND)


def test_a_case_asked_for_before_the_panic_key_stays_away(qtbot: QtBot, room: Room, console: QWidget) -> None:
    put_up(qtbot, room)
    token = room.token
    QTest.keyClick(console, Key.Key_F9)
    assert not room.show(SECOND, token)
    assert (room.wall, room.window.waiting) == (None, None)
    assert room.show(SECOND, room.token)
    QTest.keyClick(console, Key.Key_F9)
    assert room.window.waiting is None


def test_f8_asks_and_f7_covers_and_opens_the_door(qtbot: QtBot, room: Room, console: QWidget) -> None:
    put_up(qtbot, room)
    asked: list[str] = []
    room.show_asked.connect(lambda: asked.append("show"))
    room.door.connect(lambda: asked.append(f"door {on_wall(room)}"))
    QTest.keyClick(console, Key.Key_F8)
    assert (asked, room.wall) == (["show"], FIRST)
    QTest.keyClick(console, Key.Key_F7)
    assert asked == ["show", "door "]


def test_lines_come_and_go(qtbot: QtBot, room: Room) -> None:
    put_up(qtbot, room)
    room.refresh(with_actions(4))
    assert room.wall == with_actions(4)
    room.take_off("n3")
    assert room.wall is not None
    assert [action.id for action in room.wall.actions] == ["n0", "n1", "n2"]
    room.cover()
    room.refresh(with_actions(4))
    assert room.wall is None, "a new line never uncovers"


def test_the_end_covers_and_takes_window_and_keys_away(qtbot: QtBot, room: Room, console: QWidget) -> None:
    put_up(qtbot, room)
    frames: list[str] = []
    room.window.painted.connect(frames.append)
    assert room.awake.held
    room.end()
    assert (frames, room.placed, room.window.isVisible(), room.awake.held) == ([""], False, False, False)
    field = console.findChild(QLineEdit)
    assert field is not None
    QTest.keyClick(field, Key.Key_B)
    console.setFocus()
    QTest.keyClick(console, Key.Key_F9)
    assert field.text() == "b"


def test_closing_the_window_is_told_and_covers(qtbot: QtBot, room: Room) -> None:
    put_up(qtbot, room)
    with qtbot.waitSignal(room.told) as told:
        room.window.close()
    assert told.args == ["Het zaalscherm is gesloten."]
    assert (room.wall, room.placed) == (None, False)


def test_the_only_screen_stays_covered_on_the_panic_key_and_esc_leaves(
    qtbot: QtBot, room: Room, console: QWidget
) -> None:
    put_up(qtbot, room)
    room.single(True)
    qtbot.waitExposed(room.window)
    room.show(FIRST, room.token)
    qtbot.waitUntil(lambda: room.wall == FIRST)
    QTest.keyClick(console, Key.Key_F9)
    # The room sees this screen: behind the cover lies the console, and it must stay there.
    assert (room.wall, room.window.mode) == (None, Mode.SINGLE)
    room.hold_escape(True)
    QTest.keyClick(console, Key.Key_Escape)
    assert room.window.mode is Mode.SINGLE
    room.hold_escape(False)
    QTest.keyClick(console, Key.Key_Escape)
    assert (room.window.mode, room.window.isVisible()) == (Mode.NONE, False)


def test_never_on_the_chairs_own_screen_nor_on_one_that_is_gone(qtbot: QtBot, room: Room) -> None:
    room.begin("Huis", "Top-X")
    told: list[str] = []
    room.told.connect(told.append)
    for screen in (None, all_screens()[0], WALL):
        assert not room.open_full(screen)
    assert not room.placed
    assert told == [Why.ALONE.value] * 3


def test_a_change_of_screens_covers_at_once_and_asks_when_it_is_over(qtbot: QtBot, room: Room) -> None:
    put_up(qtbot, room)
    with qtbot.waitSignal(room.told) as told:
        room.screens._changed()  # noqa: SLF001 - what each signal of the system leads to
        assert room.wall is None
    assert told.args is not None
    assert "afgedekt" in told.args[0]


def test_the_thumbnail_shows_what_the_room_sees(qtbot: QtBot, room: Room) -> None:
    thumbnail = room.thumbnail()
    qtbot.addWidget(thumbnail)
    assert thumbnail.accessibleDescription() == "Geen zaalscherm"
    put_up(qtbot, room)
    thumbnail.resize(room.window.size())
    room.cover()
    room.show(FIRST, room.token)
    qtbot.waitUntil(lambda: same(on_screen(room.window), drawn(FIRST, room.window.size())))
    # At the size of the window it is the window's own picture, but for its round corners.
    inner = thumbnail.rect().adjusted(6, 6, -6, -6)
    qtbot.waitUntil(lambda: same(thumbnail.grab().toImage().copy(inner), on_screen(room.window).copy(inner)))
    assert thumbnail.accessibleDescription() == "Zaalscherm toont 2025-0417"
    thumbnail.deleteLater()


def test_it_remembers_screen_and_sizes_on_this_desk(
    qtbot: QtBot, room: Room, tasks: Tasks, console: QWidget
) -> None:
    room.set_seats(Seats(86, 7.5))
    told = Remembered("Samsung", "QM65", "S9", "HDMI-1")
    done: list[remembered.RoomMemory] = []

    def keep(desk: Desk) -> remembered.RoomMemory:
        remembered.keep_screen(desk, told)
        return remembered.load(desk)

    tasks.ask(keep, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert done == [remembered.RoomMemory(told, Seats(86, 7.5))]
    again = Room(tasks, console)
    qtbot.waitUntil(lambda: again.memory is not None)
    assert (again.window.seats, again.memory) == (Seats(86, 7.5), done[0])


def test_settings_that_cannot_be_read_are_as_for_a_first_time(qtbot: QtBot, tasks: Tasks) -> None:
    done: list[remembered.RoomMemory] = []

    def spoil(screen: str, size: str, desk: Desk) -> remembered.RoomMemory:
        desk.set_setting(remembered.SCREEN, screen)
        desk.set_setting(remembered.DIAGONAL, size)
        return remembered.load(desk)

    for screen, size in (("{", "groot"), ("[]", "-4"), ("null", "nan"), ('{"maker": 3}', "inf")):
        tasks.ask(partial(spoil, screen, size), done.append)
    qtbot.waitUntil(lambda: len(done) == 4)
    assert {memory.seats for memory in done} == {Seats()}
    assert [memory.screen for memory in done] == [Remembered()] * 3 + [Remembered("3")]


# ----------------------------------------------------------------------------------------- the settings panel


def button(panel: QWidget, name: str) -> QPushButton:
    found = panel.findChild(QPushButton, name)
    assert found is not None
    return found


def test_the_panel_says_what_is_possible_and_keeps_the_sizes(qtbot: QtBot, room: Room) -> None:
    room.begin("Huis", "Top-X")
    panel = RoomSettings(room)
    qtbot.addWidget(panel)
    panel.show()
    assert not button(panel, "room.open").isEnabled()
    assert panel.screens.count() == 0
    assert panel.message.text == Why.ALONE.value
    panel.farthest.setText("12")
    panel.farthest.editingFinished.emit()
    assert room.window.seats == Seats(65, 12)
    assert "niet te lezen" in panel._sizes.text  # noqa: SLF001
    for typed in ("ver", "0", "-3", "inf", "nan", ""):
        panel.farthest.setText(typed)
        panel.farthest.editingFinished.emit()
        assert (room.window.seats.farthest, panel.farthest.text()) == (12, typed)
    panel.farthest.setText("3,5")
    panel.farthest.editingFinished.emit()
    assert room.window.seats == Seats(65, 3.5)
    assert "14 regels" in panel._sizes.text  # noqa: SLF001


def test_test_zaalscherm_asks_whether_the_number_also_stands_here(qtbot: QtBot, room: Room) -> None:
    put_up(qtbot, room)
    panel = RoomSettings(room)
    qtbot.addWidget(panel)
    panel.show()
    cover = Cover("Zorg- en Veiligheidshuis", "Top-X")
    QTest.mouseClick(button(panel, "room.test"), Qt.MouseButton.LeftButton)
    assert room.wall is None
    shown = room.window.shown
    assert isinstance(shown, Cover)
    assert shown.number in panel._question.text()  # noqa: SLF001
    assert same(on_screen(room.window), drawn(replace(cover, number=shown.number), room.window.size()))
    QTest.mouseClick(button(panel, "room.test.right"), Qt.MouseButton.LeftButton)
    assert same(on_screen(room.window), drawn(cover, room.window.size()))
    QTest.mouseClick(button(panel, "room.test"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(panel, "room.test.both"), Qt.MouseButton.LeftButton)
    assert (room.placed, panel.message.text) == (False, DUPLICATED)
    assert not button(panel, "room.test").isEnabled()


def test_a_window_to_share_and_the_only_screen_are_one_press(qtbot: QtBot, room: Room) -> None:
    panel = RoomSettings(room)
    qtbot.addWidget(panel)
    panel.show()
    for name, mode in (
        ("room.as_window", Mode.WINDOW),
        ("room.as_single", Mode.SINGLE),
        ("room.close", Mode.NONE),
    ):
        QTest.mouseClick(button(panel, name), Qt.MouseButton.LeftButton)
        assert room.window.mode is mode
    assert not button(panel, "room.test").isEnabled()


def test_what_is_asked_carries_the_screen_to_open(room: Room) -> None:
    choice = ScreenChoice(Why.KNOWN, WALL, (WALL,))
    assert choice.sentence == "Zaalscherm Samsung QM65 (HDMI-1) is er weer. Daar openen?"
