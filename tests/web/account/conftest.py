"""Codes as they leave, and counts of tries that begin anew in each test."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from besace.web.account import code


@pytest.fixture(autouse=True)
def _counts_begin_anew() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str | None]]:
    """What was delivered: to which address, which code, in whose language."""
    sent: list[tuple[str, str, str | None]] = []
    monkeypatch.setattr(code, "deliver", lambda email, given, language, **_: sent.append((email, given, language)))
    return sent
