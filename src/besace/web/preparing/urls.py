"""Addresses of what comes before a session, and of one held on paper."""

from django.urls import path

from besace.web.preparing import checklist, kit, paper

urlpatterns = [
    path("g/<str:group_id>/<int:number>/prepare/", checklist.prepare, name="prepare"),
    path("g/<str:group_id>/<int:number>/kit/", kit.kit, name="meeting-kit"),
    path("g/<str:group_id>/<int:number>/kit/<str:name>.pdf", kit.paper, name="meeting-paper"),
    path("g/<str:group_id>/<int:number>/on-paper/", paper.on_paper, name="on-paper"),
]
