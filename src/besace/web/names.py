"""The names people know things by: stages, in words."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from besace.method.words import STEPS, Stage

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STAGE_NAMES: dict[Stage, "_StrPromise"] = {
    Stage.GATHERING: _("Before we begin"),
    Stage.RECEPTION: _("Reception"),
    Stage.PRESENTATION: _("Presentation"),
    Stage.CLARIFICATION: _("Clarification"),
    Stage.CONTRACT: _("Contract"),
    Stage.REACTIONS: _("Reactions"),
    Stage.SYNTHESIS: _("Synthesis and plan"),
    Stage.CONCLUSION: _("Conclusion"),
    Stage.CLOSED: _("Closed"),
}


def stage_name(stage: Stage) -> "_StrPromise":
    """Names a stage."""
    return STAGE_NAMES[stage]


def stage_number(stage: Stage) -> int | None:
    """Gives the number of a step, one to six; None for what is no step."""
    return STEPS.index(stage) + 1 if stage in STEPS else None
