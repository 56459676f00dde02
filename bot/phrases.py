"""Everything that the program itself says, by key, from YAML: no text for users stands in code."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

_SLOT = re.compile(r"\{(\w+)\}")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def phrase(key: str, /, **slots: object) -> str:
    """The text for a key such as `cli.ask.help`, with its slots filled.

    Raises KeyError for an unknown key.
    """
    return fill(_phrases()[key], **slots)


def fill(template: str, /, **slots: object) -> str:
    """A template with `{slot}` replaced, once: what is filled in is never filled itself.

    Braces that are no slot stay as they are.
    """
    return _SLOT.sub(lambda slot: str(slots.get(slot[1], slot[0])), template)


@cache
def _phrases() -> Mapping[str, str]:
    folder = files("bot") / "vocabulary"
    found: dict[str, str] = {}
    for name in ("interface.yaml", "telegram.yaml", "problems.yaml"):
        text = (folder / name).read_text(encoding="utf-8")
        _flatten("", yaml.load(text, Loader=_LOADER), found)  # noqa: S506  (strings only)
    return found


def _flatten(prefix: str, content: object, found: dict[str, str]) -> None:
    if isinstance(content, Mapping):
        for key, value in content.items():
            _flatten(f"{prefix}.{key}" if prefix else str(key), value, found)
    else:
        found[prefix] = str(content)
