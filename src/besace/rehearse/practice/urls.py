"""The addresses of what is made up: a session to watch, and practice."""

from django.urls import path

from besace.rehearse import watching
from besace.rehearse.practice import pages

urlpatterns = [
    path("watch/", watching.watch, name="watch"),
    path("practice/", pages.practice, name="practice"),
    path("practice/<str:room_id>/", pages.look_back, name="practice-debrief"),
    path("practice/<str:room_id>/note", pages.note, name="practice-note"),
    path("practice/<str:room_id>/do", pages.do, name="practice-do"),
]
