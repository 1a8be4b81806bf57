"""The demo: the serenity session performed in a room of this very server, again and again, for whoever looks in."""

import locale
import os
import threading
import time
from http.client import HTTPException
from importlib import resources
from pathlib import Path

from besace.languages import spoken
from besace.rehearse.doors import Outside
from besace.rehearse.live import run
from besace.rehearse.scenario import Scenario, read
from besace.rehearse.table import Table, set_table

SPEED = 20.0
BETWEEN = 60.0
PATH = "/demo/"


def start(address: str) -> str:
    """Sets a table and performs at it once the server answers; gives the path of the page to look in from."""
    scenario = script(spoken_here())
    table = set_table(scenario, rate=SPEED, demo=True)
    threading.Thread(target=_perform, args=(scenario, table, address), name="besace-demo", daemon=True).start()
    return PATH


def script(language: str) -> Scenario:
    """The session shown, in a language."""
    with resources.as_file(resources.files("besace.rehearse") / "scenarios" / f"serenity.{language}.toml") as file:
        return read(Path(file))


def spoken_here() -> str:
    """The language of this machine's user, as far as we speak it."""
    asked = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return spoken(asked)


def _perform(scenario: Scenario, table: Table, server: str) -> None:
    _wait_for(Outside(server, "", scenario.language))
    while True:
        run(scenario, table, server, SPEED, None, lambda _: None)
        time.sleep(BETWEEN)
        table = set_table(scenario, rate=SPEED, demo=True)


def _wait_for(door: Outside) -> None:
    while True:
        try:
            door.get("/")
        except (OSError, HTTPException):
            time.sleep(0.2)
        else:
            return
