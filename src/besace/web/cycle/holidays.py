"""Public holidays of the countries our groups live in, by `holidays`: which days, and their names in one's language."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from besace.languages import SOURCE

NONE = ""
COUNTRIES: tuple[tuple[str, str | Promise], ...] = (
    (NONE, _("none")),
    ("FR", _("France")),
    ("CA-QC", _("Quebec")),
    ("CA", _("Canada")),
    ("BE", _("Belgium")),
    ("CH", _("Switzerland")),
    ("LU", _("Luxembourg")),
    ("DE", _("Germany")),
    ("ES", _("Spain")),
    ("GB", _("United Kingdom")),
    ("IE", _("Ireland")),
    ("IT", _("Italy")),
    ("MA", _("Morocco")),
    ("PT", _("Portugal")),
    ("SN", _("Senegal")),
    ("TN", _("Tunisia")),
    ("US", _("United States")),
)
ZONES: Mapping[str, str] = {
    "Europe/Paris": "FR",
    "America/Montreal": "CA-QC",
    "America/Toronto": "CA",
    "Europe/Brussels": "BE",
    "Europe/Zurich": "CH",
    "Europe/Luxembourg": "LU",
    "Europe/Berlin": "DE",
    "Europe/Madrid": "ES",
    "Europe/London": "GB",
    "Europe/Dublin": "IE",
    "Europe/Rome": "IT",
    "Europe/Lisbon": "PT",
    "Africa/Casablanca": "MA",
    "Africa/Dakar": "SN",
    "Africa/Tunis": "TN",
}


def likely(zone: str) -> str:
    """The country whose holidays a group in this time zone most likely keeps; none where one cannot say."""
    return ZONES.get(zone, NONE)


def days(country: str, years: Iterable[int]) -> Mapping[date, str]:
    """The public holidays of a country in some years, each with its name; none for an unknown country."""
    if country not in dict(COUNTRIES) or not country:
        return {}
    import holidays  # noqa: PLC0415 - heavy, and asked for seldom

    state, _dash, province = country.partition("-")
    language = _named_in(getattr(holidays, state).supported_languages)
    return dict(holidays.country_holidays(state, subdiv=province or None, years=sorted(years), language=language))


def _named_in(known: Iterable[str]) -> str:
    """The reader's language as `holidays` calls it; where a country's days are not named so, English, or its own."""
    reader = get_language() or SOURCE
    return next((one for one in known if one.partition("_")[0] == reader), "en_US")
