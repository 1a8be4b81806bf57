"""The lines of a list, each drawn once for all that are alike but for their words."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.template import Context, Template
from django.utils.translation import override

from besace.method.words import Said
from besace.web import stencils


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    stencils.forget()
    yield
    stencils.forget()


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


@dataclass(frozen=True, slots=True)
class Line:
    words: Said
    mark: Counted


@dataclass(frozen=True, slots=True)
class Whose:
    name: Said


def drawn(template: str, **seen: object) -> str:
    return Template("{% load besace i18n %}" + template).render(Context(seen))


def test_of_a_list_only_what_is_new_in_it_is_drawn():
    Counted.drawn = 0
    lines = "{% each one in it mark=mark %}{{ one }}{{ mark }}{{ other }}{% endeach %}"
    parsed = Template("{% load besace %}" + lines)

    assert parsed.render(Context({"it": [Counted(), Counted()], "mark": "<", "other": "secret"})) == "drawn&lt;" * 2
    assert parsed.render(Context({"it": [], "mark": "<"})) == ""
    assert parsed.render(Context({"it": ["new", Counted()], "mark": "<"})) == "new&lt;drawn&lt;"
    assert Counted.drawn == 1


def test_other_words_are_put_in_without_drawing_again():
    Counted.drawn = 0
    said = [Line("one", Counted()), Line("two", Counted()), Line("", Counted()), Line("<three>", Counted())]
    line = "{% each one in it by=by %}{{ one.mark }} {{ one.words|default:'nothing' }} {{ by.name }}, {% endeach %}"

    shown = drawn(line, it=said, by=Whose("Ana"))

    assert shown == "drawn one Ana, drawn two Ana, drawn nothing Ana, drawn &lt;three&gt; Ana, "
    assert Counted.drawn == 2  # with words, and without


def test_a_line_sees_nothing_it_does_not_name():
    assert drawn("{% each one in it %}{{ one }}{{ other }}{% endeach %}", it=["Ana"], other="secret") == "Ana"


def test_a_line_is_drawn_in_each_language_and_escaped():
    parsed = Template(
        "{% load besace i18n %}{% each one in it %}{% get_current_language as now %}{{ now }} {{ one }}{% endeach %}"
    )
    found = []
    for language in ("en", "fr"):
        with override(language):
            found.append(parsed.render(Context({"it": ["<b>"]})))

    assert found == ["en &lt;b&gt;", "fr &lt;b&gt;"]


def test_two_lists_of_the_same_lines_are_two():
    assert drawn("{% each a in it %}1{% endeach %}{% each a in it %}2{% endeach %}", it=["x"]) == "12"


def test_what_is_forgotten_is_drawn_again():
    Counted.drawn = 0
    parsed = Template("{% load besace %}{% each one in it %}{{ one }}{% endeach %}")
    parsed.render(Context({"it": [Counted()]}))

    stencils.forget()
    parsed.render(Context({"it": [Counted()]}))

    assert Counted.drawn == 2
