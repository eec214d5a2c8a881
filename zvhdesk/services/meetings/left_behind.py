"""What was typed at the table and never recorded, when its field is gone: it can still be read and copied.

A desk that closes the meeting elsewhere, or takes a point off its agenda, does not ask this one first. What
was typed here stays a draft that no field offers any more.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from zvhdesk.domain.reading.tidy import tidy
from zvhdesk.domain.terms import MeetingState, Step
from zvhdesk.models.cases import Action
from zvhdesk.models.house import Partner
from zvhdesk.models.local import Draft
from zvhdesk.models.meetings import AgendaItem, Meeting, NoteParagraph, Turn
from zvhdesk.services.fields import label_of
from zvhdesk.services.meetings.door import items_of
from zvhdesk.services.meetings.reading import faces
from zvhdesk.services.words import word

_FORMS = ("capture", "console", "own_note")
_KINDS = {"action": "Actie", "decision": "Besluit", "text": "Eigen aantekening"}
_NOTED = {"dissent": "Tegengeluid", "parked": "Geparkeerd", "": "Notitie"}
_OTHER = "Tekst"
_NO_TEXT = ("kind", "next_on", "partner_id")


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """One text that was not recorded: of which case (`number`, empty at a point), and what it was to be.

    `form`, `row` and `col` say which draft it is.
    """

    form: str
    row: str
    col: str
    number: str
    what: str
    text: str


def left_behind(session: Session, meeting_id: str) -> tuple[LeftBehind, ...]:
    """The texts that were left at a meeting that is over, in the order of its agenda.

    Of one that is not: those under points that were taken off its agenda. Nothing of a case that was shielded
    since. What was chosen from a list is no text.
    """
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        return ()
    removed = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, AgendaItem.deleted)
    items = list(session.scalars(removed.order_by(AgendaItem.position, AgendaItem.id)))
    if meeting.state is MeetingState.CLOSED:
        items = items_of(session, meeting.id) + items
    known = faces(session, (item.case_id for item in items if item.case_id))
    found: list[LeftBehind] = []
    for item in items:
        if item.case_id is None or item.case_id in known:
            number = known[item.case_id].number if item.case_id else ""
            found += _of_item(session, item, number)
    return tuple(found)


def _of_item(session: Session, item: AgendaItem, number: str) -> Iterable[LeftBehind]:
    turns = {
        turn: partner or ""
        for turn, partner in session.execute(
            select(Turn.id, Partner.name)
            .outerjoin(Partner, Partner.id == Turn.partner_id)
            .where(Turn.item_id == item.id)
        )
    }
    notes = session.scalars(select(NoteParagraph.id).where(NoteParagraph.item_id == item.id)).all()
    # Also of one that another desk took off the list meanwhile.
    actions = session.scalars(select(Action.id).where(Action.item_id == item.id)).all()
    drafts = session.scalars(
        select(Draft)
        .where(Draft.form.in_(_FORMS), Draft.col.not_in(_NO_TEXT))
        .where(Draft.row.in_([item.id, *notes, *actions, *turns, *_case_of(item)]))
        .order_by(Draft.form, Draft.row, Draft.col)
    )
    for draft in drafts:
        if tidy(draft.text):
            what = _KINDS["action"] if draft.row in actions else _what(draft, item, turns)
            yield LeftBehind(draft.form, draft.row, draft.col, number, what, draft.text.strip())


def _case_of(item: AgendaItem) -> list[str]:
    """The case itself: not under a point that was taken off, for it may stand on the agenda once more."""
    return [] if item.deleted or item.case_id is None else [item.case_id]


def _what(draft: Draft, item: AgendaItem, turns: dict[str, str]) -> str:
    if draft.row in turns:
        return f"Inbreng {turns[draft.row]}".strip()
    if draft.form != "console":
        return _KINDS.get(draft.col, _OTHER)
    if draft.row == item.case_id:
        return label_of("case_", draft.col) or _OTHER
    if draft.row != item.id:
        return _NOTED[""]
    step, _, kind = draft.col.partition(".")
    if step in {each.value for each in Step}:
        return f"{_NOTED.get(kind, _OTHER)} bij {word(Step(step))}"
    return label_of("agenda_item", draft.col) or _OTHER
