from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "besace.live"
    label = "live"
