"""A desk at work in a process of its own: says each act on stdout once it is done. Its parent kills it.

Arguments: the folder of a house, the id of a case and of a partner in it.
"""

import sys
from itertools import count
from pathlib import Path

from tests.worlds import KEY
from zvhdesk.services import adding, editing
from zvhdesk.services.clock import system_clock
from zvhdesk.services.desk import Desk


def main(folder: str, case_id: str, partner: str) -> None:
    """Work until killed: a goal and an action in one case, its question, and a draft, over and over."""
    desk = Desk.open(Path(folder), KEY, system_clock)
    cell = ("case_", case_id, "question")
    for at in count():
        said = f"regel {at}"
        shown = desk.read(lambda s: editing.show(s, [cell], "child"))[cell]
        goal = desk.change(lambda s, t=said: adding.add_goal(s, case_id, {"text": t}), adding.GOAL)
        typed = {"text": said, "partner_id": partner, "due_on": "1-1-2030"}
        action = desk.change(lambda s, t=typed: adding.add_action(s, case_id, t), adding.ACTION)
        desk.change(
            lambda s, t=said, r=shown.rev: editing.save(s, "child", cell, t, r),
            "case.edit",
            base_rev=shown.rev,
        )
        desk.keep_draft("child", ("case_", case_id, "main_topic"), said, shown.rev)
        print(at, goal, action, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
