"""What one takes along: her pages, subjects, plans and debriefs, printed or as data; nobody else's words."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from besace import policy
from besace.method.words import TIMED
from besace.papers.days import day_in_words
from besace.papers.sheets.notebook import Part, Said
from besace.people import debriefs, holding, notebook, plans, subjects
from besace.people.models import Debrief, Member, Plan
from besace.people.parties import party_of

type Labelled = tuple[str, tuple[str, ...]]
"""Words under the label they stand under."""

FORMAT = "besace-notebook/1"
OUTCOMES: dict[str, Callable[[], str]] = {
    "not_yet": lambda: pgettext("how an action goes", "not yet"),
    "started": lambda: pgettext("how an action goes", "begun"),
    "done": lambda: pgettext("how an action goes", "done"),
}


def parts_of(member: Member, steps: dict[str, str]) -> tuple[Part, ...]:
    """Gives all that is hers in this group as parts to lay out, in the language under way; `steps` names the steps."""
    made: dict[str, Callable[[], Iterator[Part]]] = {
        "sessions": lambda: _sessions(member),
        "subjects": lambda: _subjects(member),
        "debriefs": lambda: _debriefs(member, steps),
    }
    return tuple(part for make in policy.taken("notebook", made, party_of(member)).values() for part in make())


def data_of(member: Member) -> dict[str, Any]:
    """Gives the same for another tool: names of fields are not translated, days are ISO 8601."""
    plans_ = {row.meeting_id: plan for row in _plans(member) if (plan := plans.opened(row))}
    made = {
        "format": FORMAT,
        "sessions": [_session_data(leaf, member, plans_.get(leaf.meeting.id)) for leaf in notebook.leaves(member)],
        "subjects": [
            {"title": one.title, "kind": one.kind, "to_share_only": one.share_only, "treated": one.treated}
            for one in subjects.of(member)
        ],
        "debriefs": [
            {
                "session": holding.rank(row.meeting.cycle, row.meeting.number),
                "cycle": row.meeting.cycle.number,
                "steps": _debrief_data(row),
            }
            for row in _rows(member)
        ],
    }
    return policy.taken("notebook", made, party_of(member))


def heading(leaf: notebook.Leaf) -> str:
    """Names a session by its day and number."""
    told = {"number": leaf.rank, "day": day_in_words(leaf.day, year=True) if leaf.day else ""}
    return _("%(day)s, session %(number)s") % told if leaf.day else _("Session %(number)s") % told


def _session_data(leaf: notebook.Leaf, member: Member, plan: plans.Kept | None) -> dict[str, Any]:
    made = {
        "cycle": leaf.meeting.cycle.number,
        "session": leaf.rank,
        "day": leaf.day.isoformat() if leaf.day else None,
        "client": leaf.client == member.id,
        **asdict(leaf.written),
        "plan": _plan_data(plan) if plan else None,
    }
    return policy.taken("session", made, party_of(member))


def _plan_data(plan: plans.Kept) -> dict[str, Any]:
    def day(one: Any) -> str | None:
        return one.isoformat() if one else None

    actions = [{**asdict(step), "start": day(step.start), "end": day(step.end)} for step in plan.steps]
    return {"question": plan.question, "expectation": plan.expectation, "actions": actions}


def _debrief_data(row: Debrief) -> dict[str, Any]:
    return {step: asdict(one) for step, one in debriefs.written(row.meeting, row.member).items()}


def _sessions(member: Member) -> Iterator[Part]:
    rows = {row.meeting_id: row for row in _plans(member)}
    treated = {one.meeting: one.title for one in subjects.of(member) if one.treated}
    for leaf in notebook.leaves(member):
        row = rows.get(leaf.meeting.id)
        plan = plans.opened(row) if row else None
        made = _of_session(leaf, plan, treated.get(leaf.meeting.id, ""))
        said = tuple(_filled(one for part in policy.taken("session", made, party_of(member)).values() for one in part))
        if said:
            remark = _("I was the client.") if leaf.client == member.id or plan else ""
            yield Part(heading(leaf), remark, said)


def _of_session(leaf: notebook.Leaf, plan: plans.Kept | None, subject: str) -> dict[str, tuple[Labelled, ...]]:
    """What stands on her page of a session, by the names of the policy's table."""
    page = leaf.written
    return {
        "subject": ((_("My subject"), (subject,)),),
        "contract": (
            (_("The contract: my question"), (plan.question if plan else "",)),
            (_("What I expected"), (plan.expectation if plan else "",)),
        ),
        "notes": (
            (_("In my bag") if plan else _("Kept"), tuple(note.text for note in page.bag)),
            (_("Side pocket: not resonating yet"), tuple(note.text for note in page.pocket)),
        ),
        "learned": ((_("I learned"), (page.learned,)),),
        "enjoyed": ((_("I enjoyed"), (page.enjoyed,)),),
        "apply": ((_("I will apply"), (page.apply,)),),
        "expected": ((_("What I had hoped for, and found"), (page.expected,)),),
        "handed": ((_("Written for me"), tuple("\n".join(one.words) for one in page.handed)),),
        "plan": ((_("My plan, and how it goes"), tuple(_action(step) for step in plan.steps) if plan else ()),),
    }


def _action(step: plans.Step) -> str:
    outcome = OUTCOMES[step.how.outcome]() if step.how.outcome in OUTCOMES else ""
    lines = (
        step.text,
        step.when,
        outcome and _("How it goes: %(outcome)s") % {"outcome": outcome},
        step.how.easy and _("What was easy: %(words)s") % {"words": step.how.easy},
        step.how.difficult and _("What was difficult: %(words)s") % {"words": step.how.difficult},
        step.how.learned and _("What it taught: %(words)s") % {"words": step.how.learned},
    )
    return "\n".join(filter(None, lines))


def _subjects(member: Member) -> Iterator[Part]:
    titles = tuple(one.title for one in subjects.of(member) if not one.treated)
    if titles:
        yield Part(_("My subjects"), _("They wait for a session."), (Said(_("Kept"), titles),))


def _debriefs(member: Member, steps: dict[str, str]) -> Iterator[Part]:
    for row in _rows(member):
        written = debriefs.written(row.meeting, member)
        found = (
            (f"{steps[stage]}: {label}", (words,))
            for stage in map(str, TIMED)
            if (one := written.get(stage))
            for label, words in ((_("What went well"), one.well), (_("What I would change"), one.change))
        )
        said = tuple(_filled(found))
        if said:
            yield Part(
                _("My debrief of session %(number)s") % {"number": holding.rank(row.meeting.cycle, row.meeting.number)},
                "",
                said,
            )


def _filled(found: Any) -> Iterator[Said]:
    for label, words in found:
        if there := tuple(filter(None, words)):
            yield Said(label, there)


def _plans(member: Member) -> list[Plan]:
    return list(Plan.objects.select_related("member").filter(member=member))


def _rows(member: Member) -> list[Debrief]:
    rows = Debrief.objects.select_related("meeting__cycle", "member").filter(member=member)
    return list(rows.order_by("meeting__cycle__number", "meeting__number"))
