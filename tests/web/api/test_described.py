"""The interface is as its description says, whatever is sent: schemathesis makes requests of it, good ones and bad.

Always the same ones (no chance), against a real server; with an access, without one, at a room that is there and at
addresses that are not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup

from besace.live import clock, waits
from besace.live.limits import Flow
from besace.post import targets
from besace.web import pace
from besace.web.api import endpoints, gate
from besace.web.api.describing import described
from besace.web.islands import render
from tests.live.running import served
from tests.people import cast
from tests.web.api import program

pytestmark = pytest.mark.slow

TAKEN = ["2xx", "401", "404", "409", "422"]
"""What may be answered to a request that fits its shape: a session may refuse it, and a name at the table be there
twice."""
REFUSED = ["400", "401", "404", "405", "413", "415", "422"]
CONFIG = SchemathesisConfig.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {"expected-statuses": TAKEN},
            "negative_data_rejection": {"expected-statuses": REFUSED},
        }
    }
)
SCHEMA = schemathesis.openapi.from_dict(described(), config=CONFIG)
MANY = settings(
    derandomize=True,
    max_examples=25,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class House:
    """Where to ask, by which secret, and what there is."""

    url: str
    secret: str
    there: dict[str, str]

    def asked(self, case: Any, secret: str | None) -> Any:
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        return case.call_and_validate(base_url=self.url, headers=headers)


@pytest.fixture(scope="module")
def house(_databases: None) -> Iterator[House]:
    group, fay, _ = cast.facilitated("Ana")
    secret = program.secret_of(fay.person)
    room = program.Program(secret).post("start", {"facilitator": "Ana", "people": ["Bea", "Cleo"]}).json()["room"]
    with pytest.MonkeyPatch.context() as patch, served(render) as port:
        many = (10**9, 60.0)
        patch.setattr(gate, "ASKS", many)
        patch.setattr(pace, "TRIES", many)
        patch.setattr(pace, "ACTS", Flow(10**9, 1))
        patch.setattr(waits, "LONGEST", 0.02)
        patch.setattr(targets, "looked_up", lambda *_: ("9.9.9.9",))  # no name is asked of anybody, and nothing called
        there = {"group_id": group.id, "room_id": room, "webhook_id": "none"}
        yield House(f"http://127.0.0.1:{port}", secret, there)


@SCHEMA.parametrize()
@MANY
def test_with_an_access_everything_is_answered_as_it_says(case, house):
    house.asked(case, house.secret)


@SCHEMA.include(path_regex=r"\{").parametrize()
@MANY
def test_at_what_is_there_everything_is_answered_as_it_says(case, house):
    if case.path_parameters:
        case.path_parameters = {name: house.there[name] for name in case.path_parameters}
    house.asked(case, house.secret)


@SCHEMA.parametrize()
@MANY
def test_without_an_access_nothing_is_answered(case, house):
    answer = house.asked(case, None)
    assert answer.status_code in {401, 404, 405, 413}


def test_every_endpoint_is_described_with_its_scope_and_what_it_refuses():
    operations = {one["operationId"]: one for path in described()["paths"].values() for one in path.values()}

    assert set(operations) == {one.name for one in endpoints.ALL}
    for one in endpoints.ALL:
        told = operations[one.name]
        assert one.scope is None or one.scope in told["description"]
        assert {"400", "401", "403", "404", "405", "429", str(one.status)} <= set(told["responses"])
        assert ("422" in told["responses"]) is bool(one.takes or one.waits)


def test_control_an_answer_that_is_not_as_described_is_found(house, monkeypatch):
    case = SCHEMA["/api/v1/me"]["GET"].Case()
    house.asked(case, house.secret)
    monkeypatch.setattr(clock, "written", lambda _: None)
    with pytest.raises(FailureGroup, match="Response violates schema"):
        house.asked(case, house.secret)
