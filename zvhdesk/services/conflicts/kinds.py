"""What two versions of a column mean: a question for a person, or the machine's own state.

Every replicated column is in one of these tables. A column that nobody asks about simply shows the version
that counts; no card bothers anyone about it.
"""

from enum import Enum

from zvhdesk.services.fields import FIELDS


class Kind(Enum):
    """Who says which of several versions holds."""

    FIELD = "a person, in the field: one of them, or something else"
    CHOICE = "a person, out of the versions: no field takes it, because more than the text goes with it"
    ALONG = "whoever chooses the column that it goes along with"
    ONCE = "nobody: it is written once, with its row"
    MACHINE = "nobody: the version that counts is shown, and the next act sets it again"


_CHOICE = {
    # A phase was reached by the rules of the casusreis on each desk: both were allowed.
    ("case_", "phase"),
    ("case_", "age_deviation"),
    # Off the wall or not is a matter of privacy: no clock decides it unseen.
    *((tbl, "held_back") for tbl in ("action", "decision")),
    *(("attendance", col) for col in ("capacity", "presence", "signed_on", "screened")),
    *(("note_paragraph", col) for col in ("kind", "partner_id")),
    # What lid 1 decided, agreed on or adopted is chosen out of what was recorded, never typed anew.
    *(("decision", col) for col in ("text", "decided_on")),
    ("voice", "agreed_on"),
    # Two desks that both filled in who was destroyed elsewhere made two people: one is shown.
    ("subject", "person_id"),
    ("plan", "content"),
    # With a status goes a reason, which the form of the action asks for.
    ("action", "status"),
}

ALONG: dict[tuple[str, str], tuple[str, ...]] = {
    ("case_", "phase"): ("phase_since", "waiting_since", "started_on"),
    ("attendance", "signed_on"): ("signed_seen_by",),
    ("plan", "content"): ("state", "adopted_on"),
}
"""The columns that the same act wrote, and that follow the version that is chosen."""

_MACHINE: dict[str, tuple[str, ...]] = {
    "work_area": ("position",),
    "case_table": ("colour", "position", "purpose"),
    "import_mapping": ("name", "headings", "mapping"),
    # Closed by one desk is closed: a formal decision, which shields the case whatever its phase shows.
    "case_": ("shielded", "closed_on"),
    "person": ("possible_duplicate",),
    "goal": ("position",),
    # Said by one desk, to be shown by the other: once it is off the list it is.
    "action": ("read_back", "awaits_nod"),
    "decision": ("awaits_nod",),
    # One desk chairs: where the meeting is, and its clocks, are that desk's to set.
    "meeting": ("state", "current_item_id", "chair_device", "started_ms", "paused_ms", "closed_ms"),
    "attendance": ("position",),
    "agenda_item": ("position", "state", "step", "started_ms", "ends_ms", "spent_ms"),
    "turn": ("state", "position", "contribution_id"),
    "note_paragraph": ("position",),
    # Who confirmed first is told by the order itself; two that confirm at once both meant it.
    "destruction": (
        *("confirmed_by_id", "confirmed_on", "confirmed_device_id", "confirmed_sig"),
        *("second_name", "withdrawn_on"),
    ),
}

_ONCE: dict[str, tuple[str, ...]] = {
    "municipality": ("code", "name"),
    "case_": ("number", "first_processed_on"),
    "referral": ("case_id", "referred_on", "referrer_id"),
    # Another judgement of lid 1 is other rows: they are asked about as a whole (of_judgements).
    "criterion_judgement": ("case_id", "criterion", "met", "ground", "decided_by", "decided_on"),
    "subject": ("case_id",),
    "contribution": ("case_id", "partner_id", "item_id"),
    "goal": ("case_id",),
    "action": ("case_id", "number", "item_id", "made_on"),
    "meeting": ("table_id",),
    "attendance": ("meeting_id", "partner_id"),
    "agenda_item": ("meeting_id", "case_id"),
    "turn": ("case_id", "item_id", "partner_id"),
    "note_paragraph": ("case_id", "item_id", "step"),
    "decision": ("case_id", "item_id", "number"),
    "voice": ("case_id", "about_id", "partner_id"),
    "plan": ("case_id", "version"),
    "destruction": (
        *("target", "batch", "proposed_by_id", "proposed_on", "proposed_device_id", "proposed_sig"),
    ),
    "destruction_receipt": ("target", "device_id", "carried_out_on", "sig"),
    "disclosure": (
        *("case_id", "kind", "at_ms", "item_id", "plan_id", "partner_id", "audience", "guests"),
        *("copy_number", "left_out", "left_out_why", "digest"),
    ),
}

KINDS: dict[tuple[str, str], Kind] = {
    **dict.fromkeys(FIELDS, Kind.FIELD),
    **dict.fromkeys(_CHOICE, Kind.CHOICE),
    **{(tbl, col): Kind.ALONG for (tbl, _), cols in ALONG.items() for col in cols},
    **{(tbl, col): Kind.MACHINE for tbl, cols in _MACHINE.items() for col in cols},
    **{(tbl, col): Kind.ONCE for tbl, cols in _ONCE.items() for col in cols},
}
"""Of every replicated column but `deleted`, which is a question of its own: whether the row comes back."""

ASKED = frozenset({Kind.FIELD, Kind.CHOICE})


def is_asked(tbl: str, col: str) -> bool:
    """Whether two versions of this column are put before a person."""
    return KINDS.get((tbl, col)) in ASKED
