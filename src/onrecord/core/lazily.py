"""Lazily: fronts of packages whose names come from their modules on first use (PEP 562), so that who needs one small
module of a package does not load all of it."""

from collections.abc import Callable, Mapping
from importlib import import_module


def lazily(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """Return the ``__getattr__`` of ``package``: each name of ``homes`` comes from the module below it that is given
    for it. A name may not be that of a module of the package, which would stand in its place once it is loaded.

    What is returned raises AttributeError for any other name.
    """

    def find(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    return find
