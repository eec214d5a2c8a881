"""The columns of the list: what says which case it is, is never cut off."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetricsF

from zvhdesk.services.actions import By
from zvhdesk.ui.actions.columns import PAD, columns
from zvhdesk.ui.theme import Text, Theme, font


@pytest.mark.parametrize("by", [By.PARTNER, By.TERM])
def test_number_and_initials_fit_whole(theme: Theme, by: By) -> None:
    del theme
    metrics = QFontMetricsF(font(Text.BODY))
    for width in range(300, 2400, 20):
        at = columns(width, by)
        if not at.stacked:
            assert at.case[1] >= metrics.horizontalAdvance("2026-0006 · H.v.d.K."), width


@given(width=st.integers(200, 3000), by=st.sampled_from(By))
def test_columns_stand_beside_each_other_within_the_line(theme: Theme, width: int, by: By) -> None:
    del theme
    at = columns(width, by)
    if at.stacked:
        assert at.text == (PAD, width - 2 * PAD)
        return
    shown = [place for place in (at.text, at.case, at.who, at.term, at.status, at.note) if place[1]]
    for (left, wide), (following, _) in pairwise(shown):
        assert left + wide <= following
    assert shown[-1][0] + shown[-1][1] <= width - PAD + 0.01
