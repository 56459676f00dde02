"""Everything that the program itself says, by key, from YAML: no text for users stands in code."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import yaml

_SLOT = re.compile(r"\{(\w+)\}")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def phrase(key: str, /, **slots: object) -> str:
    """The text for a key such as `cli.ask.help`, with its slots filled.

    Raises KeyError for an unknown key.
    """
    return _filled(_phrases()[key], slots)


def fill(template: str, /, **slots: object) -> str:
    """A template with `{slot}` replaced, once: what is filled in is never filled itself.

    Braces that are no slot stay as they are.
    """
    return _filled(_SLOT.split(template), slots)


def _filled(parts: Sequence[str], slots: Mapping[str, object]) -> str:
    """The parts of a template put together; every second one is the name of a slot."""
    filled = list(parts)
    for i in range(1, len(parts), 2):
        filled[i] = str(slots[parts[i]]) if parts[i] in slots else f"{{{parts[i]}}}"
    return "".join(filled)


@cache
def _phrases() -> Mapping[str, Sequence[str]]:
    """Key → the parts of its template."""
    folder = files("bot") / "vocabulary"
    found: dict[str, str] = {}
    for name in ("interface.yaml", "telegram.yaml", "problems.yaml"):
        text = (folder / name).read_text(encoding="utf-8")
        _flatten("", yaml.load(text, Loader=_LOADER), found)  # noqa: S506  (strings only)
    return {key: _SLOT.split(template) for key, template in found.items()}


def _flatten(prefix: str, content: object, found: dict[str, str]) -> None:
    if isinstance(content, Mapping):
        for key, value in content.items():
            _flatten(f"{prefix}.{key}" if prefix else str(key), value, found)
    else:
        found[prefix] = str(content)
