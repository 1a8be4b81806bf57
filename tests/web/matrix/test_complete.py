"""Nothing in the house is missing from the table, and the table names nothing that is not there."""

import dataclasses
import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator
from types import ModuleType

import pytest
from django.http import Http404, HttpRequest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve

import besace.live
import besace.method.view
from besace import policy
from besace.method.rule import Rule
from besace.method.rules import RULES
from besace.method.stages.gathering import PREPARE
from besace.method.words import Role, Stage
from besace.papers.kit import PAPERS as PRINTED
from besace.policy import Beyond, Party, Phase, table
from besace.policy.row import cells
from besace.post.models import Kind
from besace.web.by_table import ByTable, asked_by
from besace.web.islands import template_of
from tests.web.everyone import PARTS

BY_SETTING = {"openid_connect_login", "openid_connect_callback"}
"""Pages that are there where the house knows another one's accounts."""
NO_ISLANDS = {"Clock", "Ruler"}
"""Parts of islands that could be drawn by themselves, and are not."""


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if ".migrations" not in one.name:
            yield importlib.import_module(one.name)


def _islands() -> set[str]:
    """Every class of values that has a template of its own among the islands."""
    kinds = {
        kind
        for package in (besace.method.view, besace.live)
        for module in _modules(package)
        for kind in vars(module).values()
        if isinstance(kind, type) and dataclasses.is_dataclass(kind)
    }
    return {kind.__name__ for kind in kinds if _has_template(kind)} - NO_ISLANDS


def _has_template(kind: type) -> bool:
    try:
        get_template(template_of(kind))
    except TemplateDoesNotExist:
        return False
    return True


def test_every_act_and_every_kind_of_entry_has_its_row():
    words = {*RULES, PREPARE.word}

    assert set(table.ACTS) == words
    assert set(table.READS) == words


def test_every_island_has_its_row_and_every_part_named_is_one():
    named = {name for name in table.SHOWS if "." not in name}
    assert named == _islands()
    assert {name.partition(".")[0] for name in table.SHOWS if "." in name} <= named


def test_every_page_has_its_row_and_asks_what_it_says():
    assert set(table.PAGES) - BY_SETTING == set(PARTS)
    for one in _patterns(get_resolver().url_patterns):
        assert asked_by(one.callback) is policy.gate_of(str(one.name)), one.name


def _patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns)
        else:
            yield one


def test_every_paper_and_every_letter_has_its_row():
    assert set(table.PAPERS) == {*PRINTED, "kit", "sheet"}
    assert set(table.LETTERS) == set(Kind)


def test_no_two_rows_are_the_same_and_each_thing_is_asked_of_one():
    rows = table.TABLE
    for names in ((row.name for row in rows), (word for row in rows for word in row.acts.split())):
        assert max(Counter(names).values()) == 1
    assert max(Counter(name for row in rows for name in row.gates).values()) == 1


def test_what_is_shown_lies_within_what_is_open_and_what_differs_says_why():
    for row in table.TABLE:
        assert row.shown <= row.cells, row.name
        assert row.ours or row.matrix is None or row.why or not row.opens, row.name
        assert not row.ours or row.matrix is None, row.name


def test_a_page_that_no_row_names_or_whose_gate_is_another_is_not_there(monkeypatch):
    gate = ByTable(lambda _: None)
    request = _asking("/g/x/")

    assert gate.process_view(request, request.resolver_match.func, (), {}) is None
    monkeypatch.delitem(table.PAGES, "group")
    with pytest.raises(Http404):
        gate.process_view(request, request.resolver_match.func, (), {})
    with pytest.raises(Http404):
        gate.process_view(_asking("/g/x/table/"), lambda: None, (), {})


def _asking(address: str) -> HttpRequest:
    request = RequestFactory().get(address)
    request.resolver_match = resolve(address)
    return request


def test_a_rule_beyond_the_table_cannot_be_made():
    fold = RULES["vote"].fold
    with pytest.raises(Beyond):
        Rule("vote", frozenset({Role.FACILITATOR}), (Stage.RECEPTION,), fold)
    with pytest.raises(Beyond):
        Rule("vote", frozenset({Role.PARTICIPANT}), (Stage.CONTRACT,), fold)
    with pytest.raises(Beyond):
        Rule("shout", frozenset({Role.PARTICIPANT}), (Stage.RECEPTION,), fold)


def test_an_island_that_no_row_names_is_not_sent():
    @dataclasses.dataclass(frozen=True)
    class Secret:
        words: str

    sight = policy.sight(Party.FACILITATOR, Phase.CLARIFICATION)
    assert sight.of({"secret": Secret("said"), "none": None}) == {"secret": None, "none": None}


def test_a_grant_is_read_as_it_is_written():
    assert cells("M C @0–1; F @E") == {
        *((Party(one), Phase(at)) for one in "MC" for at in "01"),
        (Party.FACILITATOR, Phase.ENDED),
    }
    assert cells("") == frozenset()
    with pytest.raises(ValueError, match="Q"):
        cells("Q @0")


def test_what_an_export_has_and_no_row_names_stays_here():
    assert policy.taken("notebook", {"subjects": 1, "others": 2}, Party.MEMBER) == {"subjects": 1}
    assert policy.taken("notebook", {"subjects": 1}, Party.ORGANISER) == {}
