"""Where in the files an entry stands, by the names that administrators know it by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import process

from bot.admin.errors import EditError
from bot.knowledge.document import Document, Path_, parse_document
from bot.knowledge.file import decoded
from bot.knowledge.folder import State, is_knowledge
from bot.phrases import phrase

_NEAR = 60  # rapidfuzz score from which a known name is suggested for an unknown one
ANSWERED, UNANSWERED = "faq", "unknown"  # sections of entries that wordings are written for


@dataclass(frozen=True, slots=True)
class Spot:
    """One entry: its file, the path to it, and its content."""

    file: str
    path: Path_
    content: Mapping[str, Any]


def documents(files: State) -> Iterator[Document]:
    """Every knowledge file that can be read, in the order of the names."""
    for name in sorted(filter(is_knowledge, files)):
        text = decoded(files[name], name)
        if isinstance(text, str):
            yield parse_document(text, name)[0]


def entries(files: State, section: str) -> Iterator[Spot]:
    """All entries of a section."""
    for document in documents(files):
        content = document.content if isinstance(document.content, dict) else {}
        found = content.get(section)
        for i, entry in enumerate(found if isinstance(found, list) else []):
            if isinstance(entry, dict):
                yield Spot(document.name, (section, i), entry)


def entity(files: State, name: str) -> Spot:
    """The entity of a name or alias.

    Raises EditError where there is none.
    """
    every = list(entries(files, "entities"))
    for spot in every:
        if spot.content.get("name") == name:
            return spot
    for spot in every:
        if name in texts(spot.content.get("aliases")):
            return spot
    known = [known for spot in every for known in texts(spot.content.get("name"))]
    raise EditError(phrase("edit.no_entity", name=name, near=_near(name, known)))


def wording(files: State, text: str) -> Spot:
    """The faq or unknown entry that has a wording.

    Raises EditError where there is none.
    """
    every = [*entries(files, ANSWERED), *entries(files, UNANSWERED)]
    for spot in every:
        if text in texts(spot.content.get("ask")):
            return spot
    known = [known for spot in every for known in texts(spot.content.get("ask"))]
    raise EditError(phrase("edit.no_wording", text=text, near=_near(text, known)))


def file_with(files: State, section: str, default: str) -> str:
    """The default file where it has entries of a section, else the first that has, else it."""
    found = list(dict.fromkeys(spot.file for spot in entries(files, section)))
    return default if default in found or not found else found[0]


def texts(value: object) -> list[str]:
    """One text, or several, or none, as a list."""
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _near(name: str, known: Iterable[str]) -> str:
    found = process.extractOne(name, list(known), score_cutoff=_NEAR)
    return phrase("hint.near", name=found[0]) if found else ""
