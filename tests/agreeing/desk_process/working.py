"""A desk in a process of its own that writes and exchanges until it is killed, and says what it did.

`begin N` before an act, `done N` when it was saved, `sent N` when the server had all of it. Its `image` is
what a power cut would leave of its database.
"""

from pathlib import Path

from tests.agreeing.sync.desks import station
from tests.disk import Disk
from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.cases import Case, Goal


def main(folder: str, image: str, url: str, case: str, first: str) -> None:
    """Acts from number `first` on; each writes the same number in three places."""
    Disk(Path(image))
    here = station(Path(folder), url, made=True)
    number = int(first)
    while True:

        def act(session: CaptureSession, number: int = number) -> None:
            row = session.get_one(Case, case)
            row.question = row.main_topic = f"nummer {number}"
            session.add(Goal(stream_id=row.stream_id, case_id=case, position=number, text=f"nummer {number}"))

        print(f"begin {number}", flush=True)
        here.desk.change(act, "case.edit")
        print(f"done {number}", flush=True)
        if here.exchange().waiting == 0:
            print(f"sent {number}", flush=True)
        number += 1
