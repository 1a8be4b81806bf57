"""Values of the core as JSON: what a value is called and what it holds both arrive."""

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from importlib import import_module

import pytest

from besace.method import view
from besace.method.parts import Subject
from besace.web.api.plain import CLASS, NAMES, plain


def shown() -> Iterator[type]:
    """Every class of which a value can stand in an island."""
    for module in pkgutil.walk_packages(view.__path__, f"{view.__name__}."):
        for one in vars(import_module(module.name)).values():
            if isinstance(one, type) and is_dataclass(one):
                yield one


def names(of: type) -> list[str]:
    return [one.name for one in fields(of)]


def test_a_kind_of_its_own_does_not_hide_what_a_value_is():
    told = plain(Subject("s-1", "ana", "How can I rest?", kind="problem"))

    assert (told["kind"], told["sort"]) == ("Subject", "problem")


def test_no_two_fields_of_a_value_go_out_under_one_name():
    found = {one: [NAMES.get(name, name) for name in names(one)] for one in shown()}

    assert len(found) > 50
    assert any(CLASS in names(one) for one in found)
    assert [one for one, told in found.items() if len({*told}) != len(told) or CLASS in told] == []


def test_what_json_has_nothing_for_is_not_guessed_at():
    @dataclass(frozen=True)
    class Odd:
        value: object

    with pytest.raises(TypeError, match="object"):
        plain(Odd(object()))
