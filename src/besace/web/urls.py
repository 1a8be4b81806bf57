"""Every address of the house but the live stream, which is answered beside Django."""

from django.urls import include, path

from besace.web import coaching, demo, door, joining, pages, papers, plan, reading, reports, room, shredding
from besace.web.letters import acts, coming, feed, fewer, letter
from besace.web.letters import pages as letters

urlpatterns = [
    path("", pages.welcome, name="welcome"),
    path("", include("besace.web.groups.urls")),  # before the pages of one group: `g/new/` is none
    path("", include("besace.web.cycle.urls")),
    path("start/", pages.start, name="start"),
    path("demo/", demo.demo, name="demo"),
    path("sheet/", pages.sheet, name="sheet"),
    path("sheet/<str:language>-<str:size>.pdf", papers.sheet, name="sheet-pdf"),
    path("terms/", reading.terms, name="terms"),
    path("more/", reading.more, name="more"),
    path("privacy/", reading.privacy, name="privacy"),
    path("language/", pages.language, name="language"),
    path("", include("besace.web.preparing.urls")),
    path("", include("besace.web.organiser.urls")),
    path("", include("besace.web.account.urls")),
    path("join/", joining.join, name="join"),
    path("join/<str:room_id>/", joining.door, name="door"),
    path("join/<str:room_id>/state", joining.state, name="door-state"),
    path("join/<str:room_id>/knock", joining.knock, name="knock"),
    path("s/<str:room_id>/", room.show, name="room"),
    path("s/<str:room_id>/board/", room.board, name="board"),
    path("s/<str:room_id>/act", room.act, name="act"),
    path("s/<str:room_id>/view", room.view, name="view"),
    path("s/<str:room_id>/time", room.time, name="time"),
    path("s/<str:room_id>/coach", coaching.coach, name="coach"),
    path("s/<str:room_id>/coached", coaching.liked, name="coached"),
    path("s/<str:room_id>/plan.ics", plan.calendar, name="plan-calendar"),
    path("s/<str:room_id>/erase/", shredding.in_room, name="room-erase"),
    path("receipt/<str:name>/", shredding.receipt, name="receipt"),
    path("receipt/<str:name>.json", shredding.receipt_file, name="receipt-file"),
    path("s/<str:room_id>/sheet/", pages.own_sheet, name="own-sheet"),
    path("s/<str:room_id>/terms/", reading.room_terms, name="room-terms"),
    path("s/<str:room_id>/back", door.say_back, name="say-back"),
    path("s/<str:room_id>/sheet/<str:language>-<str:size>.pdf", papers.own_sheet, name="own-sheet-pdf"),
    path("s/<str:room_id>/kit/", papers.kit, name="kit"),
    path("s/<str:room_id>/kit/<str:name>.pdf", papers.kit_paper, name="kit-paper"),
    path("s/<str:room_id>/door/answer", door.answer, name="door-answer"),
    path("s/<str:room_id>/door/release", door.release, name="door-release"),
    path("s/<str:room_id>/door/link", door.link, name="door-link"),
    path("s/<str:room_id>/door/", door.home, name="door-home"),
    path("g/<str:group_id>/letters/", letters.letters, name="letters"),
    path("g/<str:group_id>/letters/copy/", letters.to_copy, name="letters-copy"),
    path("g/<str:group_id>/letters/do", acts.act, name="letters-do"),
    path("g/<str:group_id>/letters/<str:kind>/<str:about>/", letter.letter, name="letter"),
    path("g/<str:group_id>/letters/<str:kind>/<str:about>/shown", letter.shown, name="letter-shown"),
    path("coming/", coming.coming, name="coming"),
    path("letters/", fewer.fewer, name="letters-fewer"),
    path("feed/<str:token>.ics", feed.feed, name="feed"),
    path("reports", reports.reports, name="reports"),
    path("", include("besace.web.own.urls")),
]
