"""The door of accounts: an address for it where the house has none of its own."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, clear_url_caches, path, reverse

from besace import urls


@pytest.fixture
def a_door() -> Iterator[None]:
    """Gives `account_login` an address for as long as a test lasts."""
    try:
        reverse("account_login")
    except NoReverseMatch:
        here = path("account/login/", _door, name="account_login")
        patterns: list[object] = urls.urlpatterns  # type: ignore[assignment]
        patterns.append(here)
        clear_url_caches()
        yield
        patterns.remove(here)
        clear_url_caches()
    else:
        yield


def _door(request: HttpRequest) -> HttpResponse:
    return HttpResponse("The door")
