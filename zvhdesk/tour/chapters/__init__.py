"""The chapters of the tour, in the order of the line. Each has a world of its own and runs alone too."""

from zvhdesk.tour.chapters import (
    actions,
    admin,
    board,
    dossier,
    find,
    locking,
    meeting,
    paper,
    plan,
    register,
    setup,
    table,
    together,
    wall,
)
from zvhdesk.tour.runner import Chapter
from zvhdesk.tour.world import Worlds

CHAPTERS: tuple[Chapter, ...] = (
    Chapter("setup", setup.play, Worlds.empty),
    Chapter("register", register.play, Worlds.unfurnished),
    Chapter("board", board.play, Worlds.furnished),
    Chapter("dossier", dossier.play, Worlds.furnished),
    Chapter("paper", paper.play, Worlds.furnished),
    Chapter("table", table.play, Worlds.furnished),
    Chapter("meeting", meeting.play, Worlds.furnished),
    Chapter("together", together.play, Worlds.paired),
    Chapter("wall", wall.play, Worlds.furnished),
    Chapter("actions", actions.play, Worlds.furnished),
    Chapter("plan", plan.play, Worlds.furnished),
    Chapter("find", find.play, Worlds.furnished),
    Chapter("admin", admin.play, Worlds.furnished),
    Chapter("locking", locking.play, locking.world),
)
