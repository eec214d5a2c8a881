"""The published description, tried with what it allows and with what it does not (schemathesis).

On servers in this process, with the token of a device and the ids of a real compartment: what is answered is
what is published, and nothing breaks the server.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok

from tests.agreeing.servers import ENOUGH, Here, in_this_process, places_named
from tests.agreeing.serving.houses import House, hash_of
from tests.agreeing.serving.postgres import Cluster
from tests.agreeing.sizes import LONG, times
from zvhdesk.wire.encoding import to_text
from zvhserver.app import system_clock
from zvhserver.cli.houses import new_code
from zvhserver.store.engine import open_store

schemathesis.checks.load_all_checks()
NOT_ASKED = {
    # What keeps to the shapes may still be refused, for a signature or a place that does not hold.
    "positive_data_acceptance",
    "ensure_resource_availability",
    "use_after_free",
    # 503 and 507 are answers; that no other of their kind comes is asked below.
    "not_a_server_error",
    # Not without the token that every call carries; tests/agreeing/serving/test_policy.py asks it of each.
    "ignored_auth",
}
ASKED = [check for check in CHECKS.get_all() if check.__name__ not in NOT_ASKED]
CONFIG = SchemathesisConfig.from_dict(
    {
        "checks": {"negative_data_rejection": {"expected-statuses": [401, 404, 413, 422, 426]}},
        # Every call gets its token from here.
        "generation": {"with-security-parameters": False},
    }
)
USUAL = 3
"""Examples of each kind for each operation, the same ones in every run of the tests."""
EXAMPLES = settings(
    max_examples=times(30) if LONG else USUAL,
    derandomize=not LONG,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Door:
    """A server on one kind of database, and a house at it. At each server a house has the same ids."""

    url: str
    house: House


def _tried(operation: Any, doors: Sequence[Door], mode: GenerationMode) -> None:
    house = doors[0].house
    real = {"comp": to_text(house.comp), "code": hash_of("open"), "stream": to_text(b"s" * 16)}
    if operation.label == "PUT /v1/join/{code}":
        del real["code"]  # each opens a place of its own
    names = {parameter.name for parameter in operation.path_parameters}
    negative = mode is GenerationMode.NEGATIVE
    if negative and not (names or operation.query or operation.body):
        return  # there is nothing that could be wrong
    rest = operation.query or operation.body or not negative
    path = {name: value for name, value in real.items() if name in names and rest}

    @EXAMPLES
    @given(case=operation.as_strategy(generation_mode=mode, path_parameters=path or None))
    def tries(case: Any) -> None:
        for door in doors:
            # With a token those never end.
            token = {} if operation.path == "/v1/events" else door.house.admin.headers
            answer = case.call_and_validate(base_url=door.url, headers=token, checks=ASKED, timeout=20)
            assert answer.status_code < 500 or answer.status_code in {503, 507}

    tries()


def test_what_is_answered_is_what_is_published(cluster: Cluster, tmp_path: Path) -> None:
    """On SQLite and on PostgreSQL: what is made up is made up once, and sent to both."""
    places = (
        ("--data", str(tmp_path)),
        ("--database", cluster.database(), "--keys-database", cluster.database()),
    )
    with ExitStack() as opened:
        doors: list[Door] = []
        for words in places:
            at = opened.enter_context(
                in_this_process(open_store(places_named(words)), ENOUGH, system_clock())
            )
            first = doors[0].house if doors else None
            house = House(at.client, first.id, first.root, first.comp) if first else House(at.client)
            assert house.found(new_code(at.store)).status_code == 201
            assert house.admin.call("PUT", f"/v1/join/{hash_of('open')}").status_code == 201
            doors.append(Door(str(at.client.base_url), house))
        described = schemathesis.openapi.from_dict(_published(doors[0]), config=CONFIG)
        assert _published(doors[0]) == _published(doors[1])
        operations = [found.ok() for found in described.get_all_operations() if isinstance(found, Ok)]
        for operation in operations:
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                _tried(operation, doors, mode)
        assert len(operations) >= 19


def _published(door: Door) -> Any:
    return door.house.client.get("/openapi.json").json()


def test_the_description_says_nothing_of_a_house(here: Callable[..., Here]) -> None:
    """docs/beheer.md says so: it is of the program alone."""
    at = here()
    before = at.client.get("/openapi.json")
    house = at.house()
    house.writer.says(house.comp)
    # One that starts when the house is there, on the same databases.
    after = here().client.get("/openapi.json", headers=house.admin.headers)
    assert (before.status_code, after.content) == (200, before.content)
    for known in (house.comp, *(one.id for one in house.devices)):
        assert to_text(known) not in after.text
