"""Addresses of programmes, and of a participant's own say about what their organiser sees."""

from django.urls import path

from besace.web.organiser import consent, people, programme

urlpatterns = [
    path("g/<str:group_id>/consent/", consent.consent, name="consent"),
    path("programmes/new/", programme.new, name="programme-new"),
    path("programmes/<str:programme_id>/", programme.show, name="programme"),
    path("programmes/<str:programme_id>/edit/", programme.edit, name="programme-edit"),
    path("programmes/<str:programme_id>/people/", people.people, name="programme-people"),
    path("programmes/<str:programme_id>/group/", programme.group, name="programme-group"),
    path("programmes/<str:programme_id>.csv", programme.table, name="programme-csv"),
]
