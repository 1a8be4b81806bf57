from django.template import Template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


def shown(words, rows):
    # ruleid: html-by-hand
    mark_safe(words)
    # ruleid: html-by-hand
    SafeString("<b>" + words)
    # ruleid: html-by-hand
    format_html(words)
    # ruleid: html-by-hand
    format_html(f"<b>{words}</b>", words)
    # ruleid: html-by-hand
    format_html("<b>" + words + "{}", words)
    # ruleid: html-by-hand
    format_html("<b>%s</b>{}" % words, words)
    # ruleid: html-by-hand
    format_html("<b>{}</b>".format(words), words)
    # ruleid: html-by-hand
    format_html_join("", f"<b>{words}</b>{{}}", rows)
    # ruleid: html-by-hand
    Template(f"<b>{words}</b>")
    # ok: html-by-hand
    mark_safe("<hr>")
    # ok: html-by-hand
    SafeString()
    # ok: html-by-hand
    format_html("<b>{}</b>", words)
    # ok: html-by-hand
    format_html_join("", "<b>{}</b>", rows)
