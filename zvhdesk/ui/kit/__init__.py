"""Widgets every page is made of. See the module of each for what it is."""

from zvhdesk.ui.kit.buttons import Button
from zvhdesk.ui.kit.card import Band, Card
from zvhdesk.ui.kit.check import Check, Radio, paint_check
from zvhdesk.ui.kit.chips import Chip, ChipRow
from zvhdesk.ui.kit.empty import EmptyState
from zvhdesk.ui.kit.field import Field, Message
from zvhdesk.ui.kit.flow import Flow
from zvhdesk.ui.kit.rail import Rail
from zvhdesk.ui.kit.rail_item import RailItem, SaveState
from zvhdesk.ui.kit.ring import paint_ring
from zvhdesk.ui.kit.say import SayBand
from zvhdesk.ui.kit.select import Select
from zvhdesk.ui.kit.steps import Step, StepState, StepStrip, steps_at
from zvhdesk.ui.kit.tabs import Tabs
from zvhdesk.ui.kit.tag import TagLabel, paint_tag, tag_size
from zvhdesk.ui.kit.text import Elided, heading, rule
from zvhdesk.ui.kit.topbar import SearchButton, TopBar
from zvhdesk.ui.plain.passphrase import PassphraseField
from zvhdesk.ui.plain.text import label, small

__all__ = [
    "Band",
    "Button",
    "Card",
    "Check",
    "Chip",
    "ChipRow",
    "Elided",
    "EmptyState",
    "Field",
    "Flow",
    "Message",
    "PassphraseField",
    "Radio",
    "Rail",
    "RailItem",
    "SaveState",
    "SayBand",
    "SearchButton",
    "Select",
    "Step",
    "StepState",
    "StepStrip",
    "Tabs",
    "TagLabel",
    "TopBar",
    "heading",
    "label",
    "paint_check",
    "paint_ring",
    "paint_tag",
    "rule",
    "small",
    "steps_at",
    "tag_size",
]
