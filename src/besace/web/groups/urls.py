"""The addresses of groups and of how one joins them."""

from django.urls import path

from besace.web.groups import edit, invited, joining, keeping, naming, new, table, trail

urlpatterns = [
    path("g/new/", new.new, name="group-new"),
    path("g/<str:group_id>/table/", table.table, name="table"),
    path("g/<str:group_id>/edit/", edit.edit, name="group-edit"),
    path("g/<str:group_id>/kept/times/", keeping.choose, name="keeping"),
    path("g/<str:group_id>/trail/", trail.trail, name="trail"),
    path("g/<str:group_id>/join/", joining.join, name="join-group"),
    path("g/<str:group_id>/join/ties/", naming.name_ties, name="join-ties"),
    path("invited/", invited.invited, name="invited"),
]
