"""What typesetting costs the house: nothing before the first paper, and little that stays."""

import json
import subprocess
import sys

import pytest

START = "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'besace.settings'; import django; django.setup()\n"
LOADED = START + "import sys, besace.web.urls; print('typst' in sys.modules)"
KITS = (
    START
    + """
import json, resource
from besace.papers.kit import kit_of
from besace.papers.occasion import Occasion

def kits(numbers):
    for n in numbers:
        kit_of(Occasion(participants=9, title=f"Group {n}", names=(f"Name {n}",) * 9), "en", "a4")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

print(json.dumps([kits(range(2)), kits(range(2, 14))]))
"""
)


def ran(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.strip()


def test_the_pages_do_not_load_it():
    assert ran(LOADED) == "False"


@pytest.mark.slow
@pytest.mark.method("F4")
def test_it_keeps_nothing_of_the_sessions_it_printed():
    """What it kept of a session would be a dozen megabytes a kit; the process would have doubled."""
    early, late = json.loads(ran(KITS))

    assert late < 1.4 * early
