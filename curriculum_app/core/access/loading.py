"""How the ids of an address become objects: each room registers a loader for each of its ids.

The deepest id is loaded in one statement together with its parents, narrowed to the ids above it in the address and to
what the actor may know of; the parents are its attributes, named like the ids (`session.cohort` for `cohort_id`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from curriculum_app.core.access.words import Permission

Find = Callable[..., object | None]


@dataclass(frozen=True)
class Loader:
    """How one id of a URL becomes an object. `under` names the parameter of its parent in the URL."""

    parameter: str
    under: str | None
    knowing: tuple[Permission, ...]
    find: Find

    @property
    def name(self) -> str:
        """The view's argument: the parameter without `_id`."""
        return self.parameter.removesuffix("_id")


class Loaders:
    """Every loader of the house, by URL parameter."""

    def __init__(self) -> None:
        self.by_parameter: dict[str, Loader] = {}

    def lineage(self, parameter: str) -> list[Loader]:
        """The loader of `parameter` and those of its parents, the deepest first."""
        chain = [self.by_parameter[parameter]]
        while chain[-1].under is not None:
            chain.append(self.by_parameter[chain[-1].under])
        return chain


loaders = Loaders()


def loads(parameter: str, *, under: str | None = None, knowing: tuple[Permission, ...]) -> Callable[[Find], Find]:
    """Register the loader of `parameter`: `find(actor, scopes, *, <ids>)` answers None for what may not be known of."""

    def register(find: Find) -> Find:
        loaders.by_parameter[parameter] = Loader(parameter, under, knowing, find)
        return find

    return register
