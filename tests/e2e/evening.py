"""A whole session lived on real screens: a laptop runs it, and whoever has a phone does her part on it."""

from collections.abc import Mapping, Sequence

from tests.e2e.journey import Someone
from tests.e2e.told import Told

BALLOT = """(choices, title) => {
  const line = (e) => {
    while (e.parentElement.querySelectorAll("[name=first]").length === 1) e = e.parentElement;
    return e;
  };
  const its = (e) => line(e).innerText.includes(title);
  return [...choices].sort((a, b) => its(b) - its(a)).map((e) => e.value);
}"""


def gathers(fay: Someone, table: Mapping[str, Someone]) -> None:
    """Each comes in from her own page once the room is open."""
    for one in table.values():
        one.page.reload()
        one.presses("Come in")
        one.page.wait_for_url("**/s/**")
    fay.does("open")


def receives(fay: Someone, table: Mapping[str, Someone], subjects: Sequence[str]) -> None:
    """A round of the table; two subjects, of which the first is kept since before; the vote; the agreement."""
    client, other, *rest = table.values()
    client.does("check_in", text="A full month, and glad to be here")
    for one in (other, *rest):
        one.does("pass")
    fay.does("advance")
    client.does("propose_subject", title=subjects[0])
    other.does("propose_subject", title=subjects[1])
    fay.does("advance")
    fay.does("open_vote")
    for one in table.values():
        votes(one, subjects[0])
    fay.does("close_vote")
    fay.does("choose", because="vote")
    client.does("accept")
    for one in (other, *rest):
        one.does("consent")
    fay.does("advance")


def votes(one: Someone, title: str) -> None:
    """Ranks a subject first, and the other second, as their lines stand on the ballot."""
    one.page.locator("[name=first]").first.wait_for(state="attached")
    first, second = one.page.locator("[name=first]").evaluate_all(BALLOT, title)
    one.does("vote", first=first, second=second)


def understands(fay: Someone, table: Mapping[str, Someone], told: Told) -> None:
    """The presentation, the questions, and the contract all agree to (S1, S2, S3)."""
    client, *consultants = table.values()
    client.does("done")
    fay.does("advance")
    for one in consultants:
        one.does("ask", text="What have you tried so far?")
    for one in consultants:
        one.does("clear")
    fay.does("advance")
    for one in consultants:
        one.does("reformulate", text="You decide alone, and it weighs on you")
    for one in consultants:
        client.touches("It matches", one.name)
    client.does("set_contract", question=told.question, expectation=told.expectation)
    for one in table.values():
        one.does("agree")
    fay.does("advance")


def finds_a_way(fay: Someone, table: Mapping[str, Someone], told: Told) -> None:
    """The reactions, what the client writes for herself, and her plan, noted twice (S4, S5)."""
    client, *consultants = table.values()
    for one in consultants:
        one.does("react", kind="experience", text="I gave it two fixed mornings a week")
    client.does("note", text=told.bag)
    fay.does("advance")
    for text, when, term in told.plan:
        client.does("add_action", text=text, when=when, term=term)
    fay.does("copy_plan")
    client.does("plans_agree")
    fay.does("plans_agree")
    fay.does("advance")


def parts(table: Mapping[str, Someone], told: Told, *, away: Sequence[str] = (), next_time: bool = True) -> None:
    """What each takes along, and whether each comes again (S6); the session then only waits to be closed."""
    for one in table.values():
        one.does("evaluate", learned=told.learned)
    for name, one in table.items() if next_time else ():
        one.does("confirm_next", available=name not in away)
