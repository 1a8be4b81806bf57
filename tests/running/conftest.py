import pytest

from besace.journal.keys import VAULT_KEYS
from besace.live import tables
from tests.running import releases
from tests.running.houses import Peopled, keep_since


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Peopled:
    """A house in which everything is kept, brought up to this version; tests take copies of it."""
    newest = releases.RELEASES[-1]
    folder = releases.laid(newest, tmp_path_factory.mktemp("peopled") / "data")
    tables.make_in(folder)
    ids = releases.told(newest)["ids"]
    keep_since(folder, ids)
    return Peopled(folder, ids)


@pytest.fixture(autouse=True)
def _forget(forget_memory):
    yield
    forget_memory()
    VAULT_KEYS.forget_cached()
