"""Many screens that come back as our page's own script does, with the numbers that stand in that script."""

import asyncio
import random
import re
from collections import Counter
from pathlib import Path

import besace
from bench.halls import Hall
from bench.load import ADDRESS, Crowd, Ear

SCRIPT = Path(besace.__file__).parent / "web" / "static" / "besace" / "js" / "stream.js"
WAIT = re.compile(r"Math\.min\((\d+) \* tries, tries > \d+ \? [\d_]+ : ([\d_]+)\)")
SPREAD = re.compile(r"(?:AT_LEAST = |Math\.random\(\) \* )(\d+)")
TOLD = re.compile(rb'"spread": ?(\d+)')


def numbers() -> tuple[float, float, float]:
    """How long the page waits before it comes back, times its tries; at most; and over how long it spreads."""
    script = SCRIPT.read_text("utf-8")
    wait, spread = WAIT.search(script), SPREAD.search(script)
    assert wait, f"{SCRIPT.name} waits in another way than this load does."
    assert spread, f"{SCRIPT.name} spreads in another way than this load does."
    return int(wait[1]) / 1000, int(wait[2].replace("_", "")) / 1000, int(spread[1]) / 1000


class Browsers(Crowd):
    """A crowd whose streams open again by themselves once cut."""

    STEP, MOST, LEAST = numbers()

    def keep_coming_back(self) -> None:
        """From now on."""
        self.spread, self._tries = self.LEAST, Counter[tuple[Hall, int]]()
        self.reconnecting(0)

    async def _connect(self, hall: Hall, place: int) -> None:
        ear = Attentive(self, hall, place)
        await asyncio.get_running_loop().create_connection(lambda: ear, ADDRESS, self._port)
        self._ears.append(ear)

    async def _reopen(self, hall: Hall, place: int, _: float) -> None:
        turn = random.Random(id(hall)).random()  # the room's, the same for all its screens
        while self._again:
            self._tries[hall, place] += 1
            steps = min(self.STEP * self._tries[hall, place], self.MOST)
            await asyncio.sleep(steps + turn * (self.spread - self.LEAST) + random.uniform(0, self.LEAST))
            try:
                return await self._connect(hall, place)
            except OSError:
                continue
        return None

    def heard_of_spread(self, seconds: float) -> None:
        """The server says over how long its screens should come back."""
        self.spread = max(self.LEAST, seconds)

    def is_back(self, hall: Hall, place: int) -> None:
        """A screen was told something: the next cut is its first again."""
        self._tries.pop((hall, place), None)


class Attentive(Ear):
    """One screen's stream, which also hears what the beats tell."""

    def data_received(self, data: bytes) -> None:
        crowd: Browsers = self._crowd  # type: ignore[assignment]
        if told := TOLD.search(data):
            crowd.heard_of_spread(int(told[1]) / 1000)
        before = crowd.events
        super().data_received(data)
        if crowd.events != before and hasattr(crowd, "_tries"):
            crowd.is_back(self._hall, self._place)
