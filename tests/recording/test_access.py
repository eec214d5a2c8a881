"""The audit: what was done and what was refused, by pseudonym, never a value (DATA.md 13)."""

import pytest
from sqlalchemy import select

from tests.worlds import SmallHouse
from zvhdesk.domain.refusals import BadInput, CaseGone, NothingToUndo, Refused
from zvhdesk.models.cases import Case
from zvhdesk.models.local import AccessEvent
from zvhdesk.services import dossier
from zvhdesk.services.case_door import visible_case
from zvhdesk.services.desk import Desk


def lines(desk: Desk) -> list[tuple[str, str, str]]:
    """Action, object and result of every line."""
    wanted = select(AccessEvent.action, AccessEvent.object, AccessEvent.result).order_by(AccessEvent.id)
    return desk.read(lambda session: [(row[0], row[1], row[2]) for row in session.execute(wanted)])


def test_who_tried_to_open_what_is_shielded_stands_in_the_log(house: SmallHouse) -> None:
    desk = house.desk
    named = desk.pseudonym(house.case_id)
    desk.change(lambda s: setattr(s.get_one(Case, house.case_id), "shielded", True), "case.close")
    with pytest.raises(Refused) as refused:
        desk.look(lambda s: visible_case(s, house.case_id).number, dossier.OPENED, house.case_id)
    assert isinstance(refused.value.reason, CaseGone)
    assert lines(desk)[-1] == (dossier.OPENED, named, "refused")
    assert dossier.access_lines(desk, house.case_id) == ()


def test_a_refused_act_is_accounted_for_and_a_typing_mistake_is_not(house: SmallHouse) -> None:
    def refuse(_session: object) -> None:
        raise Refused(NothingToUndo())

    def mistyped(_session: object) -> None:
        raise Refused(BadInput("Termijn", "Vul een datum in."))

    before = len(lines(house.desk))
    with pytest.raises(Refused):
        house.desk.change(mistyped, "action.add")
    assert len(lines(house.desk)) == before
    with pytest.raises(Refused):
        house.desk.change(refuse, "undo")
    (added,) = lines(house.desk)[before:]
    assert (added[0], added[2]) == ("undo", "refused")
