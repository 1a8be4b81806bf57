from django.urls import include, path

urlpatterns = [path("", include("besace.web.urls"))]
