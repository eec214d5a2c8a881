"""A program that ends says what it has seen and sends what waits; a silent server never holds it up."""

from collections.abc import Callable
from pathlib import Path

from tests.agreeing.central import Central
from tests.agreeing.line.conftest import House
from tests.agreeing.line.joined import Joined
from tests.agreeing.proof.proxy import Proxy
from tests.agreeing.sync.desks import said_by
from zvhdesk.models.agreeing import SealedEnvelope

Opens = Callable[[Path, str], Joined]


def test_what_waits_goes_out_with_what_was_seen(house: House, central: Central, opened: Opens) -> None:
    first, second = (opened(folder, central.url) for folder in house.folders)
    second.begin()
    first.begin()
    first.write(house.case, "Van de een")
    second.until(lambda: second.question(house.case) == "Van de een")
    first.line.close()
    ended: list[str] = []
    second.line.part(lambda: ended.append("over"))
    second.until(lambda: bool(ended))
    second.line.close()
    first.line.begin()
    first.until(lambda: bool(first.asked(lambda d: said_by(d, house.devices[1]))))
    assert ended == ["over"]


def test_a_silent_server_does_not_hold_it_up(house: House, central: Central, opened: Opens) -> None:
    with Proxy(central.url) as proxy:
        desk = opened(house.folders[0], proxy.url)
        desk.begin()
        proxy.pause()
        desk.write(house.case, "Bij het weggaan")
        ended: list[str] = []
        desk.line.part(lambda: ended.append("over"), within_ms=50)
        assert ended == []
        desk.until(lambda: bool(ended))
        desk.line.close()
        assert ended == ["over"]


def test_without_a_server_it_ends_at_once(house: House, opened: Opens) -> None:
    desk = opened(house.folders[0], "")
    ended: list[str] = []
    desk.line.part(lambda: ended.append("over"))
    assert ended == ["over"]
    assert desk.asked(lambda d: d.read(lambda s: s.query(SealedEnvelope).filter_by(seq=None).count())) == 0
