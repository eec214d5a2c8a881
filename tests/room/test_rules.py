"""Where the room screen may stand, as tables; and how large its letters are, from the facts of the design."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhdesk.domain.room import (
    LINES,
    PITCH,
    Remembered,
    Screen,
    Seats,
    Why,
    body_size,
    choose_screen,
    element_percent,
    image_height_mm,
    legibility,
    remember,
)

CHAIR = Screen("Dell", "U2422", "A1", "eDP-1", 0, 0, 1920, 1080)
WALL = Screen("Samsung", "QM65", "S9", "HDMI-1", 1920, 0, 1920, 1080)
OTHER = Screen("LG", "27UL", "L3", "DP-2", 3840, 0, 2560, 1440)
NAMELESS = Screen("", "", "", "WALL", 1920, 0, 1920, 1080)
NAMELESS_TOO = Screen("", "", "", "VGA-1", 3840, 0, 1024, 768)


@pytest.mark.parametrize(
    "screens, remembered, why, chosen",
    [
        # One screen; two; three.
        ([CHAIR], Remembered(), Why.ALONE, None),
        ([CHAIR, WALL], Remembered(), Why.ONLY_OTHER, WALL),
        ([WALL, CHAIR], Remembered(), Why.ONLY_OTHER, WALL),
        ([CHAIR, WALL, OTHER], Remembered(), Why.SEVERAL, None),
        # The remembered one comes back, among others, in another place, under another name.
        ([CHAIR, WALL, OTHER], remember(WALL), Why.KNOWN, WALL),
        ([CHAIR, OTHER], remember(WALL), Why.ONLY_OTHER, OTHER),
        ([CHAIR], remember(WALL), Why.ALONE, None),
        (
            [CHAIR, OTHER, replace(WALL, name="DP-4", x=-1920)],
            remember(WALL),
            Why.KNOWN,
            replace(WALL, name="DP-4", x=-1920),
        ),
        # The same name on another screen is not that screen.
        (
            [CHAIR, replace(OTHER, name="HDMI-1")],
            remember(WALL),
            Why.ONLY_OTHER,
            replace(OTHER, name="HDMI-1"),
        ),
        # Two of one kind: the serial decides; without one the plug; else the chair.
        ([CHAIR, WALL, replace(WALL, serial="S8", x=3840)], remember(WALL), Why.KNOWN, WALL),
        (
            [CHAIR, replace(WALL, serial=""), replace(WALL, serial="", name="HDMI-2", x=3840)],
            Remembered("Samsung", "QM65", "", "HDMI-2"),
            Why.KNOWN,
            replace(WALL, serial="", name="HDMI-2", x=3840),
        ),
        (
            [CHAIR, replace(WALL, serial=""), replace(WALL, serial="", name="HDMI-2", x=3840)],
            Remembered("Samsung", "QM65", "", "HDMI-9"),
            Why.SEVERAL,
            None,
        ),
        # A system that tells nothing but a name.
        ([CHAIR, NAMELESS, NAMELESS_TOO], remember(NAMELESS), Why.KNOWN, NAMELESS),
        ([CHAIR, NAMELESS, NAMELESS_TOO], remember(WALL), Why.SEVERAL, None),
        # Mirrored: the same part of the desktop, in full or in part; and the chair's own when remembered.
        ([CHAIR, replace(WALL, x=0)], remember(WALL), Why.MIRRORED, None),
        ([CHAIR, replace(WALL, x=0, width=1024, height=768)], Remembered(), Why.MIRRORED, None),
        ([CHAIR, replace(WALL, x=0), OTHER], remember(WALL), Why.ONLY_OTHER, OTHER),
        ([CHAIR, WALL], remember(CHAIR), Why.ONLY_OTHER, WALL),
    ],
)
def test_where_the_room_screen_is_proposed(
    screens: list[Screen], remembered: Remembered, why: Why, chosen: Screen | None
) -> None:
    choice = choose_screen(screens, remembered, CHAIR)
    assert (choice.why, choice.screen) == (why, chosen)
    assert choice.asks is bool(choice.others)
    assert "{}" not in choice.sentence


_SCREENS = st.builds(
    Screen,
    maker=st.sampled_from(["", "Dell", "Samsung"]),
    model=st.sampled_from(["", "U2422", "QM65"]),
    serial=st.sampled_from(["", "A1", "S9"]),
    name=st.sampled_from(["HDMI-1", "HDMI-2", "DP-1"]),
    x=st.sampled_from([-1920, 0, 960, 1920]),
    y=st.sampled_from([0, 1080]),
    width=st.sampled_from([1024, 1920]),
    height=st.sampled_from([768, 1080]),
)


@given(chair=_SCREENS, others=st.lists(_SCREENS, max_size=4), remembered=_SCREENS.map(remember))
def test_never_the_chairs_screen_nor_one_that_shows_a_part_of_it(
    chair: Screen, others: list[Screen], remembered: Remembered
) -> None:
    choice = choose_screen([chair, *others], remembered, chair)
    assert chair not in choice.others
    for screen in choice.others:
        assert screen.x >= chair.x + chair.width or screen.x + screen.width <= chair.x or screen.y != chair.y
    assert choice.screen is None or choice.screen in choice.others
    assert choice.asks or choice.screen is None


def test_a_screen_is_called_by_what_is_known_of_it() -> None:
    assert WALL.words == "Samsung QM65 (HDMI-1)"
    assert NAMELESS.words == "WALL"
    assert replace(NAMELESS, name="").words == "scherm zonder naam"


# leesbaarheid_scherm.json of the design, whole: inch, height in mm, metres, per cent, px of Inter, rule.
FACTS = [
    (43, 535, 3, 2.8, 55, "basis"),
    (43, 535, 4, 3.7, 74, "passief"),
    (43, 535, 5, 4.7, 92, "te ver"),
    (43, 535, 6, 5.6, 111, "te ver"),
    (43, 535, 8, 7.5, 148, "te ver"),
    (55, 685, 3, 2.2, 43, "basis"),
    (55, 685, 4, 2.9, 58, "basis"),
    (55, 685, 5, 3.7, 72, "passief"),
    (55, 685, 6, 4.4, 87, "te ver"),
    (55, 685, 8, 5.8, 116, "te ver"),
    (65, 809, 3, 1.9, 37, "analytisch"),
    (65, 809, 4, 2.5, 49, "basis"),
    (65, 809, 5, 3.1, 61, "passief"),
    (65, 809, 6, 3.7, 73, "passief"),
    (65, 809, 8, 4.9, 98, "te ver"),
    (75, 934, 3, 1.6, 32, "analytisch"),
    (75, 934, 4, 2.1, 42, "basis"),
    (75, 934, 5, 2.7, 53, "basis"),
    (75, 934, 6, 3.2, 64, "passief"),
    (75, 934, 8, 4.3, 85, "te ver"),
    (86, 1071, 3, 1.4, 28, "analytisch"),
    (86, 1071, 4, 1.9, 37, "analytisch"),
    (86, 1071, 5, 2.3, 46, "basis"),
    (86, 1071, 6, 2.8, 55, "basis"),
    (86, 1071, 8, 3.7, 74, "passief"),
]


@pytest.mark.parametrize("inch, height, metres, percent, px, rule", FACTS)
def test_letters_are_as_large_as_the_room_asks(
    inch: int, height: int, metres: int, percent: float, px: int, rule: str
) -> None:
    seats = Seats(inch, metres)
    assert round(image_height_mm(inch)) == height
    assert round(element_percent(seats), 1) == percent
    found = legibility(seats)
    assert found.asked == px
    # Too far by the 4/6/8 rule is exactly where ten lines would no longer fit.
    assert found.too_far is (rule == "te ver")
    assert found.body >= px - 0.5 or found.too_far


@given(
    inch=st.floats(10, 300), metres=st.floats(1, 40), width=st.integers(320, 4000), ratio=st.floats(0.4, 3)
)
def test_ten_to_fourteen_lines_whatever_the_room(
    inch: float, metres: float, width: int, ratio: float
) -> None:
    height = round(width * ratio)
    seats = Seats(inch, metres)
    assert 10 <= legibility(seats).lines <= 14
    lines = height / (body_size(seats, width, height) * PITCH)
    assert lines >= 10 - 1e-6
    assert lines <= 14 + 1e-6 or height > width * 3 / 4


def test_body_text_follows_the_height_of_the_window_in_its_own_pixels() -> None:
    seats = Seats(65, 5)
    full = body_size(seats, 1920, LINES)
    assert round(full) == 61
    assert body_size(seats, 3840, 2160) == pytest.approx(2 * full)
    assert body_size(seats, 1280, 720) == pytest.approx(full * 2 / 3)
