"""What the program put on the clipboard is taken away; what somebody else put there is not."""

import pytest
from PySide6.QtGui import QGuiApplication

from zvhdesk.ui.kit import clip

pytestmark = pytest.mark.usefixtures("qtbot")


def test_what_was_copied_can_be_pasted_until_it_is_taken_away() -> None:
    clip.copy("Doel: Veilig thuis")
    assert QGuiApplication.clipboard().text() == "Doel: Veilig thuis"
    clip.clear()
    assert not QGuiApplication.clipboard().text()


def test_what_came_from_elsewhere_since_stays() -> None:
    clip.copy("Doel: Veilig thuis")
    QGuiApplication.clipboard().setText("een recept")
    clip.clear()
    assert QGuiApplication.clipboard().text() == "een recept"


def test_where_nothing_was_ever_copied_there_is_nothing_to_take() -> None:
    QGuiApplication.clipboard().clear()
    clip.clear()
    assert not QGuiApplication.clipboard().text()
