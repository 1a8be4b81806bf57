"""What is said of a scenario that cannot be read."""


class Unreadable(Exception):  # noqa: N818 - what the file is
    """A scenario that cannot be read: where, and why."""

    def __init__(self, where: str, why: str, line: str = "") -> None:
        super().__init__(": ".join(filter(None, (line, where, why))))
        self.where = where
        self.why = why
