import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from zvhdesk.ui.bug import Bug, bug_of
from zvhdesk.ui.failure import Failures, FailureWindow


def _fail() -> None:
    try:
        int("Jan Jansen 123456782")
    except ValueError as inner:
        raise KeyError("Dorpsstraat 1") from inner


def _caught() -> Bug:
    with pytest.raises(KeyError) as caught:
        _fail()
    return bug_of(caught.value)


def test_a_report_names_kinds_and_places_and_nobody() -> None:
    report = _caught().report()
    assert "KeyError door ValueError" in report
    assert "test_failure:" in report
    for word in ("Jan", "1234", "Dorpsstraat"):
        assert word not in report


def test_a_circle_of_causes_ends() -> None:
    one, two = ValueError(), TypeError()
    one.__cause__, two.__cause__ = two, one
    assert bug_of(one).kind == "ValueError door TypeError"


def test_the_window_is_calm_can_be_copied_and_stays_one(qtbot: QtBot) -> None:
    failures = Failures()
    bug = _caught()
    try:
        raise RuntimeError("uit een slot")
    except RuntimeError as error:
        with qtbot.waitSignal(failures.found):
            failures.hook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: failures.window is not None)
    window = failures.window
    assert isinstance(window, FailureWindow)
    qtbot.addWidget(window)
    failures.show(bug)
    failures.show(bug)
    assert failures.window is window
    text = window.report.toPlainText()
    assert text.count("KeyError") == 1
    assert "RuntimeError" in text
    copy = window.findChild(QAbstractButton, "failure.copy")
    assert copy is not None
    copy.click()
    assert QGuiApplication.clipboard().text() == text
    assert window.copied.text() == "Gekopieerd"
    assert window.windowTitle() == "ZVH Desk"


def test_an_interrupt_is_no_bug(qtbot: QtBot) -> None:
    failures = Failures()
    with qtbot.assertNotEmitted(failures.found):
        failures.hook(KeyboardInterrupt, KeyboardInterrupt(), None)
