from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "besace.post"
    label = "post"
