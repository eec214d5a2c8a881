"""A tooltip shows what was typed as it was typed: no markup of it is obeyed, and nothing is fetched."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from zvhdesk.ui.kit.text import Elided
from zvhdesk.ui.plain.tip import tip


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"])))
def test_whatever_was_typed_reads_the_same(text: str) -> None:
    shown = tip(text)
    if shown != text:
        document = QTextDocument()
        document.setHtml(shown)
        assert document.toPlainText() == text
    else:
        assert "<" not in text
        assert "&" not in text


def test_a_line_that_is_cut_off_says_so_in_a_plain_tooltip(qtbot: QtBot) -> None:
    label = Elided('<img src="file:///een/plaatje.png"> A & B')
    qtbot.addWidget(label)
    label.resize(40, 20)
    label.grab()
    assert "<img" not in label.toolTip()
    assert "A &amp; B" in label.toolTip()
