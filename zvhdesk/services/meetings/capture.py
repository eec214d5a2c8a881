"""What is recorded under an item: actions, decisions, the information round, notes. One act each.

Every function writes in the stream of the case and raises Refused(MeetingNotLive) when the meeting does not
run, CaseGone or RetentionPassed for its case, and BadInput with a Dutch sentence for what was typed.
"""

from datetime import date
from uuid import UUID, uuid5

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from zvhdesk.domain import meeting as rules
from zvhdesk.domain.reading.tidy import tidy
from zvhdesk.domain.refusals import (
    BadInput,
    CaseGone,
    LidOneAbsent,
    LidOneMissing,
    LidOneUnscreened,
    Refused,
)
from zvhdesk.domain.terms import ContributionKind, NoteKind, PartnerClass, Step, TurnState
from zvhdesk.models.base import new_id
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Action, Case, Contribution
from zvhdesk.models.house import Partner
from zvhdesk.models.local import Draft
from zvhdesk.models.meetings import AgendaItem, ChairNote, NoteParagraph, Turn
from zvhdesk.models.plans import Decision, Voice
from zvhdesk.services.adding import drop_form_drafts
from zvhdesk.services.case_door import act_day, working_case
from zvhdesk.services.fields import FIELDS, read_text
from zvhdesk.services.meetings.door import case_at_table, known_item, live_meeting
from zvhdesk.services.meetings.reading import attendee_rows, undecided
from zvhdesk.services.meetings.turns import stop_speaking
from zvhdesk.services.numbering import next_in_case

CAPTURE_FORM, ROUND_FORM, NOTE_FORM, OWN_NOTE_FORM = "capture", "round.say", "note.add", "own_note"
"""The forms under which drafts are kept: of the capture line by item, of a turn by turn, of notes by item.
A draft goes in the transaction that commits its text (DATA.md 8)."""


def record_action(
    session: CaptureSession,
    item_id: str,
    text: str,
    partner_id: str | None,
    due_on: date | None,
    owner: str | None = None,
) -> str:
    """An action agreed at the table ("action.capture"): an organisation and a date. Returns its id.

    `owner` is who within the organisation. Numbers count on within the case and are not given out again.
    """
    _meeting, item, case = case_at_table(session, item_id)
    clean = read_text("Actie", text, "Noem wat er gebeurt, bijvoorbeeld: belt de familie.")
    partner = _partner(session, partner_id, "Actie", "Noem met @ wie dit doet.")
    if due_on is None:
        raise Refused(BadInput("Actie", "Noem een datum, bijvoorbeeld: vóór 28 mrt."))
    given_out = session.scalars(select(Action.number).where(Action.case_id == case.id)).all()
    row = Action(
        stream_id=case.stream_id,
        case_id=case.id,
        number=next_in_case(session, given_out),
        text=clean,
        partner_id=partner.id,
        due_on=due_on,
        owner=str(FIELDS["action", "owner"].read(owner)) if owner and tidy(owner) else None,
        item_id=item.id,
        made_on=act_day(session),
    )
    session.add_all_new([row])
    drop_form_drafts(session, CAPTURE_FORM, item.id)
    return row.id


def record_decision(session: CaptureSession, item_id: str, text: str) -> str:
    """A decision that the lid-1 participants took ("decision.record", formal). Returns its id.

    Everyone of lid 1 present says yes, but for who is not screened (WGS 1.8(2)); who of lid 1 said no yes, or
    is in the round of this case and absent, is still to be asked, and until then it is voorgenomen. Raises
    Refused(LidOneAbsent | LidOneUnscreened) when nobody present says yes.
    """
    meeting, item, case = case_at_table(session, item_id)
    clean = read_text("Besluit", text, "Noem wat er is besloten.")
    present = [row for row in attendee_rows(session, meeting.id) if row.present and row.partner_id]
    deciding = [row.partner_id for row in present if row.partner_id and row.decides]
    without = [row.partner_id for row in present if row.partner_id and row.unscreened]
    yes, asked_later = rules.voices(deciding, [*without, *_lid_one_in_round(session, item)])
    if not yes:
        organisations = undecided(present)
        raise Refused(LidOneUnscreened(organisations) if organisations else LidOneAbsent())
    today = act_day(session)
    given_out = session.scalars(select(Decision.number).where(Decision.case_id == case.id)).all()
    decision = Decision(
        stream_id=case.stream_id,
        case_id=case.id,
        item_id=item.id,
        number=next_in_case(session, given_out),
        text=clean,
        decided_on=today,
    )
    session.add_all_new([decision])
    session.add_all_new(
        _voice(case, decision.id, partner_id, today if partner_id in yes else None)
        for partner_id in sorted(yes | asked_later)
    )
    drop_form_drafts(session, CAPTURE_FORM, item.id)
    return decision.id


def agree(session: CaptureSession, decision_id: str, partner_id: str) -> None:
    """An absent lid-1 participant was asked afterwards and agrees ("decision.agree", formal).

    Also after the meeting. Raises Refused(CaseGone | RetentionPassed | LidOneMissing).
    """
    decision = session.get(Decision, decision_id)
    if decision is None or decision.deleted:
        raise Refused(CaseGone())
    case = working_case(session, decision.case_id)
    partner = session.get(Partner, partner_id)
    if partner is None or partner.deleted or partner.class_ is not PartnerClass.PARAGRAPH_1:
        raise Refused(LidOneMissing())
    voice = session.scalar(
        select(Voice).where(Voice.about_id == decision.id, Voice.partner_id == partner.id, ~Voice.deleted)
    )
    if voice is None:
        session.add_all_new([_voice(case, decision.id, partner.id, act_day(session))])
    elif voice.agreed_on is None:
        voice.agreed_on = act_day(session)


def hold_back(session: CaptureSession, row_id: str) -> None:
    """Keep an action or decision off the wall ("action.hold"); it stays recorded. Also after the meeting.

    Raises Refused(CaseGone | RetentionPassed).
    """
    row = session.get(Action, row_id) or session.get(Decision, row_id)
    if row is None or row.deleted:
        raise Refused(CaseGone())
    working_case(session, row.case_id)
    row.held_back, row.awaits_nod = True, None


def read_back(session: CaptureSession, action_id: str) -> None:
    """The owner said the action back ("action.read_back"). Raises Refused(CaseGone | RetentionPassed)."""
    row = session.get(Action, action_id)
    if row is None or row.deleted:
        raise Refused(CaseGone())
    working_case(session, row.case_id)
    row.read_back = True


def settle_turn(session: CaptureSession, turn_id: str, state: TurnState) -> None:
    """Say how it stands with a partner in the round ("round.settle").

    One speaks at a time: who was speaking has contributed when something was noted, else waits again.
    """
    turn, _case = _turn(session, turn_id)
    if state is TurnState.SPEAKING:
        stop_speaking(session, turn.item_id)
    turn.state = state


def say(session: CaptureSession, turn_id: str, text: str, kind: ContributionKind) -> str:
    """What a partner brings in, its first words or as it reads now ("round.say"). Returns the row's id.

    It is a contribution of this case: the partner stays responsible for it (BGS 1.6).
    """
    turn, case = _turn(session, turn_id)
    clean = read_text("Inbreng", text, "Noteer wat deze partner inbrengt.")
    row = _said(session, turn)
    if row is None:
        row = Contribution(
            stream_id=case.stream_id,
            case_id=case.id,
            partner_id=turn.partner_id,
            received_on=act_day(session),
            text=clean,
            kind=kind,
            item_id=turn.item_id,
            id=_id_of_words(session, turn.id),
        )
        session.add_all_new([row])
        turn.contribution_id = row.id
    row.text, row.kind = clean, kind
    turn.state = TurnState.CONTRIBUTED
    drop_form_drafts(session, ROUND_FORM, turn.id)
    return row.id


_WORDS = UUID("6e1c2e5a-93b5-4c4c-9d0e-2d0c7c1b7a51")


def _id_of_words(session: Session, turn_id: str) -> str:
    """The same on every desk: who both note the first words of a turn write in one note, and both stand."""
    made = uuid5(_WORDS, turn_id).hex
    return made if session.get(Contribution, made) is None else new_id()


def add_note(
    session: CaptureSession,
    item_id: str,
    step: Step,
    text: str,
    kind: NoteKind = NoteKind.NOTE,
    partner_id: str | None = None,
) -> str:
    """A paragraph under a step ("note.add"): a note, a tegengeluid of an organisation, or something parked.

    Returns the row's id. A tegengeluid names whose it is.
    """
    _meeting, item, case = case_at_table(session, item_id)
    clean = read_text("Notitie", text, "Noteer wat er is gezegd.")
    who = None
    if kind is NoteKind.DISSENT:
        who = _partner(session, partner_id, "Tegengeluid", "Noem met @ van wie dit tegengeluid is.").id
    row = _paragraph(session, item, case, step, clean, kind, who)
    drop_form_drafts(session, NOTE_FORM, item.id)
    return row.id


def keep_own_note(session: Session, meeting_id: str, item_id: str, text: str) -> None:
    """Keep the chair's own note on an item: a row of this desk alone, written by `desk.keep`, never an act.

    An empty text takes it away. It falls under inzage while it exists, and goes when the meeting closes.
    """
    if not tidy(text):
        session.execute(delete(ChairNote).where(ChairNote.item_id == item_id))
        return
    live_meeting(session, meeting_id)
    kept = tidy(text.encode(errors="replace").decode())  # half a letter must not cost the rest of the note
    session.merge(ChairNote(item_id=item_id, meeting_id=meeting_id, text=kept))


def move_own_note(session: CaptureSession, item_id: str) -> str:
    """Put the chair's own note in the dossier, under the step the case is at. Returns its id.

    Its intent is `own_note.MOVED`: taking it back brings the own note back. Raises Refused(BadInput) when
    there is none.
    """
    _meeting, item, case = case_at_table(session, item_id)
    own = session.get(ChairNote, item_id)
    if own is None or not tidy(own.text):
        raise Refused(BadInput("Eigen aantekening", "Er is geen eigen aantekening bij deze casus."))
    clean = read_text("Eigen aantekening", own.text, "Er is geen eigen aantekening bij deze casus.")
    row = _paragraph(session, item, case, item.step, clean, NoteKind.NOTE, None)
    session.execute(delete(ChairNote).where(ChairNote.item_id == item_id))
    session.execute(delete(Draft).where(Draft.form == OWN_NOTE_FORM, Draft.row == item_id))
    return row.id


def _paragraph(
    session: CaptureSession,
    item: AgendaItem,
    case: Case,
    step: Step,
    text: str,
    kind: NoteKind,
    partner_id: str | None,
) -> NoteParagraph:
    last = session.scalar(select(func.max(NoteParagraph.position)).where(NoteParagraph.item_id == item.id))
    row = NoteParagraph(
        stream_id=case.stream_id,
        case_id=case.id,
        item_id=item.id,
        step=step,
        position=(last or 0) + 1,
        text=text,
        kind=kind,
        partner_id=partner_id,
    )
    session.add_all_new([row])
    return row


def _voice(case: Case, about_id: str, partner_id: str, agreed_on: date | None) -> Voice:
    return Voice(
        stream_id=case.stream_id,
        case_id=case.id,
        about_id=about_id,
        partner_id=partner_id,
        agreed_on=agreed_on,
    )


def _lid_one_in_round(session: Session, item: AgendaItem) -> list[str]:
    return list(
        session.scalars(
            select(Turn.partner_id)
            .join(Partner, Partner.id == Turn.partner_id)
            .where(Turn.item_id == item.id, ~Turn.deleted, ~Partner.deleted)
            .where(Partner.class_ == PartnerClass.PARAGRAPH_1)
        )
    )


def _turn(session: CaptureSession, turn_id: str) -> tuple[Turn, Case]:
    turn = session.get(Turn, turn_id)
    if turn is None or turn.deleted:
        raise Refused(CaseGone())
    _meeting, _item, case = case_at_table(session, known_item(session, turn.item_id).id)
    return turn, case


def _said(session: Session, turn: Turn) -> Contribution | None:
    row = session.get(Contribution, turn.contribution_id) if turn.contribution_id else None
    return None if row is None or row.deleted else row


def _partner(session: Session, partner_id: str | None, field: str, sentence: str) -> Partner:
    partner = session.get(Partner, partner_id) if partner_id else None
    if partner is None or partner.deleted:
        raise Refused(BadInput(field, sentence))
    return partner
