"""Lengths and variants in words, for templates: what each is for, and what it gives up (G7)."""

from django import template

from besace.papers import lengths
from besace.papers.lengths import VARIANTS, VARIANTS_SAY, Said

register = template.Library()


@register.filter
def format_name(name: str) -> str:
    """Names a format."""
    return lengths.name_of(name)


@register.filter
def format_purpose(name: str) -> str:
    """Says what a format is for."""
    return lengths.purpose(name)


@register.filter
def format_less(name: str) -> str:
    """Says what a format gives up; nothing for the usual one."""
    return lengths.given_up(name)


@register.filter
def variant_name(name: str) -> Said:
    """Names a variant."""
    return VARIANTS[name]


@register.filter
def variant_says(name: str) -> Said:
    """Says what a variant is."""
    return VARIANTS_SAY[name]
