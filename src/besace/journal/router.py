from typing import Any

VAULT = "vault"


class VaultRouter:
    """Keeps the keys out of the content's database, and the content out of the vault."""

    def db_for_read(self, model: Any, **_hints: Any) -> str | None:
        return VAULT if model._meta.app_label == VAULT else None  # noqa: SLF001 - Django's documented way

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool:
        return (db == VAULT) == (app_label == VAULT)
