"""Addresses of a group's cycle, and of one's own first page."""

from django.urls import path

from besace.web.cycle import asking, confirming, dates, entry, home, meeting, page, poll, sets

urlpatterns = [
    path("me/", home.home, name="home"),
    path("g/<str:group_id>/", page.group, name="group"),
    path("g/<str:group_id>/close/", page.close, name="close-cycle"),
    path("g/<str:group_id>/take-in/", page.take_in, name="take-in"),
    path("g/<str:group_id>/dates/", dates.dates, name="dates"),
    path("g/<str:group_id>/dates/confirm/", confirming.confirm, name="confirm-dates"),
    path("g/<str:group_id>/poll/", poll.poll, name="poll"),
    path("g/<str:group_id>/poll/new/", asking.ask, name="poll-new"),
    path("g/<str:group_id>/poll/dates/", sets.sets, name="poll-dates"),
    path("g/<str:group_id>/<int:number>/", meeting.meeting, name="meeting"),
    path("g/<str:group_id>/<int:number>/session.ics", entry.entry, name="session-entry"),
]
