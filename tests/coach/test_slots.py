"""Times in plain words: which days they mean, said on which day."""

from datetime import date

import pytest

from besace.coach import Slot, time_slot

WEDNESDAY = date(2026, 11, 25)
SAID_ON_WEDNESDAY = {
    "en": {
        "today": "11-25",
        "tomorrow": "11-26",
        "Tomorrow at 10": "11-26",
        "the day after tomorrow": "11-27",
        "tonight": "11-25",
        "by the end of the week": "11-25 11-29",
        "before the end of the month": "11-25 11-30",
        "this week": "11-25 11-29",
        "next week": "11-30 12-06",
        "end of next week": "12-04 12-06",
        "next month": "12-01 12-31",
        "in 3 days": "11-28",
        "in three days": "11-28",
        "in one day": "11-26",
        "in a week": "12-02",
        "in two weeks": "12-09",
        "within a month": "11-25 12-25",
        "over the next two weeks": "11-25 12-09",
        "next Tuesday": "12-01",
        "on Friday": "11-27",
        "this Friday": "11-27",
        "by Friday": "11-25 11-27",
        "before Friday": "11-25 11-26",
        "Friday week": "12-04",
        "Monday morning": "11-30",
        "Tuesday of next week": "12-01",
        "Wednesday": "12-02",
        "every Monday": "11-30",
        "on Mondays": "11-30",
        "this weekend": "11-28 11-29",
        "at the weekend": "11-28 11-29",
        "next weekend": "12-05 12-06",
        "31/12": "12-31",
        "the 12th": "12-12",
        "12 December": "12-12",
        "December 12th": "12-12",
        "before Christmas": "11-25 12-24",
        "by Christmas": "11-25 12-25",
        "in December": "12-01 12-31",
        "New Year's Eve": "12-31",
        "this year": "11-25 12-31",
        "before our next session": "11-25 12-25",
        "from Monday": "11-30",
        "this quarter": "11-25 12-31",
        "this autumn": "11-25 12-20",
    },
    "fr": {
        "aujourd'hui": "11-25",
        "demain": "11-26",
        "dès demain": "11-26",
        "après-demain": "11-27",
        "ce soir": "11-25",
        "d'ici la fin de la semaine": "11-25 11-29",
        "d’ici à la fin de la semaine": "11-25 11-29",
        "avant la fin du mois": "11-25 11-30",
        "cette semaine": "11-25 11-29",
        "la semaine prochaine": "11-30 12-06",
        "fin de semaine prochaine": "12-04 12-06",
        "le mois prochain": "12-01 12-31",
        "dans 3 jours": "11-28",
        "dans trois jours": "11-28",
        "dans quinze jours": "12-10",
        "d'ici un mois": "11-25 12-25",
        "d'ici deux semaines": "11-25 12-09",
        "sous huit jours": "11-25 12-03",
        "mardi prochain": "12-01",
        "vendredi": "11-27",
        "d'ici vendredi": "11-25 11-27",
        "avant vendredi": "11-25 11-26",
        "lundi en huit": "12-07",
        "lundi matin": "11-30",
        "lundi de la semaine prochaine": "11-30",
        "mercredi": "12-02",
        "tous les vendredis": "11-27",
        "chaque lundi": "11-30",
        "ce week-end": "11-28 11-29",
        "le week-end prochain": "12-05 12-06",
        "le 12": "12-12",
        "le 12 décembre": "12-12",
        "le 12 decembre": "12-12",
        "31/12": "12-31",
        "avant Noël": "11-25 12-24",
        "d'ici Noël": "11-25 12-25",
        "en décembre": "12-01 12-31",
        "avant le 15 décembre": "11-25 12-14",
        "fin d'année": "11-25 12-31",
        "avant la prochaine séance": "11-25 12-25",
        "à partir de lundi": "11-30",
        "dans la semaine": "11-25 12-02",
    },
    "es": {
        "hoy": "11-25",
        "hoy mismo": "11-25",
        "mañana": "11-26",
        "manana": "11-26",
        "mañana por la mañana": "11-26",
        "desde mañana": "11-26",
        "pasado mañana": "11-27",
        "esta noche": "11-25",
        "antes del final de la semana": "11-25 11-29",
        "antes de que acabe la semana": "11-25 11-29",
        "antes de fin de mes": "11-25 11-30",
        "a finales de mes": "11-25 11-30",
        "esta semana": "11-25 11-29",
        "la semana que viene": "11-30 12-06",
        "la próxima semana": "11-30 12-06",
        "a finales de la semana que viene": "12-04 12-06",
        "el mes que viene": "12-01 12-31",
        "el próximo mes": "12-01 12-31",
        "en 3 días": "11-28",
        "dentro de tres días": "11-28",
        "dentro de quince días": "12-10",
        "de aquí a un mes": "11-25 12-25",
        "en las próximas dos semanas": "11-25 12-09",
        "en menos de ocho días": "11-25 12-03",
        "el martes que viene": "12-01",
        "el próximo martes": "12-01",
        "viernes": "11-27",
        "el viernes": "11-27",
        "antes del viernes": "11-25 11-26",
        "hasta el viernes": "11-25 11-27",
        "el lunes por la mañana": "11-30",
        "el lunes de la semana que viene": "11-30",
        "miércoles": "12-02",
        "todos los viernes": "11-27",
        "cada lunes": "11-30",
        "este fin de semana": "11-28 11-29",
        "el fin de semana que viene": "12-05 12-06",
        "el finde": "11-28 11-29",
        "el 12": "12-12",
        "el día 12": "12-12",
        "el 12 de diciembre": "12-12",
        "31/12": "12-31",
        "antes de Navidad": "11-25 12-24",
        "en Nochebuena": "12-24",
        "en diciembre": "12-01 12-31",
        "antes del 15 de diciembre": "11-25 12-14",
        "antes de fin de año": "11-25 12-31",
        "este año": "11-25 12-31",
        "antes de la próxima sesión": "11-25 12-25",
        "a partir del lunes": "11-30",
        "en el mes": "11-25 12-25",
    },
}
LATER = [
    ("en", "12 March", "2027-03-12"),
    ("en", "March 12, 2028", "2028-03-12"),
    ("en", "2027-01-15", "2027-01-15"),
    ("en", "15/01/2027", "2027-01-15"),
    ("en", "in January", "2027-01-01 2027-01-31"),
    ("en", "mid-March", "2027-03-11 2027-03-21"),
    ("en", "by May", "2026-11-25 2027-05-31"),
    ("en", "next year", "2027-01-01 2027-12-31"),
    ("en", "this summer", "2027-06-21 2027-09-21"),
    ("en", "at Easter", "2027-03-28"),
    ("en", "29 February", "2028-02-29"),
    ("fr", "le 12 mars", "2027-03-12"),
    ("fr", "1er mai", "2027-05-01"),
    ("fr", "en janvier", "2027-01-01 2027-01-31"),
    ("fr", "fin janvier", "2027-01-21 2027-01-31"),
    ("fr", "mi-mars", "2027-03-11 2027-03-21"),
    ("fr", "l'année prochaine", "2027-01-01 2027-12-31"),
    ("fr", "d'ici l'été", "2026-11-25 2027-09-21"),
    ("fr", "dans un an", "2027-11-25"),
    ("fr", "mars 2028", "2028-03-01 2028-03-31"),
    ("fr", "d'ici Pâques", "2026-11-25 2027-03-28"),
]
LATER += [
    ("es", "el 12 de marzo", "2027-03-12"),
    ("es", "1 de mayo", "2027-05-01"),
    ("es", "12 de marzo de 2028", "2028-03-12"),
    ("es", "en enero", "2027-01-01 2027-01-31"),
    ("es", "a finales de enero", "2027-01-21 2027-01-31"),
    ("es", "a mediados de marzo", "2027-03-11 2027-03-21"),
    ("es", "el año que viene", "2027-01-01 2027-12-31"),
    ("es", "para el verano", "2027-06-21 2027-09-21"),
    ("es", "dentro de un año", "2027-11-25"),
    ("es", "marzo de 2028", "2028-03-01 2028-03-31"),
    ("es", "en Semana Santa", "2027-03-28"),
]
AT_THE_EDGE = [
    ("en", "2026-11-29", "by the end of the week", "2026-11-29"),
    ("en", "2026-11-29", "this weekend", "2026-11-29"),
    ("en", "2026-11-28", "this weekend", "2026-11-28 2026-11-29"),
    ("en", "2026-11-29", "next week", "2026-11-30 2026-12-06"),
    ("en", "2026-11-30", "before the end of the month", "2026-11-30"),
    ("en", "2026-12-31", "tomorrow", "2027-01-01"),
    ("en", "2026-12-31", "next month", "2027-01-01 2027-01-31"),
    ("en", "2026-12-25", "before Christmas", "2026-12-25 2027-12-24"),
    ("en", "2027-01-31", "in a month", "2027-02-28"),
    ("en", "2026-11-27", "Friday", "2026-12-04"),
    ("en", "2027-01-20", "early January", "2028-01-01 2028-01-11"),
    ("en", "2027-03-12", "12 March", "2027-03-12"),
    ("en", "2027-03-13", "12 March", "2028-03-12"),
    ("en", "2027-01-31", "the 30th", "2027-03-30"),
    ("fr", "2026-12-31", "le mois prochain", "2027-01-01 2027-01-31"),
    ("fr", "2026-12-31", "d'ici la fin de l'année", "2026-12-31"),
    ("fr", "2026-12-28", "la semaine prochaine", "2027-01-04 2027-01-10"),
    ("fr", "2028-02-28", "demain", "2028-02-29"),
    ("fr", "2027-01-31", "d'ici un mois", "2027-01-31 2027-02-28"),
    ("fr", "2026-11-24", "mardi prochain", "2026-12-01"),
    ("fr", "2027-02-10", "cet hiver", "2027-02-10 2027-03-19"),
]
NO_TIME = {
    "en": [
        "",
        "soon",
        "someday",
        "one day",
        "as soon as possible",
        "later",
        "when I can",
        "one or two a day",
        "twice a week",
        "last Monday",
        "last week",
        "yesterday",
        "a week",
        "two mornings",
        "2020-01-01",
        "30 February",
        "2027-13-01",
        "in 9999 years",
        "the book of the week",
        "I may call",
        "March along the river",
        "three days ago",
        "every now and then",
        "99/99",
    ],
    "fr": [
        "",
        "bientôt",
        "un jour",
        "dès que possible",
        "plus tard",
        "quand je pourrai",
        "une ou deux par jour",
        "deux fois par semaine",
        "mardi dernier",
        "la semaine dernière",
        "hier",
        "une semaine",
        "deux matinées",
        "2020-01-01",
        "30 février",
        "il y a trois jours",
        "un de ces jours",
        "de temps en temps",
        "dans 9999 ans",
    ],
    "es": [
        "",
        "pronto",
        "algún día",
        "un día de estos",
        "lo antes posible",
        "más adelante",
        "cuando pueda",
        "uno o dos al día",
        "dos veces por semana",
        "el martes pasado",
        "la semana pasada",
        "ayer",
        "una semana",
        "dos mañanas",
        "por la mañana",
        "de vez en cuando",
        "hace tres días",
        "30 de febrero",
    ],
}


def slot(days: str) -> Slot:
    start, end = (days.split() * 2)[:2]
    return Slot(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.method("S5")
@pytest.mark.parametrize(
    ("language", "words", "days"),
    [(language, words, days) for language, said in SAID_ON_WEDNESDAY.items() for words, days in said.items()],
)
def test_said_on_a_wednesday_of_november(language, words, days):
    assert time_slot(language, words, WEDNESDAY) == slot(" ".join(f"2026-{day}" for day in days.split()))


@pytest.mark.method("S5")
@pytest.mark.parametrize(("language", "words", "days"), LATER)
def test_what_is_over_this_year_means_the_next(language, words, days):
    assert time_slot(language, words, WEDNESDAY) == slot(days)


@pytest.mark.method("S5")
@pytest.mark.parametrize(("language", "today", "words", "days"), AT_THE_EDGE)
def test_at_the_edge_of_a_week_a_month_or_a_year(language, today, words, days):
    assert time_slot(language, words, date.fromisoformat(today)) == slot(days)


@pytest.mark.method("S5")
@pytest.mark.parametrize(
    ("language", "words"), [(language, words) for language, said in NO_TIME.items() for words in said]
)
def test_what_names_no_time_to_come(language, words):
    assert time_slot(language, words, WEDNESDAY) is None


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Call Anna before Friday, at lunch"),
        ("fr", "Appeler Léa avant vendredi, à midi"),
        ("fr", "AVANT VENDREDI"),
    ],
)
def test_a_time_is_found_within_a_sentence(language, words):
    assert time_slot(language, words, WEDNESDAY) == slot("2026-11-25 2026-11-26")


def test_an_unknown_language_names_no_time():
    assert time_slot("de", "morgen", WEDNESDAY) is None
