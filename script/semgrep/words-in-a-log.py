import logging

import click

LOG = logging.getLogger(__name__)


def view(request, form):
    # ruleid: words-in-a-log
    print(request.body)
    # ruleid: words-in-a-log
    LOG.info("asked %s", request.POST["text"])
    words = request.GET.get("q")
    # ruleid: words-in-a-log
    logging.warning(f"asked {words}")
    # ruleid: words-in-a-log
    click.echo(form.cleaned_data["text"])
    if not words:
        # ruleid: words-in-a-log
        raise ValueError(f"no such {request.POST['name']}")
    # ok: words-in-a-log
    LOG.info("asked")
    # ok: words-in-a-log
    raise ValueError("no such thing")
