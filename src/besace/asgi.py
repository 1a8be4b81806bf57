import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
django.setup(set_prefix=False)

from besace.live import quiet  # noqa: E402 - Django must be set up first
from besace.live.server import Application  # noqa: E402
from besace.web.acting import shortly  # noqa: E402
from besace.web.islands import render  # noqa: E402

quiet.install()
application = Application(render, shortly)
