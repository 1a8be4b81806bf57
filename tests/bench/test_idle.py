"""What a screen costs while nothing happens is told for each way by which it is reached."""

import asyncio
import shutil

import pytest

from bench import idle
from bench.idle import Idle, written


def test_what_has_no_proxy_says_nothing_of_one():
    lines = written([Idle("direct", 1_100, 20.04, 7.2), Idle("behind", 1_100, 21, 7, 90.5, 1.4)])

    assert lines[2:] == [
        "| direct | 1,100 | 20.0 | 7.2 | – | – |",
        "| behind | 1,100 | 21.0 | 7.0 | 90.5 | 1.4 |",
    ]


@pytest.mark.slow
def test_real_screens_are_kept_open_and_weighed():
    told = asyncio.run(idle.measure(2, 0.5)).splitlines()

    names = ["direct", *(["behind Caddy, TLS"] if shutil.which("caddy") else [])]
    assert [line.split(" | ")[0].strip("| ") for line in told[2:]] == names
    assert all(line.split(" | ")[1] == "22" for line in told[2:])
