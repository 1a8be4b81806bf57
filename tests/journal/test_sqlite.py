import pytest
from django.db import connection

from besace.people.models import Cycle
from tests.people import cast


@pytest.mark.engine("sqlite")
def test_the_schema_calls_no_function_and_is_not_trusted_to():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE sql LIKE '%JSON_VALID%'")
        assert cursor.fetchone() == (0,)
        cursor.execute("PRAGMA trusted_schema")
        assert cursor.fetchone() == (0,)


def test_a_json_column_keeps_what_it_is_given():
    dates = [["2026-02-10", "18:00", 180]]
    made = Cycle.objects.create(group=cast.group(), zone="Europe/Paris", proposed=dates, created=cast.AT)
    assert Cycle.objects.get(pk=made.pk).proposed == dates
