"""Nothing that a program says or shows stands in a log, also where it is refused or something breaks (ASVS 16.2.5)."""

import io
import logging
from collections.abc import Iterator

import pytest

from besace.live import quiet
from besace.web.api import room as pages
from tests.people import cast
from tests.web.api import program
from tests.web.api.program import V1, Program

pytestmark = pytest.mark.method("F4")
SAID = "kanarie"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged, by whomever and however grave, as `besace serve` writes it."""
    told, root = io.StringIO(), logging.getLogger()
    handler, level = quiet.Handler(told), root.level
    handler.setFormatter(quiet.Json())
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    django = logging.getLogger("django.request")
    before, django.level = django.level, logging.DEBUG
    yield told
    django.level = before
    root.setLevel(level)
    root.removeHandler(handler)


def test_no_word_and_no_secret_of_a_program_is_logged(log, monkeypatch):
    secret = program.secret_of(cast.person("Ana"))
    asks = Program(secret)
    asks.client.raise_request_exception = False
    opened = asks.post("start", {"facilitator": f"Ana {SAID}", "title": SAID, "people": [f"Bea {SAID}"]}).json()
    acts = f"rooms/{opened['room']}/acts"
    said = {"id": "arranged-1", "act": "arrange", "fields": {"title": f"{SAID} again"}}
    answers = [asks.post(acts, said), asks.get(f"rooms/{opened['room']}")]
    assert [one.status_code for one in answers] == [200, 200]
    assert SAID in answers[1].content.decode()

    refused = [asks.post(acts, {**said, "act": SAID}), asks.post(acts, {**said, SAID: SAID}), asks.get(SAID)]
    refused.append(asks.client.post(f"{V1}start", f'{{"{SAID}', content_type="application/json"))
    refused.append(Program(f"besace_{SAID}").get("me"))

    def breaks(*_: object) -> None:
        raise RuntimeError(SAID)

    monkeypatch.setattr(pages, "do_act", breaks)
    refused.append(asks.post(acts, said))

    assert [one.status_code for one in refused] == [422, 422, 404, 400, 401, 500]
    assert refused[-1].json()["error"]["code"] == "broken"
    for one in refused:
        assert SAID not in one.content.decode() + str(one.headers)
    assert "RuntimeError" in log.getvalue()
    assert SAID not in log.getvalue()
    assert secret not in log.getvalue()
