"""Addresses of help."""

from django.urls import path

from besace.web.help import pages

urlpatterns = [
    path("help/", pages.home, name="help"),
    path("help/<str:leaf>/", pages.one, name="help-leaf"),
    path("help/step/<str:stage>/", pages.step, name="help-step"),
]
