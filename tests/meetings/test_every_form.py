"""Every form that changes what stands obeys the stale-form rule: the list is read from the program itself.

A form here is a place in ui that calls `Tasks.change`; where one method sends them all, its callers are the
forms. What is committed in a field, a list or a card is proved on every field of every page, see
`tests/every_field.py`. What goes by `Tasks.act` replaces nothing a person wrote: one that does is a bug.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.elsewhere import heard
from tests.meetings.world import TODAY, World
from zvhdesk import ui
from zvhdesk.domain.refusals import Refused
from zvhdesk.domain.terms import ActionStatus, ContributionKind, Phase, Presence
from zvhdesk.models.capture import CaptureSession, Cell, head_rev, versions
from zvhdesk.models.cases import Action, Case, Contribution, CriterionJudgement
from zvhdesk.models.codec import Value, encode
from zvhdesk.models.house import Member, WorkArea
from zvhdesk.models.meetings import Turn
from zvhdesk.models.plans import Plan
from zvhdesk.models.tables import BY_NAME
from zvhdesk.services import actions, adding, assessment, conflicts, house, moving
from zvhdesk.services.dossier.left_rows import bring_back, left_rows
from zvhdesk.services.meetings import attendance, capture, doubted, planning, taken_off, typed
from zvhdesk.services.plans import versions as plans
from zvhdesk.services.unseen import BlindWrite

UI = Path(str(ui.__file__)).parent
SENDERS = {"console/acts.py:_change", "tables/preparing.py:_change"}
FIELDS = {
    *("kit/editable.py:commit", "kit/several.py:_settle"),
    *("beheer/house_pane.py:_assign", "beheer/list_pane.py:_edited"),
}
NEW = {"tables/preparing.py:_add", "tables/preparing.py:_move", "dossier/persons.py:_ask_fill_in"}
"""A place on the agenda: nobody wrote or chose it; and somebody whose data are gone, only while they are."""
Act = Callable[[CaptureSession], object]


@dataclass(frozen=True)
class Meanwhile:
    """What a colleague wrote after the form was shown, and then what the form does."""

    cell: Cell
    theirs: Value
    act: Act


FORMS: dict[str, list[Callable[[World], Meanwhile]]] = {}


def form(*sites: str) -> Callable[[Callable[[World], Meanwhile]], Callable[[World], Meanwhile]]:
    def keep(made: Callable[[World], Meanwhile]) -> Callable[[World], Meanwhile]:
        for site in sites:
            FORMS.setdefault(site, []).append(made)
        return made

    return keep


@form("actions/status_form.py:record", "console/acts.py:settle_action")
def a_status(world: World) -> Meanwhile:
    row = world.all_of(Action)[0].id
    return Meanwhile(
        ("action", row, "status"),
        ActionStatus.IN_PROGRESS,
        lambda s: actions.change_status(s, row, ActionStatus.DONE, None, TODAY),
    )


@form("board/page.py:move_case")
def a_phase(world: World) -> Meanwhile:
    case = world.cases[0]
    return Meanwhile(
        ("case_", case, "phase"),
        Phase.STEP_DOWN,
        lambda s: moving.move(s, case, Phase.WAITING_LIST, TODAY),
    )


@form("dossier/page.py:_remove")
def a_contribution_away(world: World) -> Meanwhile:
    row = world.all_of(Contribution)[0].id
    return Meanwhile(
        ("contribution", row, "text"), "Anders.", lambda s: adding.remove(s, "contribution", row)
    )


@form("agreeing/asked_cards.py:_leave_deleted", "agreeing/asked_cards.py:_restore")
def left_deleted(world: World) -> Meanwhile:
    row = world.all_of(Contribution)[0].id
    world.do(lambda s: adding.remove(s, "contribution", row))
    heard(world.desk, ("contribution", row, "text"), "Eerst dit.", seen=False)
    return Meanwhile(
        ("contribution", row, "ground"), "En dit.", lambda s: conflicts.leave(s, "contribution", row)
    )


@form("dossier/left_rows.py:_restore")
def a_typed_text_back(world: World) -> Meanwhile:
    case, row = world.cases[0], world.all_of(Contribution)[0].id
    cell = ("contribution", row, "text")
    world.desk.keep_draft("dossier", cell, "Mijn tekst.", world.desk.read(head_rev))
    heard(world.desk, ("contribution", row, "deleted"), True, seen=True)
    (left,) = world.desk.read(lambda s: left_rows(s, case, "dossier", world.desk.device, names=False))
    return Meanwhile(cell, "Anders.", lambda s: bring_back(s, "dossier", left))


@form("console/acts.py:put_back")
def a_point_back(world: World) -> Meanwhile:
    world.at_case(0)
    row = world.item(1)
    heard(world.desk, ("agenda_item", row, "deleted"), True, seen=True)
    return Meanwhile(("agenda_item", row, "title"), "Eerst dit.", lambda s: taken_off.put_back(s, row))


@form("beheer/list_pane.py:_remove", "agreeing/revoke_guide.py:_revoked")
def a_colleague_away(world: World) -> Meanwhile:
    world.call("member.add", house.add_member, "", {"name": "B. Bos", "initials": "BB", "role": "chef"})
    row = next(one.id for one in world.all_of(Member) if one.initials == "BB")
    return Meanwhile(("member", row, "name"), "B. de Bos", lambda s: house.remove_member(s, row, s.act.user))


@form("beheer/house_pane.py:_remove")
def an_area_away(world: World) -> Meanwhile:
    world.call("area.add", house.add_area, "", {"name": "Noord"})
    row = world.all_of(WorkArea)[0].id
    return Meanwhile(("work_area", row, "name"), "Oost", lambda s: house.remove_area(s, row, ""))


@form("dossier/lid_one.py:_record")
def an_assessment(world: World) -> Meanwhile:
    case = world.cases[0]
    typed_ = {f"{key}.{one}": words for one in "abcd" for key, words in (("met", "ja"), ("ground", "Zo."))}
    typed_["decided_on"] = "12-03-2026"

    def act(session: CaptureSession) -> None:
        assessment.record_typed(session, case, typed_, ["gemeente"])

    world.do(act)
    row = world.all_of(CriterionJudgement)[0].id
    # A colleague's judgement comes as new rows; of this one the case is heard anew.
    return Meanwhile(("criterion_judgement", row, "case_id"), case, act)


@form("dossier/lid_one.py:_record")
def an_adoption(world: World) -> Meanwhile:
    row = world.call("plan.begin", plans.begin, world.cases[0])
    world.put(Plan, row, evaluation_on=TODAY.replace(month=5))
    said = {"adopted_on": "12-03-2026", "evaluation_on": "12-05-2026"}
    return Meanwhile(
        ("plan", row, "evaluation_on"),
        TODAY.replace(month=6),
        lambda s: plans.adopt_typed(s, row, said, ["gemeente"]),
    )


@form("tables/page.py:_cancel")
def a_meeting_off(world: World) -> Meanwhile:
    return Meanwhile(
        ("meeting", world.meeting, "place"), "Zaal 9", lambda s: planning.cancel_meeting(s, world.meeting)
    )


@form("tables/preparing.py:_remove")
def an_item_off(world: World) -> Meanwhile:
    item = world.item(0)
    return Meanwhile(("agenda_item", item, "title"), "Nieuw", lambda s: planning.remove_item(s, item))


@form("tables/preparing.py:_settle", "console/acts.py:set_presence")
def a_presence(world: World) -> Meanwhile:
    row = world.attendee("gemeente")
    return Meanwhile(
        ("attendance", row, "presence"),
        Presence.EXCUSED,
        lambda s: attendance.set_presence(s, row, Presence.ONLINE),
    )


@form("tables/preparing.py:_connect", "console/acts.py:sign")
def a_signature(world: World) -> Meanwhile:
    row = world.attendee("gemeente")
    return Meanwhile(
        ("attendance", row, "signed_on"), TODAY.replace(day=1), lambda s: attendance.sign(s, row, TODAY)
    )


@form("tables/preparing.py:_connect")
def an_attendee_off(world: World) -> Meanwhile:
    row = world.attendee("gemeente")
    return Meanwhile(
        ("attendance", row, "presence"), Presence.EXCUSED, lambda s: attendance.remove_attendee(s, row)
    )


def _said(world: World) -> tuple[str, str]:
    item = world.at_case()
    turn = next(one.id for one in world.all_of(Turn) if one.item_id == item)
    return turn, world.call("round.say", capture.say, turn, "Zo is het.", ContributionKind.FACT)


@form("console/acts.py:say")
def a_turn(world: World) -> Meanwhile:
    turn, row = _said(world)
    rev = world.desk.read(head_rev)
    return Meanwhile(
        ("contribution", row, "text"),
        "Anders.",
        lambda s: typed.save_said(s, "console", turn, "Zo is het nu.", rev),
    )


@form("console/acts.py:set_kind")
def a_kind(world: World) -> Meanwhile:
    turn, row = _said(world)
    return Meanwhile(
        ("contribution", row, "kind"),
        ContributionKind.OPINION,
        lambda s: typed.set_kind(s, "console", turn, ContributionKind.FACT),
    )


@form("console/acts.py:agree")
def a_voice(world: World) -> Meanwhile:
    item = world.at_case()
    row = world.call("decision.record", capture.record_decision, item, "Wij wachten af.")
    return Meanwhile(("decision", row, "text"), "Wij wachten.", lambda s: capture.agree(s, row, "om"))


@form("console/acts.py:let_go")
def a_held_line(world: World) -> Meanwhile:
    item = world.at_case()
    row = world.call("action.capture", capture.record_action, item, "Belt Smit", "gemeente", TODAY)
    world.put(Action, row, held_back=True)
    return Meanwhile(("action", row, "text"), "Belt de heer Smit", lambda s: doubted.release(s, row))


TOLD_FIRST = (a_status, a_phase, an_assessment, an_adoption, a_held_line)
"""Where two cannot stand side by side, whoever did not see the other is told, and asks again."""


@pytest.mark.parametrize("made", sorted({one for some in FORMS.values() for one in some}, key=str))
def test_what_came_in_meanwhile_is_not_replaced_unseen(
    world: World, made: Callable[[World], Meanwhile]
) -> None:
    after = made(world)
    shown = world.desk.read(head_rev)
    heard(world.desk, after.cell, after.theirs, seen=True)
    told = _told(world, after.act, shown)
    assert (told is not None) == (made in TOLD_FIRST)
    assert told is None or "intussen" in told
    assert _kept(world, after), "it stands, or stands beside, or is asked about"


def _told(world: World, act: Act, shown: int) -> str | None:
    """The sentence with which a form is refused."""
    try:
        world.desk.change(act, "test.act", base_rev=shown)
    except Refused as refused:
        return str(getattr(refused.reason, "sentence", ""))
    return None


def _kept(world: World, after: Meanwhile) -> bool:
    tbl, row, col = after.cell

    def look(session: Session) -> bool:
        found = session.get_one(BY_NAME[tbl], row)
        gone = conflicts.gone_rows(session, [tbl])
        stands = encode(after.theirs) in {one.new for one in versions.of_cell(session, after.cell)}
        if found.deleted:
            return any(one.id == row and one.edits for one in gone)
        return stands or str(after.theirs) in str(getattr(found, col))

    return world.desk.read(look)


def test_every_form_is_in_the_table() -> None:
    found = set(_forms())
    assert found == FORMS.keys() | FIELDS | NEW, "a form without the rule, or a rule without a form"


def test_every_page_with_fields_proves_the_rule_on_all_of_them() -> None:
    tests = Path(__file__).parents[1]
    proved = {one.parent.name for one in tests.rglob("*.py") if "tests.every_field import" in one.read_text()}
    made = {one.parent.name for one in UI.rglob("*.py") if "EditableField(" in one.read_text("utf-8")}
    # A card of what is asked stands on those same pages.
    assert made - {"kit", "agreeing"} == proved - {"meetings"}


def test_an_act_that_says_not_what_it_was_shown_replaces_nothing(world: World) -> None:
    case = world.cases[0]
    with pytest.raises(BlindWrite):
        world.desk.act(lambda s: moving.move(s, case, Phase.WAITING_LIST, TODAY), "case.move")
    assert world.desk.read(lambda s: s.get_one(Case, case).phase) is Phase.AT_TABLE


def test_no_page_goes_around_the_lanes() -> None:
    around = [site for site, call in _calls() if ast.unparse(call.func) == "desk.change"]
    assert around == ["tasks.py:change"]


@cache
def _calls() -> list[tuple[str, ast.Call]]:
    """The calls in ui that may change something, with the file and the method or function they stand in."""
    found = []
    for path in sorted(UI.rglob("*.py")):
        text = path.read_text("utf-8")
        tree = ast.parse(text if "change(" in text else "")
        holders: list[ast.Module | ast.ClassDef] = [tree]
        holders += [one for one in tree.body if isinstance(one, ast.ClassDef)]
        for fn in (one for holder in holders for one in holder.body if isinstance(one, ast.FunctionDef)):
            site = f"{path.relative_to(UI).as_posix()}:{fn.name}"
            calls = (one for one in ast.walk(fn) if isinstance(one, ast.Call))
            found += [(site, one) for one in calls if isinstance(one.func, ast.Attribute)]
    return found


def _forms() -> Iterator[str]:
    for site, call in _calls():
        said, file = ast.unparse(call.func), site.split(":")[0]
        through = said == "self._change" and f"{file}:_change" in SENDERS
        if through or (said.endswith("tasks.change") and site not in SENDERS):
            yield site
