"""Where addresses lead: practice to `rehearse`, all others to `web`; the live stream is answered beside Django."""

from django.urls import include, path

urlpatterns = [path("", include("besace.web.urls")), path("", include("besace.rehearse.practice.urls"))]
handler400 = "besace.web.errors.bad_request"
handler403 = "besace.web.errors.not_from_here"
handler404 = "besace.web.errors.not_found"
handler500 = "besace.web.errors.gave_way"
