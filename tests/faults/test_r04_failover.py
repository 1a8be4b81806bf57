"""R4: the database's machine is gone and its standby takes over: with a synchronous one, no answer is taken back."""

import time
from pathlib import Path

import pytest

from tests.faults.pair import Pair
from tests.faults.players import Players, compared, until
from tests.faults.served import served

pytestmark = [pytest.mark.fault("R4"), pytest.mark.slow]


@pytest.fixture
def pair(request):
    made = Pair(synchronous=request.param)
    yield made
    made.remove()


@pytest.mark.parametrize("pair", [True], indirect=True, ids=["synchronous"])
def test_a_synchronous_standby_has_every_answer_and_the_server_finds_it_by_itself(
    tmp_path: Path, pair: Pair, rounds, figure
):
    before, after = int(rounds(60, 4_000)), int(rounds(30, 1_000))
    with served(tmp_path / "house", 12, more={"BESACE_DATABASE": pair.url}) as (house, rooms):
        players = Players(house.port, rooms)
        players.start()
        try:
            until(lambda: len(players.answered) >= before, 600)
            killed, answered = time.monotonic(), len(players.answered)
            pair.fail_over()
            until(lambda: len(players.answered) > answered + players.at_once)  # more than were under way
            back = time.monotonic() - killed
            until(lambda: len(players.answered) >= answered + after, 600)
        finally:
            players.stop()
        house.kill()
        found = compared(players, house.reads())

    assert (found.lost, found.doubled) == (0, 0)
    assert players.unsure > 0
    figure(
        f"{found.told}; acts answered again {back:.1f} s after the primary's kill, by the same process, which found the"
        f" promoted standby by itself; {players.unsure} acts sent again"
    )


@pytest.mark.parametrize("pair", [False], indirect=True, ids=["asynchronous"])
def test_an_asynchronous_standby_that_lags_has_not(tmp_path: Path, pair: Pair, figure):
    """The control: answers that only the primary had are gone with it, and this test sees that."""
    with served(tmp_path / "house", 12, more={"BESACE_DATABASE": pair.url}) as (house, rooms):
        players = Players(house.port, rooms)
        players.start()
        try:
            until(lambda: len(players.answered) >= 20)
            pair.standby.deafen()
            until(lambda: len(players.answered) >= 60)
        finally:
            players.stop()
        house.kill()
        pair.fail_over()
        found = compared(players, house.reads())

    assert found.lost > 0
    assert found.doubled == 0
    figure(f"asynchronous, its line to the primary cut: {found.lost} of {found.answered} lost", "control")
