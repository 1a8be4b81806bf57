from besace.journal.models import Entry
from besace.people import sealed, subjects
from besace.people.models import Subject


def view(member, key):
    row = Subject.objects.get(member=member)
    # ruleid: sealed-elsewhere
    blob = row.sealed
    # ruleid: sealed-elsewhere
    sealed.open_("group", "ties", "people_subject.sealed", [row.id], blob)
    # ruleid: sealed-elsewhere
    Subject.objects.values_list("id", "sealed")
    # ruleid: sealed-elsewhere
    Entry.objects.all()
    # ok: sealed-elsewhere
    Subject.objects.filter(member=member).exists()
    # ok: sealed-elsewhere
    return subjects.of(member)
