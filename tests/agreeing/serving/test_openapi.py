"""The published description, tried with what it allows and with what it does not (schemathesis).

On a server in this process, with the token of a device and the ids of a real compartment: what is answered is
what is published, and nothing breaks the server.
"""

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok

from tests.agreeing.conftest import Here
from tests.agreeing.serving.houses import House, hash_of
from zvhdesk.wire.encoding import to_text

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
    {"checks": {"negative_data_rejection": {"expected-statuses": [401, 404, 413, 422, 426]}}}
)
EXAMPLES = settings(
    max_examples=3,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def _tried(operation: Any, house: House, here: Here, mode: GenerationMode) -> None:
    real = {"comp": to_text(house.comp), "code": hash_of("open"), "stream": to_text(b"s" * 16)}
    if operation.label == "PUT /v1/join/{code}":
        del real["code"]  # each opens a place of its own
    names = {parameter.name for parameter in operation.path_parameters}
    negative = mode is GenerationMode.NEGATIVE
    if negative and not (names or operation.query or operation.body):
        return  # there is nothing that could be wrong
    rest = operation.query or operation.body or not negative
    path = {name: value for name, value in real.items() if name in names and rest}
    base = str(here.client.base_url)
    # With a token those never end.
    token = {} if operation.path == "/v1/events" else house.admin.headers

    @EXAMPLES
    @given(case=operation.as_strategy(generation_mode=mode, path_parameters=path or None))
    def tries(case: Any) -> None:
        answer = case.call_and_validate(base_url=base, headers=token, checks=ASKED, timeout=20)
        assert answer.status_code < 500 or answer.status_code in {503, 507}

    tries()


@pytest.mark.parametrize("new_places", ["sqlite"], indirect=True)
def test_what_is_answered_is_what_is_published(here: Callable[..., Here]) -> None:
    at = here()
    house = at.house()
    assert house.admin.call("PUT", f"/v1/join/{hash_of('open')}").status_code == 201
    described = schemathesis.openapi.from_dict(at.client.get("/openapi.json").json(), config=CONFIG)
    operations = [found.ok() for found in described.get_all_operations() if isinstance(found, Ok)]
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            _tried(operation, house, at, mode)
    assert len(operations) >= 19
