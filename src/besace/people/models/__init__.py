"""The tables of people, groups and cycles. What somebody wrote for the group or for herself is sealed; see `sealed`."""

from besace.people.models.access import Access
from besace.people.models.claim import Claim
from besace.people.models.cycle import Change, Confirmation, Cycle, Poll, PollAnswer
from besace.people.models.group import FACILITATING, Group, Invitation, Member, Tie
from besace.people.models.keeping import Deed, Keeping, Trace
from besace.people.models.login import Login
from besace.people.models.meeting import Attendance, Checklist, Entrance, Meeting
from besace.people.models.own import Debrief, Page, Plan, Subject
from besace.people.models.person import Person
from besace.people.models.programme import Programme, ProgrammeRole
from besace.people.models.webhook import Call, Webhook

__all__ = (
    "FACILITATING",
    "Access",
    "Attendance",
    "Call",
    "Change",
    "Checklist",
    "Claim",
    "Confirmation",
    "Cycle",
    "Debrief",
    "Deed",
    "Entrance",
    "Group",
    "Invitation",
    "Keeping",
    "Login",
    "Meeting",
    "Member",
    "Page",
    "Person",
    "Plan",
    "Poll",
    "PollAnswer",
    "Programme",
    "ProgrammeRole",
    "Subject",
    "Tie",
    "Trace",
    "Webhook",
)
