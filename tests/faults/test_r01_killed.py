"""R1: a server killed without a word, over and over, while people act: what was answered is there, once."""

import random
import time
from pathlib import Path

import pytest

from tests.faults.players import Players, compared, until
from tests.faults.served import Served, served

pytestmark = [pytest.mark.fault("R1"), pytest.mark.slow]

ROOMS_FOR_A_KILL = 2


def killed(house: Served, players: Players, chance: random.Random) -> None:
    """The server dies at an instant of chance while people are answered, and comes back."""
    enough = len(players.answered) + chance.randint(1, 40)
    until(lambda: len(players.answered) >= enough)
    time.sleep(chance.uniform(0, 0.02))
    house.kill()
    house.start()


def test_what_was_answered_outlives_every_kill_and_is_there_once(tmp_path: Path, rounds, figure):
    kills, chance, begun = int(rounds(6, 500)), random.Random(1), time.monotonic()
    with served(tmp_path / "house", min(ROOMS_FOR_A_KILL * kills, 300)) as (house, rooms):
        players = Players(house.port, rooms)
        players.start()
        try:
            for _ in range(kills):
                killed(house, players, chance)
        finally:
            players.stop()
        house.kill()
        found = compared(players, house.reads())

    assert (found.lost, found.doubled) == (0, 0)
    assert players.unsure > kills  # lines did break under acts: the kills were felt
    assert found.answered > kills
    figure(
        f"{kills} kills in {time.monotonic() - begun:.0f} s: {found.told}, {players.unsure:,} of them sent again after"
        " a line broke; sequences gapless, files sound"
    )


def test_without_act_ids_the_same_kills_double_acts(tmp_path: Path, figure):
    """The control: were ids of no use, this test could not tell, nor the one above."""
    kills, chance = 0, random.Random(2)
    with served(tmp_path / "house", 24) as (house, rooms):
        players = Players(house.port, rooms, forgetful=True, at_once=24)
        players.start()
        try:
            while kills < 20 and _doubled(house) == 0:
                killed(house, players, chance)
                kills += 1
        finally:
            players.stop()
        house.kill()
        found = compared(players, house.reads())

    assert found.lost == 0
    assert found.doubled > 0
    figure(f"act ids ignored, {kills} kills: {found.doubled} doubled", "control")


def _doubled(house: Served) -> int:
    return sum(len(one["noted"]) - len(set(one["noted"])) for one in house.reads()["rooms"].values())
