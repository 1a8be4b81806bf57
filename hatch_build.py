"""Compiles the translations while the project is installed or packed.

Django reads `.mo` files; only the `.po` files they come from are kept. The compiler is written in Python, so no
machine needs gettext for this.
"""

from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface[Any]):
    """Writes a `.mo` beside each `.po` of the package, before anything is collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002, the interface names them
        for source in Path(self.root, "src/besace/locale").glob("*/LC_MESSAGES/*.po"):
            polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
