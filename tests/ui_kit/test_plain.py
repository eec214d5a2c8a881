import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from zvhdesk.ui.kit import Button, PassphraseField, label
from zvhdesk.ui.plain.properties import set_named


def test_a_property_is_set_by_the_name_of_its_value(qtbot: QtBot) -> None:
    made = QLabel()
    qtbot.addWidget(made)
    set_named(made, textFormat="RichText", focusPolicy="TabFocus")
    assert (made.textFormat(), made.focusPolicy()) == (Qt.TextFormat.RichText, Qt.FocusPolicy.TabFocus)


@pytest.mark.parametrize("values", [{"textFormat": "Plein"}, {"tekstvorm": "PlainText"}, {"text_format": ""}])
def test_a_name_that_qt_does_not_know_is_an_error(qtbot: QtBot, values: dict[str, str]) -> None:
    made = QLabel()
    qtbot.addWidget(made)
    with pytest.raises(ValueError, match="QLabel"):
        set_named(made, **values)


def test_what_people_typed_is_never_markup(qtbot: QtBot) -> None:
    made = label("<b>Huis</b>")
    qtbot.addWidget(made)
    assert made.textFormat() == Qt.TextFormat.PlainText


def test_a_button_takes_the_keyboard_by_key_and_by_mouse(qtbot: QtBot) -> None:
    made = Button("Opslaan", "proef.opslaan")
    qtbot.addWidget(made)
    assert made.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_a_passphrase_is_hidden_from_menus_and_from_what_learns_words(qtbot: QtBot) -> None:
    field = PassphraseField("proef.zin")
    qtbot.addWidget(field)
    hints = field.line.inputMethodHints()
    assert hints & Qt.InputMethodHint.ImhSensitiveData
    assert hints & Qt.InputMethodHint.ImhNoPredictiveText
    assert hints & Qt.InputMethodHint.ImhNoAutoUppercase
    assert field.line.contextMenuPolicy() == Qt.ContextMenuPolicy.NoContextMenu
    assert field.line.echoMode() == QLineEdit.EchoMode.Password


def test_the_text_never_runs_beneath_the_button_within_the_field(qtbot: QtBot) -> None:
    field = PassphraseField("proef.zin")
    qtbot.addWidget(field)
    field.set_text("een lange zin " * 9)
    field.show()
    for _ in range(2):
        field.line.end(False)
        field.grab()  # only drawing scrolls the line to its end
        assert field.line.cursorRect().center().x() < field.reveal.geometry().left()
        field.reveal.click()


def test_dressed_later_the_field_leaves_the_room_that_its_button_takes_then(qtbot: QtBot) -> None:
    window, field = QWidget(), PassphraseField("proef.zin")
    qtbot.addWidget(window)
    field.setParent(window)
    assert field.line.textMargins().right() == field.reveal.sizeHint().width() + 4
