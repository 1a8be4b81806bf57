"""People with patience: each writes her notes through HTTP, and sends one again, by the same id, until it is answered.

What was answered is what the house has promised to keep. `forgetful` gives every try an id of its own: what a house
without act ids would make of the same evening.
"""

import http.client
import queue
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench.ours import cookies

AT_ONCE = 12
ACTS = 20
NOBODY_THERE, BROKEN = 0, -1
PEOPLE = (1, 2, 3)
"""Places at the table of those who write."""


@dataclass
class Players:
    """Threads that play acts in many rooms; what was answered to each, by its words."""

    port: int
    rooms: list[dict[str, Any]]
    forgetful: bool = False
    at_once: int = AT_ONCE
    acts: int = ACTS
    answered: dict[str, tuple[str, int]] = field(default_factory=dict)
    unsure: int = 0
    slowest: float = 0.0

    def __post_init__(self) -> None:
        """Nobody plays yet."""
        self.over = threading.Event()
        self._turns: queue.SimpleQueue[int] = queue.SimpleQueue()
        for n in range(len(self.rooms)):
            self._turns.put(n)
        self._threads = [threading.Thread(target=self._play, args=(n,)) for n in range(self.at_once)]

    def start(self) -> None:
        """Begins."""
        for thread in self._threads:
            thread.start()

    def stop(self, patience: float = 60) -> None:
        """Lets each have the answer she waits for, and no more."""
        self.over.set()
        for thread in self._threads:
            thread.join(patience)
        assert not any(thread.is_alive() for thread in self._threads), "Someone never got an answer."

    def _play(self, whose: int) -> None:
        said = 0
        while not self.over.is_set():
            n = self._turns.get()
            for _ in range(self.acts):
                if self.over.is_set():
                    break
                said += 1
                self._note(self.rooms[n], PEOPLE[said % len(PEOPLE)], f"{whose} notes {said} in {n}")
            self._turns.put(n)

    def _note(self, room: dict[str, Any], place: int, text: str) -> None:
        """Writes one note until it is answered; refusals are answers too, and none is expected."""
        act_id, begun, unsure = secrets.token_hex(12), time.monotonic(), False
        while True:
            told = self._sent(room, place, text, secrets.token_hex(12) if self.forgetful else act_id)
            if told == http.client.OK:
                break
            assert told in {NOBODY_THERE, BROKEN, http.client.SERVICE_UNAVAILABLE, http.client.INTERNAL_SERVER_ERROR}, (
                told,
                text,
            )
            unsure = unsure or told != NOBODY_THERE
            if time.monotonic() - begun > 60:
                raise TimeoutError(text)
            time.sleep(0.1)
        self.unsure += unsure
        self.slowest = max(self.slowest, time.monotonic() - begun)
        self.answered[text] = (room["room"], place)

    def _sent(self, room: dict[str, Any], place: int, text: str, act_id: str) -> int:
        """The status of one try, or why there was none: when a line breaks, nobody knows what became of the act."""
        screen = room["screens"][place + 1]
        form = {
            "act": "note",
            "text": text,
            "id": act_id,
            "seat": screen["seat"],
            "csrfmiddlewaretoken": screen["token"],
        }
        headers = {
            "Cookie": cookies(screen),
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request("POST", f"/s/{room['room']}/act", urlencode(form), headers)
            answer = line.getresponse()
            answer.read()
        except ConnectionRefusedError:
            return NOBODY_THERE
        except (OSError, http.client.HTTPException):
            return BROKEN
        else:
            return answer.status
        finally:
            line.close()


@dataclass(frozen=True)
class Found:
    """What the journal has of what was answered."""

    answered: int
    lost: int
    doubled: int

    @property
    def told(self) -> str:
        """As a figure."""
        return f"{self.answered:,} acts answered, {self.lost} lost, {self.doubled} doubled"


def compared(players: Players, read: dict[str, Any]) -> Found:
    """Every room's journal against what its people were answered; the journals themselves must be whole."""
    assert read["sound"] == [True, True]
    for told in read["rooms"].values():
        assert told["sequences"] == list(range(1, told["last"] + 1))
        assert told["acts twice"] == told["forgotten"] == 0
        assert sorted(told["folded"]) == sorted(told["noted"])
    noted = {room: told["noted"] for room, told in read["rooms"].items()}
    lost = [text for text, (room, _) in players.answered.items() if text not in set(noted[room])]
    doubled = sum(len(texts) - len(set(texts)) for texts in noted.values())
    return Found(len(players.answered), len(lost), doubled)


def until(true: Callable[[], bool], patience: float = 60) -> None:
    """Returns once something holds."""
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline, "It never came about."
        time.sleep(0.02)
