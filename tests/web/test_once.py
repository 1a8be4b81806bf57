"""A part of an island drawn once for each set of the values it names."""

from collections.abc import Iterator

import pytest
from django.template import Context, Template
from django.utils.translation import override

from besace.web import islands


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    islands.forget()
    yield
    islands.forget()


class Counted:
    """A value that says how often it was drawn, and equals every other."""

    drawn = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counted)

    def __hash__(self) -> int:
        return 1

    def __str__(self) -> str:
        Counted.drawn += 1
        return "drawn"


PART = Template("{% load besace %}{% once one=it name=name %}{{ one }} {{ name }}{{ other }}{% endonce %}")


def shown(name: str, **more: object) -> str:
    return PART.render(Context({"it": Counted(), "name": name, **more}))


def test_a_part_is_drawn_again_only_for_other_values():
    Counted.drawn = 0

    assert [shown("Ana"), shown("Ana"), shown("Bea")] == ["drawn Ana", "drawn Ana", "drawn Bea"]
    assert Counted.drawn == 2


def test_a_part_sees_nothing_it_does_not_name():
    assert shown("Ana", other="secret") == "drawn Ana"


def test_a_part_is_drawn_in_each_language_and_escaped():
    part = Template(
        "{% load besace i18n %}{% once name=name %}{% get_current_language as now %}{{ now }} {{ name }}{% endonce %}"
    )
    found = []
    for language in ("en", "fr"):
        with override(language):
            found.append(part.render(Context({"name": "<b>"})))

    assert found == ["en &lt;b&gt;", "fr &lt;b&gt;"]


def test_two_parts_with_the_same_values_are_two():
    both = Template("{% load besace %}{% once a=it %}1{% endonce %}{% once a=it %}2{% endonce %}")

    assert both.render(Context({"it": "x"})) == "12"


def test_what_is_forgotten_is_drawn_again():
    Counted.drawn = 0
    shown("Ana")

    islands.forget()
    shown("Ana")

    assert Counted.drawn == 2


def test_of_a_list_only_what_is_new_in_it_is_drawn():
    Counted.drawn = 0
    lines = Template("{% load besace %}{% each one in it mark=mark %}{{ one }}{{ mark }}{{ other }}{% endeach %}")

    assert lines.render(Context({"it": [Counted(), Counted()], "mark": "<", "other": "secret"})) == "drawn&lt;" * 2
    assert lines.render(Context({"it": [], "mark": "<"})) == ""
    assert lines.render(Context({"it": ["new", Counted()], "mark": "<"})) == "new&lt;drawn&lt;"
    assert Counted.drawn == 1
