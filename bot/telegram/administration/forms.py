"""What each command has to be told, and the edits that it then asks for."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.admin.edit import Edit, RemoveFile
from bot.admin.entities import AddAlias, Remove
from bot.admin.questions import AddQuestion, RemoveQuestion, SetQuestion
from bot.knowledge.folder import is_knowledge

_LIST = re.compile(r"[、,，\n]")
_EQUALS, _BAR = re.compile("[=＝]"), re.compile("[|｜]")
_OPTIONAL = frozenset(("quote",))
Edits = tuple[Edit, ...]  # the first of them that can be made is meant


@dataclass(frozen=True, slots=True)
class Form:
    """The parts of a command in order, what stands between them, and the edits they make."""

    parts: tuple[str, ...]
    between: re.Pattern[str]
    edits: Callable[..., Edits]

    def read(self, text: str) -> tuple[str, ...]:
        """The parts that a text holds, up to the first that is missing."""
        pieces = self.between.split(text.strip(), maxsplit=len(self.parts) - 1)
        given: list[str] = []
        for part, piece in zip(self.parts, pieces, strict=False):
            if not piece.strip() and part not in _OPTIONAL:
                break
            given.append(piece.strip())
        return tuple(given)

    def optional(self, number: int) -> bool:
        """Whether a part may be left empty."""
        return self.parts[number] in _OPTIONAL


def _alias(name: str, aliases: str) -> Edits:
    return (AddAlias(name, _several(aliases)),)


def _add(question: str, answer: str, quote: str) -> Edits:
    ask = tuple(filter(None, map(str.strip, question.splitlines())))
    return (AddQuestion(ask, answer, (quote,) if quote else ()),)


def _edit(question: str, answer: str) -> Edits:
    return (SetQuestion(question, answer=answer),)


def _remove(what: str) -> Edits:
    name, *part = map(str.strip, _EQUALS.split(what, maxsplit=1))
    if part and part[0]:
        return (Remove(name, attribute=part[0]), Remove(name, alias=part[0]))
    if is_knowledge(what):
        return (RemoveFile(what),)
    return (RemoveQuestion(what), Remove(what))


def _several(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, _LIST.split(text))))


FORMS: Mapping[str, Form] = {
    "alias": Form(("name", "aliases"), _EQUALS, _alias),
    "add": Form(("question", "answer", "quote"), _BAR, _add),
    "edit": Form(("question", "answer"), _BAR, _edit),
    "remove": Form(("what",), _BAR, _remove),
}
