"""A desk in a process of its own that goes on with the server; it says `begin`, and `done` after it."""

from pathlib import Path

from tests.agreeing.sync.desks import station
from tests.agreeing.sync.parted import going_on
from zvhdesk.sync.steps import play


def main(folder: str, url: str) -> None:
    """Once."""
    here = station(Path(folder), url, made=True)
    story = going_on(here)
    print("begin", flush=True)
    play(story, here.desk, here.server)
    print("done", flush=True)
    here.close()
