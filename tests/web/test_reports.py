"""Of what a browser reports, the directive is counted; addresses and samples in it go nowhere."""

import json
import logging

import pytest
from django.core.cache import cache
from django.test import Client

from besace.web import reports


@pytest.fixture(autouse=True)
def _counts_begin_anew():
    cache.clear()
    reports.counts.clear()
    yield
    reports.counts.clear()


def told(directive: object) -> str:
    body = {"effectiveDirective": directive, "documentURL": "https://canary.example/", "sample": "canary-words"}
    return json.dumps([{"type": "csp-violation", "url": "https://canary.example/s/canary/", "body": body}])


def send(body: str) -> int:
    sent = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    return sent.post("/reports", body, content_type="application/reports+json").status_code


def test_a_directive_is_counted_and_told_to_the_log_without_a_word_of_the_report(caplog):
    with caplog.at_level(logging.WARNING):
        assert [send(told("script-src-elem")) for _ in range(5)] == [204] * 5

    assert reports.counts == {"script-src-elem": 5}
    assert [one.getMessage().rpartition(": ")[2] for one in caplog.records] == [
        "script-src-elem, 1 in all",
        "script-src-elem, 2 in all",
        "script-src-elem, 4 in all",
    ]
    assert "canary" not in caplog.text


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "{}", "[1]", "null", '[{"body": 1}]', '[{"body": {}}]', "[" * 3_000, told("canary"), told(["x"])],
)
def test_what_is_no_report_counts_for_nothing(body, caplog):
    assert send(body) == 204
    assert reports.counts == {}
    assert caplog.records == []
