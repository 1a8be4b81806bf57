"""A bounded memory of what was used last, shared by the threads of the process."""

import threading
from collections import OrderedDict
from collections.abc import Hashable


class Kept[T]:
    """Keeps the `most` items used last, by name."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._items: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: Hashable) -> T | None:
        """What is kept under a name, or None."""
        with self._lock:
            if (item := self._items.get(name)) is not None:
                self._items.move_to_end(name)
            return item

    def put(self, name: Hashable, item: T) -> T:
        """Keeps an item, letting go of the one unused for longest where there are too many."""
        with self._lock:
            self._items[name] = item
            self._items.move_to_end(name)
            while len(self._items) > self._most:
                self._items.popitem(last=False)
        return item

    def drop(self, name: Hashable) -> None:
        """Forgets one name."""
        with self._lock:
            self._items.pop(name, None)

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._items.clear()
