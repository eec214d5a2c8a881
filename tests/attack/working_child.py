"""A desk at work in a process of its own: says each act on stdout once it is done. Its parent kills it.

Arguments: the folder of a house, the id of a case and of a partner in it.
"""

from itertools import count
from pathlib import Path

from tests.worlds import KEY
from zvhdesk.services import adding, editing
from zvhdesk.services.clock import system_clock
from zvhdesk.services.desk import Desk


def main(folder: str, case_id: str, partner: str) -> None:
    """Work until killed: a goal and an action in one case, its question, and a draft, over and over."""
    desk = Desk.open(Path(folder), KEY, system_clock)
    for at in count():
        print(at, *_round(desk, case_id, partner, f"regel {at}"), flush=True)


def _round(desk: Desk, case_id: str, partner: str, said: str) -> tuple[str, str]:
    cell = ("case_", case_id, "question")
    rev = desk.read(lambda s: editing.show(s, [cell], "child"))[cell].rev
    goal = desk.change(lambda s: adding.add_goal(s, case_id, {"text": said}), adding.GOAL)
    typed = {"text": said, "partner_id": partner, "due_on": "1-1-2030"}
    action = desk.change(lambda s: adding.add_action(s, case_id, typed), adding.ACTION)
    desk.change(lambda s: editing.save(s, "child", cell, said, rev), "case.edit", base_rev=rev)
    desk.keep_draft("child", ("case_", case_id, "main_topic"), said, rev)
    return goal, action
