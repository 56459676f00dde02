"""One vocabulary's entries laid over another's: a folder's own words beside the general ones."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel

_Model = TypeVar("_Model", bound=BaseModel)


def layered(
    below: Mapping[str, _Model], above: Iterable[Mapping[str, _Model]], defining: frozenset[str]
) -> Mapping[str, _Model]:
    """Entries with those of each layer above them, in order.

    An entry of the same name adds to the one below it, unless it gives all `defining` fields
    itself (none: it always adds).
    """
    found = dict(below)
    for entries in above:
        for name, entry in entries.items():
            whole = bool(defining) and defining <= entry.model_fields_set
            found[name] = entry if whole or name not in found else _over(found[name], entry)
    return MappingProxyType(found)


def _over(below: _Model, above: _Model) -> _Model:
    """The upper entry's lists before the lower one's, its single values in their place."""
    given = {name: getattr(above, name) for name in above.model_fields_set}
    return below.model_copy(
        update={
            name: _together(value, getattr(below, name)) if isinstance(value, tuple) else value
            for name, value in given.items()
        }
    )


def _together(first: tuple[str, ...], then: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *then)))
