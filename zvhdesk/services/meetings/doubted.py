"""A line of the table with what looks like a name in it: off the wall until the chair has chosen.

Names that the dossiers of this agenda know are initials on the wall by themselves; these are all others.
"""

from collections.abc import Sequence

from zvhdesk.domain.masking import initialled, suspects
from zvhdesk.domain.refusals import CaseGone, Refused
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action
from zvhdesk.models.plans import Decision
from zvhdesk.services import unseen
from zvhdesk.services.case_door import working_case
from zvhdesk.services.conflicts import stand_by
from zvhdesk.services.meetings import nods
from zvhdesk.services.meetings.room import said_of

RELEASE, INITIALS = "action.release", "action.initials"


def hold_named(session: CaptureSession, row_id: str, known: Sequence[str]) -> tuple[str, ...]:
    """Hold an action or decision back when the wall would say a name in full. Returns those names.

    In the act that records it, so that no moment is left in which it may be shown. `known` are names of
    organisations and places. Raises Refused(CaseGone | RetentionPassed).
    """
    row = _row(session, row_id)
    text = said_of(session, row.item_id, row.text) if row.item_id else row.text
    names = tuple(dict.fromkeys(text[at.start : at.end] for at in suspects(text, known)))
    if names:
        row.held_back = True
    return names


def release(session: CaptureSession, row_id: str) -> None:
    """What was held back may be on the wall as it reads ("action.release"). Raises as `hold_named`.

    What another desk held back, or wrote, since the chair saw it is not released unseen (ChangedSince).
    """
    row = _row(session, row_id)
    _refuse_unseen(session, row)
    _let_go(session, row)


def write_initials(session: CaptureSession, row_id: str, known: Sequence[str]) -> None:
    """Likely names in it become initials, and then it may be on the wall ("action.initials").

    Taking that back brings the names back and holds it back again. Raises as `hold_named`.
    """
    row = _row(session, row_id)
    _refuse_unseen(session, row)
    row.text = initialled(row.text, known)
    _let_go(session, row)


def _let_go(session: CaptureSession, row: Action | Decision) -> None:
    row.held_back = False
    # The row may show that already, beside the version of a desk that kept it off.
    stand_by(session, row, "held_back")
    nods.let_go(session, row)


def _refuse_unseen(session: CaptureSession, row: Action | Decision) -> None:
    for col, theirs in (
        ("held_back", "heeft dit intussen van het zaalscherm gehouden."),
        ("text", "heeft deze regel intussen anders geschreven."),
    ):
        change = unseen.since(session, (row.__tablename__, row.id, col))
        if change is not None:
            unseen.refuse(session, change, col, theirs, "Lees de regel en kies dan opnieuw.")


def _row(session: CaptureSession, row_id: str) -> Action | Decision:
    row = session.get(Action, row_id) or session.get(Decision, row_id)
    if row is None or row.deleted:
        raise Refused(CaseGone())
    working_case(session, row.case_id)
    return row
