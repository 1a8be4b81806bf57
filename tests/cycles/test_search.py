"""The choice of dates is the best there is, beside brute force; and the way to it stays short."""

from itertools import combinations, pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besace.cycles.search import Found, Problem, Search

MONTHS = tuple(30 * month + day for month in range(10) for day in (0, 1, 2, 7, 8, 9))
FORTNIGHT = 14


@st.composite
def problems(draw):
    days = sorted(draw(st.lists(st.integers(0, 60), min_size=1, max_size=10)))
    people = draw(st.integers(1, 4))
    each = {"min_size": len(days), "max_size": len(days)}
    absent = draw(st.lists(st.integers(0, 2**people - 1) | st.just(0), **each))
    efforts = draw(st.lists(st.integers(0, 2), **each))
    count, gap = draw(st.integers(1, 4)), draw(st.sampled_from([0, 1, 5, 14]))
    return Problem(tuple(days), tuple(absent), tuple(efforts), count, gap, draw(st.integers(0, 60)))


def choices(problem):
    """Every set that keeps the gap, with its cost counted from its definition, in order."""
    found = []
    for slots in combinations(range(len(problem.days)), problem.count):
        gaps = [problem.days[b] - problem.days[a] for a, b in pairwise(slots)]
        if all(gap >= max(problem.gap, 1) for gap in gaps):
            found.append((cost_of(problem, slots, gaps), slots))
    return sorted(found)


def cost_of(problem, slots, gaps):
    misses = [sum(problem.absent[slot] >> person & 1 for slot in slots) for person in range(9)]
    ideal = len(gaps)
    return (
        sum(misses),
        sum(many - 1 for many in misses if many),
        sum(problem.efforts[slot] for slot in slots),
        sum((ideal * gap - problem.span) ** 2 for gap in gaps),
    )


def days_of(problem, slots):
    return frozenset(problem.days[slot] for slot in slots)


@pytest.mark.method("G6")
@settings(max_examples=400, deadline=None)
@given(problems(), st.integers(0, 4))
def test_each_choice_is_the_best_of_those_that_differ_enough_from_the_ones_before(problem, different):
    left, search, known = choices(problem), Search(problem), []
    for _ in range(3):
        found = search.best(known, different)
        assert (found and (found.cost, found.slots)) == (left[0] if left else None)
        if not found:
            break
        known.append(days_of(problem, found.slots))
        left = [one for one in left if len(days_of(problem, one[1]) - known[-1]) >= different]


@settings(deadline=None)
@given(problems())
def test_the_longest_choice_is_as_long_as_brute_force_finds(problem):
    def fits(slots):
        days = [problem.days[slot] for slot in slots]
        return all(b - a >= max(problem.gap, 1) for a, b in pairwise(days))

    lengths = range(len(problem.days) + 1)
    longest = max(n for n in lengths if any(fits(slots) for slots in combinations(range(len(problem.days)), n)))

    assert problem.longest() == longest


def test_the_same_person_does_not_miss_twice_where_that_can_be_avoided():
    ana, bea = 1, 2
    problem = Problem((0, 20, 21, 40), (ana, ana, bea, 0), (0, 0, 9, 0), 3, FORTNIGHT, 40)

    found = Search(problem).best()

    # Ana misses the first whatever is chosen with it; then Bea, who makes nine efforts, rather than Ana again.
    assert found
    assert found.slots == (0, 2, 3)
    assert found.cost[:3] == (2, 0, 9)


def test_a_cheaper_way_to_a_date_does_not_hide_one_on_which_nobody_misses_twice():
    ana, bea, cleo_and_dora = 1, 2, 12
    problem = Problem((0, 1, 20, 40, 41), (ana, bea, 0, ana, cleo_and_dora), (0, 1, 0, 0, 0), 3, FORTNIGHT, 40)

    found = Search(problem).best()

    # With two to miss an evening after it, Ana's first absence looks harmless until all is chosen.
    assert found
    assert (found.slots, found.cost[:3]) == ((1, 2, 3), (2, 0, 1))


def test_a_cheaper_way_to_a_date_does_not_hide_one_that_differs_enough():
    problem = Problem((0, 1, 20, 40, 41), (0,) * 5, (0, 1, 0, 0, 5), 3, FORTNIGHT, 40)

    found = Search(problem).best([frozenset({0, 40, 60})], different=2)

    assert found
    assert found.slots == (1, 2, 3)


def random_answers(chance, refuse):
    return tuple(sum((chance.random() < refuse) << person for person in range(9)) for _ in MONTHS)


def some_miss(chance, many):
    return tuple(sum(1 << person for person in chance.sample(range(9), many)) for _ in MONTHS)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("answers", "given"),
    [(random_answers, refuse) for refuse in (0.0, 0.05, 0.2, 0.4, 0.7, 1.0)]
    + [(some_miss, many) for many in (1, 2, 3)],
)
def test_nine_participants_and_sixty_slots_take_few_states(seed, answers, given):
    chance = Random(seed)
    absent = answers(chance, given)
    efforts = tuple(chance.randrange(4) for _ in MONTHS)
    problem = Problem(MONTHS, absent, efforts, 9, FORTNIGHT, MONTHS[-1])
    search, known, opened = Search(problem), [], []
    for _ in range(3):
        found = search.best(known, 3)
        assert isinstance(found, Found)
        known.append(days_of(problem, found.slots))
        opened.append(found.opened)

    # There are 9 x 60 x 512 states without sharing, and up to 49 times as many with it.
    assert max(opened) <= 9 * 60 * 8
