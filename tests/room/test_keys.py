"""The panic key, wherever the keyboard is; keys are sent as the system sends them."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShortcut, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from tests.room.walls import FIRST
from zvhdesk.ui.find.panel import FindPanel
from zvhdesk.ui.kit.files import ask_save
from zvhdesk.ui.preview import Paper, PreviewWindow
from zvhdesk.ui.room.keys import PanicKeys
from zvhdesk.ui.room.window import RoomWindow
from zvhdesk.ui.theme import Theme

Key, CTRL, NONE = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
COVERS = [(Key.Key_F9, NONE), (Key.Key_F9, CTRL), (Key.Key_Period, CTRL)]


def own_dialogs() -> bool:
    """Whether file dialogs are Qt's own."""
    return QApplication.testAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)


class Told(QObject):
    """The keys under watch, and what they asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = PanicKeys(self)
        self.heard: list[str] = []
        self.keys.cover.connect(lambda: self.heard.append("cover"))
        self.keys.show_asked.connect(lambda: self.heard.append("show"))
        self.keys.door.connect(lambda: self.heard.append("door"))
        self.keys.leave.connect(lambda: self.heard.append("leave"))
        # A console of another test may not be gone yet, and then they would be Qt's own already.
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, False)
        self.keys.watch(True)


@pytest.fixture
def told(theme: Theme) -> Iterator[Told]:
    made = Told()
    yield made
    made.keys.watch(False)


def press(key: Qt.Key, held: Qt.KeyboardModifier = NONE, text: str = "") -> None:
    """As the system does it: to the window with the keyboard, or the popup over it, with its text."""
    target: QObject | None = QApplication.focusWindow()
    assert isinstance(target, QWindow)
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(target, QKeyEvent(kind, key.value, held, text))


def typed(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


@pytest.mark.parametrize("key, held", COVERS)
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_while_typing_and_no_full_stop_is_typed(
    qtbot: QtBot, told: Told, kind: type[QWidget], key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    window = QWidget()
    field = kind(window)
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    field.setFocus()
    QTest.keyClicks(field, "J. wil")
    press(key, held, "." if key is Key.Key_Period else "")
    QTest.keyClick(field, key, held)
    assert told.heard == ["cover", "cover"]
    assert typed(field) == "J. wil"


@pytest.mark.parametrize("key, held", COVERS)
def test_with_a_modal_dialog_open(qtbot: QtBot, told: Told, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    box = QMessageBox(QMessageBox.Icon.NoIcon, "ZVH Desk", "Bijeenkomst sluiten?")
    box.setWindowModality(Qt.WindowModality.ApplicationModal)
    qtbot.addWidget(box)
    with qtbot.waitActive(box):
        box.open()
    press(key, held)
    assert told.heard == ["cover"]
    assert box.isVisible()


def test_with_a_file_dialog_open(qtbot: QtBot, console: QWidget, told: Told) -> None:
    assert own_dialogs()
    dialog = ask_save(console, "ZVH Desk", "plan.pdf", "PDF (*.pdf)", lambda _path: None)
    qtbot.waitUntil(dialog.isActiveWindow)
    press(Key.Key_F9)
    press(Key.Key_Period, CTRL, ".")
    assert told.heard == ["cover"] * 2
    assert dialog.isVisible()
    dialog.close()
    told.keys.watch(False)
    assert not own_dialogs()


def popup(qtbot: QtBot) -> QWidget:
    """What lies open over the windows, once it does."""
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    found = QApplication.activePopupWidget()
    assert found is not None
    return found


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_with_a_menu_or_a_drop_down_open(qtbot: QtBot, console: QWidget, told: Told) -> None:
    menu = QMenu(console)
    menu.addAction("Kan niet meer")
    menu.popup(console.mapToGlobal(console.rect().center()))
    assert popup(qtbot) is menu
    press(Key.Key_F9)
    QTest.keyClick(menu, Key.Key_F9)
    assert menu.isVisible()
    menu.close()
    choice = QComboBox(console)
    choice.addItems(["Politie", "Gemeente"])
    choice.show()
    choice.showPopup()
    QTest.keyClick(popup(qtbot), Key.Key_F9)
    QTest.keyClick(popup(qtbot), Key.Key_Period, CTRL)
    assert told.heard == ["cover"] * 4
    choice.hidePopup()


def test_from_the_preview_of_a_paper(qtbot: QtBot, console: QWidget, told: Told) -> None:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, "Plan van aanpak")
    canvas.save()
    paper = Paper("Plan", out.getvalue(), "plan.pdf", lambda: None, lambda: None)
    preview = PreviewWindow(paper, console)
    preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    with qtbot.waitActive(preview):
        preview.open()
    for key, held in COVERS:
        press(key, held)
    assert told.heard == ["cover"] * 3
    assert preview.isVisible()
    preview.close()


def test_with_the_find_panel_open(qtbot: QtBot, console: QWidget, told: Told) -> None:
    panel = FindPanel(console)
    panel.show()
    panel.field.setFocus()
    QTest.keyClicks(panel.field, "2026")
    for key, held in COVERS:
        press(key, held)
    assert told.heard == ["cover"] * 3
    assert panel.field.text() == "2026"


def test_from_the_room_window_itself(qtbot: QtBot, window: RoomWindow, told: Told) -> None:
    window.show_wall(FIRST)
    qtbot.waitUntil(lambda: window.wall is not None)
    told.keys.cover.connect(window.cover)
    QTest.keyClick(window, Key.Key_F9)
    assert told.heard == ["cover"]
    assert window.wall is None


def test_repeating_never_uncovers_and_f8_only_asks(qtbot: QtBot, console: QWidget, told: Told) -> None:
    target = console.windowHandle()
    for key in (Key.Key_F9, Key.Key_F8, Key.Key_F7):
        press(key)
        for _ in range(3):
            again = QKeyEvent(QEvent.Type.KeyPress, key.value, NONE, "", True, 1)
            QCoreApplication.sendEvent(target, again)
    assert told.heard == ["cover"] * 4 + ["show", "door"]


def test_a_shortcut_of_a_page_does_not_get_the_key(qtbot: QtBot, console: QWidget, told: Told) -> None:
    taken: list[str] = []
    for keys in ("F9", "F8", "Ctrl+."):
        QShortcut(keys, console, lambda keys=keys: taken.append(keys))
    for key, held in ((Key.Key_F9, NONE), (Key.Key_F8, NONE), (Key.Key_Period, CTRL)):
        QTest.keyClick(console, key, held)
    assert (told.heard, taken) == (["cover", "show", "cover"], [])


@pytest.mark.parametrize("key, text", [(Key.Key_Period, "."), (Key.Key_B, "b")])
def test_a_clickers_black_key_only_when_no_text_has_the_keyboard(
    qtbot: QtBot, console: QWidget, told: Told, key: Qt.Key, text: str
) -> None:
    field = console.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    press(key, NONE, text)
    assert (told.heard, field.text()) == ([], text)
    button = QPushButton("Pauze", console)
    button.show()
    button.setFocus()
    press(key, NONE, text)
    assert told.heard == ["cover"]
    press(key, Qt.KeyboardModifier.AltModifier, text)
    assert told.heard == ["cover"]


def test_a_field_that_cannot_be_typed_in_is_no_text(qtbot: QtBot, told: Told) -> None:
    dialog = QDialog()
    field = QPlainTextEdit("Vastgesteld")
    field.setReadOnly(True)
    QVBoxLayout(dialog).addWidget(field)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.open()
    field.setFocus()
    press(Key.Key_B, NONE, "b")
    assert told.heard == ["cover"]


def test_escape_is_left_alone_but_for_the_single_screen(qtbot: QtBot, told: Told) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.open()
    told.keys.escape_leaves = True
    press(Key.Key_Escape)
    assert (told.heard, dialog.isVisible()) == (["leave"], True)
    told.keys.escape_leaves = False
    press(Key.Key_Escape)
    assert (told.heard, dialog.isVisible()) == (["leave"], False)


def test_no_meeting_no_keys(qtbot: QtBot, console: QWidget, told: Told) -> None:
    told.keys.watch(False)
    for key in (Key.Key_F9, Key.Key_F8, Key.Key_F7):
        press(key)
    assert told.heard == []
    told.keys.watch(True)
    told.keys.watch(True)
    press(Key.Key_F9)
    assert told.heard == ["cover"]
