"""Libraries that weigh several megabytes, loaded by the first paper or entry that asks for them, not at rest."""

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType


def on_use(name: str) -> ModuleType:
    """Gives a module that is executed when something of it is first asked for (`importlib.util.LazyLoader`).

    Raises:
        ModuleNotFoundError: it is not installed.
    """
    if name in sys.modules:
        return sys.modules[name]
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(name=name)
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
