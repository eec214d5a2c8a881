import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from zvhdesk.late import LATE
from zvhdesk.services.unlock.passphrase import pause_after
from zvhdesk.ui.kit import Message
from zvhdesk.ui.unlock import Attempts, UnlockWindow


class Seconds:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def window(qtbot: QtBot, seconds: Seconds) -> UnlockWindow:
    made = UnlockWindow("Zorg- en Veiligheidshuis Twente", "10:42", lambda: LATE, seconds)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def line(window: QWidget, name: str = "unlock.passphrase") -> QLineEdit:
    found = window.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def button(window: QWidget, name: str) -> QAbstractButton:
    found = window.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def message(window: QWidget, name: str) -> str:
    found = window.findChild(Message, name)
    assert isinstance(found, Message)
    return found.text


def test_one_types_at_once_and_enter_opens(qtbot: QtBot, window: UnlockWindow) -> None:
    assert line(window).hasFocus()
    QTest.keyClicks(line(window), "vijf woorden")
    with qtbot.waitSignal(window.submitted) as heard:
        QTest.keyClick(line(window), Qt.Key.Key_Return)
    assert heard.args == ["vijf woorden"]
    assert window.windowTitle() == "ZVH Desk"


def test_the_way_to_the_button_is_one_tab(qtbot: QtBot, window: UnlockWindow) -> None:
    QTest.keyClicks(line(window), "zin")
    QTest.keyClick(line(window), Qt.Key.Key_Tab)
    assert button(window, "unlock.passphrase.reveal").hasFocus()
    QTest.keyClick(button(window, "unlock.passphrase.reveal"), Qt.Key.Key_Tab)
    assert button(window, "unlock.open").hasFocus()
    with qtbot.waitSignal(window.submitted):
        QTest.keyClick(button(window, "unlock.open"), Qt.Key.Key_Return)


def test_nothing_is_sent_twice_while_the_key_is_derived(window: UnlockWindow) -> None:
    sent: list[str] = []
    window.submitted.connect(sent.append)
    window.submitted.connect(window.busy)
    QTest.keyClicks(line(window), "zin")
    QTest.keyClick(line(window), Qt.Key.Key_Return)
    QTest.keyClick(line(window), Qt.Key.Key_Return)
    button(window, "unlock.open").click()
    assert sent == ["zin"]
    assert line(window).text() == "zin"


def test_a_wrong_passphrase_stays_and_is_selected(window: UnlockWindow) -> None:
    QTest.keyClicks(line(window), "fout")
    window.busy()
    window.refuse("Deze wachtwoordzin opent het huis niet.")
    assert line(window).selectedText() == "fout"
    assert line(window).hasFocus()
    assert message(window, "unlock.message") == "Deze wachtwoordzin opent het huis niet."
    QTest.keyClicks(line(window), "a")
    assert line(window).text() == "a"


def test_an_empty_field_is_not_sent(window: UnlockWindow) -> None:
    sent: list[str] = []
    window.submitted.connect(sent.append)
    QTest.keyClick(line(window), Qt.Key.Key_Return)
    assert sent == []
    assert message(window, "unlock.message") == "Typ eerst uw wachtwoordzin."


def test_after_ten_wrong_tries_one_waits(qtbot: QtBot, window: UnlockWindow, seconds: Seconds) -> None:
    sent: list[str] = []
    window.submitted.connect(sent.append)
    QTest.keyClicks(line(window), "fout")
    for _ in range(9):
        window.refuse("Niet goed.")
    assert button(window, "unlock.open").isEnabled()
    window.refuse("Niet goed.")
    assert not button(window, "unlock.open").isEnabled()
    assert message(window, "unlock.message") == "Niet goed. Wacht nog 5 s."
    QTest.keyClick(line(window), Qt.Key.Key_Return)
    assert sent == []
    seconds.now += 5
    qtbot.waitUntil(button(window, "unlock.open").isEnabled)
    QTest.keyClick(line(window), Qt.Key.Key_Return)
    assert sent == ["fout"]


def test_what_is_not_a_wrong_passphrase_does_not_count(window: UnlockWindow) -> None:
    for _ in range(20):
        window.refuse("De sleutelbos is op slot.", wrong=False)
    assert window.attempts.tries == 0
    assert button(window, "unlock.open").isEnabled()


@given(st.lists(st.integers(0, 400), max_size=40))
def test_the_pause_grows_never_ends_the_house_and_is_over_in_time(steps: list[int]) -> None:
    attempts = Attempts(pause_after)
    now = 0
    waits = []
    for step in steps:
        now += step
        waits.append(attempts.wrong(now))
        assert attempts.wait(now + waits[-1]) == 0
        assert waits[-1] == 0 or attempts.wait(now + waits[-1] - 0.5) == 1
    assert waits == sorted(waits)
    assert all(wait == 0 for wait in waits[:9])
    assert all(5 <= wait <= 300 for wait in waits[9:])
    attempts.right()
    assert (attempts.tries, attempts.wait(now)) == (0, 0)


def test_forgotten_asks_for_two_sheets_and_a_new_passphrase(qtbot: QtBot, window: UnlockWindow) -> None:
    button(window, "unlock.forgot").click()
    assert button(window, "forgotten.sheets").hasFocus()
    button(window, "forgotten.sheets").click()
    sheet1 = window.findChild(QPlainTextEdit, "recovery.sheet1")
    sheet2 = window.findChild(QPlainTextEdit, "recovery.sheet2")
    assert sheet1 is not None
    assert sheet2 is not None
    assert sheet1.hasFocus()
    opens = button(window, "recovery.open")
    asked = []
    for name, text, where in (
        (sheet1, "AAAAA BBBBB", "recovery.sheet1.error"),
        (sheet2, "CCCCC DDDDD", "recovery.sheet2.error"),
    ):
        opens.click()
        asked.append(message(window, where))
        QTest.keyClicks(name, text)
    opens.click()
    asked.append(message(window, "recovery.new.field.error"))
    QTest.keyClicks(line(window, "recovery.new"), "een twee drie vier vijf")
    opens.click()
    asked.append(message(window, "recovery.again.field.error"))
    assert all(asked)
    QTest.keyClicks(line(window, "recovery.again"), "een twee drie vier vijf")
    with qtbot.waitSignal(window.recovery_submitted) as heard:
        QTest.keyClick(line(window, "recovery.again"), Qt.Key.Key_Return)
    assert heard.args == ["AAAAA BBBBB", "CCCCC DDDDD", "een twee drie vier vijf"]
    window.busy()
    window.refuse_recovery("Op blad 2 klopt regel 3 niet.", "sheet2")
    assert message(window, "recovery.sheet2.error") == "Op blad 2 klopt regel 3 niet."
    assert (sheet1.toPlainText(), sheet2.toPlainText()) == ("AAAAA BBBBB", "CCCCC DDDDD")
    assert sheet2.hasFocus()
    button(window, "recovery.back").click()
    assert line(window).hasFocus()
