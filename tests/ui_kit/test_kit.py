from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from zvhdesk.ui.kit import (
    Button,
    Check,
    ChipRow,
    EmptyState,
    Field,
    Flow,
    PassphraseField,
    Radio,
    Rail,
    SaveState,
    Select,
    Step,
    StepState,
    StepStrip,
    Tabs,
    TagLabel,
    TopBar,
    steps_at,
    tag_size,
)
from zvhdesk.ui.kit.tag import paint_shape
from zvhdesk.ui.plain.passphrase import caps_lock_from
from zvhdesk.ui.theme import TagKind, current

Key = Qt.Key


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


# ------------------------------------------------------------------------------------------------ tags


def test_each_status_has_a_shape_of_its_own() -> None:
    shapes = {}
    for kind in TagKind:
        image = QImage(24, 24, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_shape(painter, QPointF(12, 12), kind, QColor("#000000"))
        painter.end()
        shapes[kind] = bytes(image.constBits())
    assert len(set(shapes.values())) == len(TagKind)
    blank = QImage(24, 24, QImage.Format.Format_RGB32)
    blank.fill(Qt.GlobalColor.white)
    assert shapes[TagKind.FEATURE] == bytes(blank.constBits()), "a characteristic carries no icon"


@pytest.mark.parametrize("kind", list(TagKind))
def test_a_tag_says_its_status_and_keeps_its_word_when_it_is_cut(qtbot: QtBot, kind: TagKind) -> None:
    tag = TagLabel("wacht op twee partners", kind)
    shown(qtbot, tag)
    assert "wacht op twee partners" in tag.accessibleName()
    assert kind is TagKind.FEATURE or kind.value in tag.accessibleName()
    tag.setFixedWidth(70)
    tag.grab()
    assert tag.toolTip() == "wacht op twee partners"
    assert tag_size("x", kind).width() < tag_size("xx", kind).width()


# ----------------------------------------------------------------------------------------------- chips


@pytest.fixture
def chips(qtbot: QtBot) -> ChipRow:
    row = ChipRow()
    row.add_group("tafel", [("all", "Alle", 64), ("jor", "JOR", 14), ("vpo", "VPO", 8)], one=True)
    row.add_group("meer", [("mine", "Mijn casussen", None), ("asks", "Vraagt aandacht", None)])
    shown(qtbot, row)
    return row


def test_in_a_group_of_one_exactly_one_chip_is_on(chips: ChipRow) -> None:
    heard: list[tuple[str, frozenset[str]]] = []
    chips.changed.connect(lambda group, keys: heard.append((group, keys)))
    assert chips.on("tafel") == {"all"}
    chips.chip("jor").click()
    chips.chip("jor").click()
    chips.chip("mine").click()
    chips.chip("asks").click()
    assert chips.on("tafel") == {"jor"}
    assert chips.on("meer") == {"mine", "asks"}
    assert heard[-1] == ("meer", frozenset({"mine", "asks"}))


def test_chips_are_walked_with_arrows_and_switched_with_space_and_enter(chips: ChipRow) -> None:
    chips.chip("all").setFocus()
    QTest.keyClick(chips.chip("all"), Key.Key_Right)
    assert chips.chip("jor").hasFocus()
    QTest.keyClick(chips.chip("jor"), Key.Key_Space)
    assert chips.on("tafel") == {"jor"}
    QTest.keyClick(chips.chip("jor"), Key.Key_Left)
    QTest.keyClick(chips.chip("all"), Key.Key_Left)
    assert chips.chip("asks").hasFocus(), "the row goes round"
    QTest.keyClick(chips.chip("asks"), Key.Key_Return)
    assert chips.on("meer") == {"asks"}


def test_chips_say_their_count_and_are_high_enough_to_hit(chips: ChipRow) -> None:
    chip = chips.chip("jor")
    assert chip.accessibleName() == "JOR 14"
    chip.set_count(15)
    assert chip.text() == "JOR 15"
    assert chip.height() >= 32


def test_a_narrow_row_wraps_and_hides_nothing(chips: ChipRow) -> None:
    chips.resize(230, chips.heightForWidth(230))
    chips.grab()
    assert chips.heightForWidth(230) > chips.heightForWidth(1200)
    assert all(
        chips.rect().contains(chips.chip(key).geometry()) for key in ("all", "jor", "vpo", "mine", "asks")
    )


def test_chips_can_be_replaced(chips: ChipRow) -> None:
    chips.clear()
    chips.add_group("tafel", [("all", "Alle", 3)], one=True)
    assert chips.on("tafel") == {"all"}
    with pytest.raises(KeyError):
        chips.chip("jor")


@given(
    sizes=st.lists(st.tuples(st.integers(10, 300), st.integers(10, 60)), max_size=12),
    width=st.integers(320, 900),
)
def test_nothing_in_a_flow_overlaps_or_leaves_it(sizes: list[tuple[int, int]], width: int) -> None:
    holder = QWidget()
    flow = Flow(holder)
    boxes = []
    for wide, high in sizes:
        box = QWidget(holder)
        box.setFixedSize(wide, high)
        flow.addWidget(box)
        box.show()
        boxes.append(box)
    height = flow.heightForWidth(width)
    flow.setGeometry(QRect(0, 0, width, height))
    places = [box.geometry() for box in boxes]
    assert all(QRect(0, 0, width, height).contains(place) for place in places)
    assert not any(one.intersects(other) for at, one in enumerate(places) for other in places[at + 1 :])


# ------------------------------------------------------------------------------------------------ rail


@pytest.fixture
def rail(qtbot: QtBot) -> Rail:
    made = Rail("Zorg- en Veiligheidshuis Twente")
    made.add("today", "Vandaag", "calendar", "Alt+1")
    made.add("board", "Casusbord", "square-kanban", "Alt+2")
    shown(qtbot, made)
    return made


def test_the_rail_is_walked_and_opened_by_key(rail: Rail, qtbot: QtBot) -> None:
    first = rail.findChild(QWidget, "rail.today")
    second = rail.findChild(QWidget, "rail.board")
    assert first is not None
    assert second is not None
    first.setFocus()
    QTest.keyClick(first, Key.Key_Down)
    assert second.hasFocus()
    with qtbot.waitSignal(rail.chosen) as heard:
        QTest.keyClick(second, Key.Key_Return)
    assert heard.args == ["board"]
    QTest.keyClick(second, Key.Key_Down)
    assert first.hasFocus()
    assert min(first.height(), second.height()) >= 32


def test_the_rail_tells_counts_shortcuts_and_whether_all_is_saved(rail: Rail) -> None:
    item = rail.findChild(QWidget, "rail.today")
    saved = rail.findChild(QWidget, "rail.saved")
    assert item is not None
    assert saved is not None
    rail.count("today", 7)
    assert item.accessibleName() == "Vandaag, 7 punten vragen aandacht"
    assert "Alt+1" in item.toolTip()
    rail.count("today", 0)
    assert item.accessibleName() == "Vandaag"
    assert saved.accessibleName() == "Alles opgeslagen"
    pictures = set()
    for state in SaveState:
        rail.set_saved(state)
        pictures.add(bytes(saved.grab().toImage().constBits()))
        assert saved.accessibleName() == state.value
    assert len(pictures) == len(SaveState)


# -------------------------------------------------------------------------------------- fields and such


def test_an_error_stands_at_the_field_loses_nothing_and_goes_when_one_types(qtbot: QtBot) -> None:
    line = QLineEdit("Hengeloo")
    line.setObjectName("x.gemeente")
    field = Field("Gemeente", line, hint="Waar iemand staat ingeschreven")
    shown(qtbot, field)
    field.set_error("Gemeente Hengeloo onbekend. Bedoelt u Hengelo?")
    assert line.text() == "Hengeloo"
    assert line.accessibleName() == "Gemeente"
    assert line.accessibleDescription() == field.error
    message = field.findChild(QWidget, "x.gemeente.error")
    assert message is not None
    assert message.isVisible()
    QTest.keyClick(line, Key.Key_Backspace)
    assert field.error == ""
    assert not message.isVisible()


@pytest.mark.parametrize("editor", [QPlainTextEdit, lambda: Select("x", [("a", "A"), ("b", "B")])])
def test_other_editors_clear_their_error_too(qtbot: QtBot, editor: type[QWidget]) -> None:
    made = editor()
    field = Field("Veld", made)
    shown(qtbot, field)
    field.set_error("Fout.")
    if isinstance(made, Select):
        made.choose("b")
        assert made.value == "b"
    else:
        QTest.keyClick(made, Key.Key_A)
    assert field.error == ""


@given(letter=st.sampled_from("abcXYZéÉß1 .,"), shift=st.booleans(), caps=st.booleans())
def test_caps_lock_is_read_off_what_was_typed(letter: str, shift: bool, caps: bool) -> None:
    typed = letter.upper() if shift != caps else letter.lower()
    if typed.lower() == typed.upper() or len(typed) != 1:
        assert caps_lock_from(typed, shift=shift) is None
    else:
        assert caps_lock_from(typed, shift=shift) is caps


def test_a_passphrase_is_hidden_until_one_asks(qtbot: QtBot) -> None:
    field = PassphraseField("x.pass")
    shown(qtbot, field)
    field.line.setFocus()
    caps = field.findChild(QWidget, "x.pass.caps")
    assert caps is not None
    QTest.sendKeyEvent(QTest.KeyAction.Click, field.line, Key.Key_A, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not caps.isVisible()
    QTest.keyClicks(field.line, "een zin")
    assert field.text == "Aeen zin"
    assert "zin" not in field.line.displayText()
    field.reveal.click()
    assert field.line.displayText() == "Aeen zin"
    assert field.reveal.text() == "verberg"
    assert field.line.hasFocus()
    field.reveal.click()
    assert "zin" not in field.line.displayText()
    QTest.sendKeyEvent(QTest.KeyAction.Click, field.line, Key.Key_B, "B", Qt.KeyboardModifier.NoModifier)
    assert caps.isVisible()
    with qtbot.waitSignal(field.entered):
        QTest.keyClick(field.line, Key.Key_Return)


def test_ticks_and_choices_work_by_key_and_wrap(qtbot: QtBot) -> None:
    holder = QWidget()
    check = Check("Blad 1 ligt bij de eerste functionaris", "x.check")
    radios = [Radio("Twente", "x.t"), Radio("Drenthe", "x.d")]
    for widget in (check, *radios):
        widget.setParent(holder)
    shown(qtbot, holder)
    check.setFocus()
    QTest.keyClick(check, Key.Key_Space)
    assert check.isChecked()
    assert check.heightForWidth(150) > check.heightForWidth(600) >= 32
    radios[0].click()
    radios[1].click()
    assert [radio.isChecked() for radio in radios] == [False, True]


# ------------------------------------------------------------------------------- steps, tabs and the rest


def test_a_step_strip_says_where_one_is(qtbot: QtBot) -> None:
    strip = StepStrip([Step("Aangemeld", "3 nov 2025", StepState.DONE), Step("Triage", "", StepState.NOW)])
    shown(qtbot, strip)
    assert strip.accessibleName() == "Stappen: Aangemeld 3 nov 2025 (klaar), Triage (nu)"
    strip.resize(160, strip.sizeHint().height())
    strip.grab()
    assert "Aangemeld: 3 nov 2025" in strip.toolTip()


@given(titles=st.lists(st.text(max_size=8), min_size=1, max_size=7), at=st.integers(0, 6))
def test_of_the_steps_of_a_wizard_one_is_now(titles: list[str], at: int) -> None:
    now = at % len(titles)
    states = [step.state for step in steps_at(titles, now)]
    assert states == [StepState.DONE] * now + [StepState.NOW] + [StepState.LATER] * (len(titles) - now - 1)


def test_a_tab_is_built_when_it_is_first_opened(qtbot: QtBot) -> None:
    built: list[str] = []

    def maker(key: str) -> QWidget:
        built.append(key)
        return EmptyState("inbox", "Leeg", "Hier komt iets.")

    def make(key: str) -> Callable[[], QWidget]:
        return lambda: maker(key)

    tabs = Tabs("x.tabs")
    for key, text in (("one", "Overzicht"), ("two", "Informatie & meer"), ("three", "Geschiedenis")):
        tabs.add(key, text, make(key))
    shown(qtbot, tabs)
    assert built == ["one"]
    tabs.bar.setFocus()
    QTest.keyClick(tabs.bar, Key.Key_Right)
    assert (tabs.key, built) == ("two", ["one", "two"])
    QTest.keyClick(tabs, Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(tabs, Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert (tabs.key, built) == ("one", ["one", "two", "three"])
    tabs.set_text("two", "Informatie (7)")
    tabs.open("two")
    assert built == ["one", "two", "three"]


def test_a_long_title_is_cut_with_the_whole_as_tooltip(qtbot: QtBot) -> None:
    bar = TopBar("Een heel erg lange titel die nergens op past " * 3, "Top-X")
    shown(qtbot, bar)
    bar.resize(500, bar.sizeHint().height())
    bar.grab()
    title = bar.findChild(QWidget, "topbar.title")
    assert title is not None
    assert title.toolTip().startswith("Een heel erg lange titel")
    with qtbot.waitSignal(bar.find_asked):
        bar.search.click()


def test_the_ring_is_there_for_keys_and_not_for_the_mouse(qtbot: QtBot) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    first, second = Button("Eerst", "x.first"), Button("Dan", "x.second")
    column.addWidget(first)
    column.addWidget(second)
    shown(qtbot, holder)
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    plain = second.grab().toImage()
    QTest.keyClick(first, Key.Key_Tab)
    assert second.hasFocus()
    assert second.grab().toImage() != plain
    image = second.grab().toImage()
    middle = [image.pixelColor(image.width() // 2, y) for y in range(image.height())]
    assert QColor(current().focus) in middle
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert first.hasFocus()
    ground = first.grab().toImage().pixelColor(first.width() // 2, 1)
    assert ground != QColor(current().focus)
