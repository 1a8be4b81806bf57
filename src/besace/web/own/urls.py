"""The addresses of what each keeps."""

from django.urls import path

from besace.web import shredding
from besace.web.own import debrief, keeping, kept, notebook, plan, subject, taking

urlpatterns = [
    path("me/notebook/", notebook.notebooks, name="notebooks"),
    path("g/<str:group_id>/subject/", subject.mine, name="subject"),
    path("g/<str:group_id>/subject/coach", subject.coach, name="subject-coach"),
    path("g/<str:group_id>/subject/<str:subject_id>/", subject.one, name="subject-one"),
    path("g/<str:group_id>/plan/<int:number>/", plan.plan, name="own-plan"),
    path("g/<str:group_id>/plan/<int:number>/plan.ics", plan.calendar, name="own-plan-calendar"),
    path("g/<str:group_id>/plan/<int:number>/<int:action>.ics", plan.calendar, name="own-action-calendar"),
    path("g/<str:group_id>/notebook/", notebook.notebook, name="notebook"),
    path("g/<str:group_id>/notebook/<str:meeting_id>/", notebook.page, name="notebook-page"),
    path("g/<str:group_id>/notebook/<str:meeting_id>/note", notebook.note, name="notebook-note"),
    path("g/<str:group_id>/notebook/<str:meeting_id>/erase", notebook.erase, name="notebook-erase"),
    path("g/<str:group_id>/notebook/<str:meeting_id>/session/", shredding.of_group, name="session-erase"),
    path("g/<str:group_id>/notebook.pdf", taking.pdf, name="notebook-pdf"),
    path("g/<str:group_id>/notebook.md", taking.markdown, name="notebook-md"),
    path("g/<str:group_id>/notebook.json", taking.data, name="notebook-json"),
    path("g/<str:group_id>/kept/", kept.page, name="kept"),
    path("g/<str:group_id>/own/", keeping.own, name="own"),
    path("g/<str:group_id>/own/erase", keeping.erase, name="own-erase"),
    path("g/<str:group_id>/own/leave", keeping.leave, name="own-leave"),
    path("g/<str:group_id>/<int:number>/debrief/", debrief.debrief, name="debrief"),
    path("g/<str:group_id>/<int:number>/debrief/erase", debrief.erase, name="debrief-erase"),
]
