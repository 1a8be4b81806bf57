from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "besace.journal.vault"
    label = "vault"
