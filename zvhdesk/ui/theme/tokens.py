"""Every colour, size and radius of the screen, in one place.

The names are those of the design's token sheet. A palette is a frozen value; nothing else in the
program writes a colour. All text pairs keep a contrast of at least 4.5 to 1 (tests compute it).
"""

from enum import StrEnum
from typing import NamedTuple


class Scheme(StrEnum):
    """Which palette a device uses; the value is what the device setting stores."""

    SYSTEM = "systeem"
    LIGHT = "licht"
    DARK = "donker"
    CONTRAST = "hoog contrast"


class TagKind(StrEnum):
    """The six statuses. Each has its own icon shape and colour; the word is given by the caller.

    FEATURE is the plain grey label of a characteristic: it never carries an icon.
    """

    LATE = "te laat"
    ATTENTION = "let op"
    ON_COURSE = "op koers"
    NEW = "nieuw"
    WAITING = "wacht"
    FEATURE = "kenmerk"


class Palette(NamedTuple):
    """Colours as `#rrggbb`. The second of a pair (`danger2`) is the fill behind the first.

    A tuple and no dataclass, which takes four times as long to make of so many fields, while one waits.
    """

    ink: str
    ink2: str
    ink3: str
    line: str
    line2: str
    field_line: str
    paper: str
    ground: str
    sunken: str
    rail: str
    rail_brand: str
    rail_ink: str
    rail_muted: str
    rail_on: str
    rail_on_ink: str
    rail_line: str
    rail_badge: str
    rail_hot: str
    apart: str
    apart_ink: str
    saved: str
    accent: str
    accent_ink: str
    accent_hover: str
    accent2: str
    accent2_ink: str
    accent2_line: str
    done: str
    focus: str
    danger: str
    danger2: str
    danger_line: str
    warn: str
    warn2: str
    ok: str
    ok2: str
    info: str
    info2: str
    wait: str
    wait2: str
    mute2: str
    tag_line: str
    hues: tuple[str, ...]
    dark: bool

    def tag(self, kind: TagKind) -> tuple[str, str]:
        """Text colour and fill of a tag."""
        return {
            TagKind.LATE: (self.danger, self.danger2),
            TagKind.ATTENTION: (self.warn, self.warn2),
            TagKind.ON_COURSE: (self.ok, self.ok2),
            TagKind.NEW: (self.info, self.info2),
            TagKind.WAITING: (self.wait, self.wait2),
            TagKind.FEATURE: (self.ink2, self.mute2),
        }[kind]

    def hue(self, index: int) -> str:
        """Colour of the small square that marks a casustafel; 0 is the one without a table."""
        return self.hues[index % len(self.hues)]


LIGHT = Palette(
    ink="#14283C", ink2="#44566A", ink3="#586777", line="#DDE2E7", line2="#EDF0F3",
    field_line="#6B7A8A", paper="#FFFFFF", ground="#F4F5F3", sunken="#FAFBFB",
    rail="#14283C", rail_brand="#FFFFFF", rail_ink="#C9D5E0", rail_muted="#9FB2C4", rail_on="#23405C",
    rail_on_ink="#FFFFFF", rail_line="#2A4560", rail_badge="#2B4A68", rail_hot="#B64307",
    apart="#F2C14E", apart_ink="#14283C", saved="#4CC38A",
    accent="#0B6B74", accent_ink="#FFFFFF", accent_hover="#095A62", accent2="#DDEFF0",
    accent2_ink="#084D54", accent2_line="#9CCFD3", done="#66A9AE", focus="#1D6FD6",
    danger="#9A3806", danger2="#FCE5D8", danger_line="#D9A7A3", warn="#6B4A00", warn2="#FFEFC7",
    ok="#1C6252", ok2="#DDF0EA", info="#0B5C91", info2="#DDF1FE", wait="#55166F", wait2="#F0E2F5",
    mute2="#E9ECEF", tag_line="",
    hues=("#C5CED6", "#4B6EA8", "#A61B1B", "#0B6B74", "#8A5A00", "#6A4C93", "#2F7A3B", "#A14A7A"),
    dark=False,
)  # fmt: skip

DARK = Palette(
    ink="#E8EEF4", ink2="#BECAD6", ink3="#9BABBA", line="#2F3E4D", line2="#263441",
    field_line="#7C8EA0", paper="#18242F", ground="#101922", sunken="#131E28",
    rail="#0B131B", rail_brand="#FFFFFF", rail_ink="#C9D5E0", rail_muted="#93A7BA", rail_on="#203A53",
    rail_on_ink="#FFFFFF", rail_line="#22354A", rail_badge="#2B4A68", rail_hot="#B64307",
    apart="#F2C14E", apart_ink="#14283C", saved="#4CC38A",
    accent="#5BBAC2", accent_ink="#06262A", accent_hover="#74C9D0", accent2="#143B40",
    accent2_ink="#B5E3E7", accent2_line="#2B6269", done="#3E8188", focus="#78B0FF",
    danger="#FFAE85", danger2="#48230F", danger_line="#8A4A33", warn="#F3C75C", warn2="#3D2F08",
    ok="#79D3B9", ok2="#12382E", info="#84C9FA", info2="#0F3450", wait="#DDB0EE", wait2="#3E1F4D",
    mute2="#2B3946", tag_line="",
    hues=("#5B6B79", "#7FA2DC", "#E07070", "#5BBAC2", "#D2A04A", "#AE8FD9", "#74BE80", "#D58AB3"),
    dark=True,
)  # fmt: skip

CONTRAST_LIGHT = LIGHT._replace(
    ink="#000000", ink2="#000000", ink3="#1C1C1C", line="#3C3C3C", line2="#3C3C3C",
    field_line="#000000", ground="#FFFFFF", sunken="#FFFFFF", rail="#000000", rail_ink="#FFFFFF",
    rail_muted="#FFFFFF", rail_on="#FFFFFF", rail_on_ink="#000000", rail_line="#FFFFFF",
    rail_badge="#3C3C3C", accent="#00464D", accent_hover="#002F34", accent2="#FFFFFF",
    accent2_ink="#000000", accent2_line="#00464D", done="#00464D", focus="#0040B0",
    danger="#7A2500", danger_line="#7A2500", warn="#4A3300", ok="#003D2F", info="#003A66",
    wait="#3B0052", mute2="#FFFFFF", tag_line="#000000",
)  # fmt: skip

CONTRAST_DARK = DARK._replace(
    ink="#FFFFFF", ink2="#FFFFFF", ink3="#F0F0F0", line="#C8C8C8", line2="#C8C8C8",
    field_line="#FFFFFF", paper="#000000", ground="#000000", sunken="#000000", rail="#000000",
    rail_ink="#FFFFFF", rail_muted="#FFFFFF", rail_on="#FFFFFF", rail_on_ink="#000000",
    rail_line="#FFFFFF", rail_badge="#3C3C3C", accent="#7CE3EC", accent_ink="#000000",
    accent_hover="#A9F0F6", accent2="#000000", accent2_ink="#FFFFFF", accent2_line="#7CE3EC",
    done="#7CE3EC", focus="#FFD84D", danger="#FFC4A6", danger2="#2B1206", danger_line="#FFC4A6",
    mute2="#000000", tag_line="#FFFFFF",
)  # fmt: skip


class WallColors(NamedTuple):
    """Colours of the room screen, which is always dark: a room is dimmed, and a page of light dazzles."""

    back: str = "#0E1D2C"
    ink: str = "#FFFFFF"
    muted: str = "#9DB8CA"
    aside: str = "#C9D5E0"
    lead: str = "#7FC8CE"
    rule: str = "#22384D"
    fresh: str = "#15304A"


WALL = WallColors()

RADIUS = 8
RADIUS_SMALL = 5
RADIUS_TAG = 4
TARGET = 34
"""Least height of anything that can be clicked, in px; the floor of the design is 32."""
MARGIN = 24
"""Space between the edge of a page and what stands on it, px."""
GAP = 12
RAIL_WIDTH = 208
SCROLL_BAR = 12
"""How broad a scroll bar is, px: whoever leaves room for one cannot ask it before it stands in its window."""
