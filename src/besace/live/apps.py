from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "besace.live"
    label = "live"

    def ready(self) -> None:
        """Gives the vault, which stands below the clock, the time by which it refuses what is past its expiry."""
        from besace.journal.keys import VAULT_KEYS  # noqa: PLC0415 - once there are models
        from besace.live import clock  # noqa: PLC0415

        VAULT_KEYS.now = clock.now
