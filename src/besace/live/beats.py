"""Beats: each line hears every fifteen seconds that it is alive; proxies and phones drop a silent one."""

import asyncio
from collections.abc import Callable

from besace.live.events import beat
from besace.live.hubs import Hub, Stream
from besace.live.pushing import Pushes

BEAT_EVERY = 15.0
STUCK = 4
"""Beats after which a reader that takes nothing is let go."""


class Beats:
    """Has rooms hear beats, each by a clock of its own: thousands at once would keep an act waiting.

    `screens` counts those of the house, which a beat tells of (`events.beat`).
    """

    def __init__(self, pushes: Pushes, screens: Callable[[], int]) -> None:
        self._pushes, self._screens = pushes, screens

    def begin(self, hub: Hub) -> None:
        """Has a room hear its next beat, and so on while it has screens."""
        hub.beat = asyncio.get_running_loop().call_later(BEAT_EVERY, self._beat, hub)

    def _beat(self, hub: Hub) -> None:
        said = beat(self._screens())
        for stream in tuple(hub.streams):
            self.tell(hub, stream, said)
        self.begin(hub)

    def tell(self, hub: Hub, stream: Stream, said: bytes) -> None:
        """Sends a screen a beat; hangs up on one that has taken nothing for a minute."""
        stream.stuck = stream.stuck + 1 if stream.busy else 0
        if not stream.busy and stream.is_free():
            stream.say(said)
        elif not stream.busy:
            stream.busy = True
            self._pushes.spawn(self._wait(hub, stream, said))
        elif stream.stuck >= STUCK and stream.line:
            stream.line.hang_up()

    async def _wait(self, hub: Hub, stream: Stream, said: bytes) -> None:
        try:
            await stream.send({"type": "http.response.body", "body": said, "more_body": True})
        finally:
            stream.busy = False
        if stream.dirty:
            self._pushes.push_soon(hub, stream)
