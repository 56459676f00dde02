"""What each command has to be told, and the edits that it then asks for."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.admin.edit import Edit, RemoveFile
from bot.admin.entities import AddAlias, AddEntity, Remove, SetFact
from bot.admin.questions import AddQuestion, AddTest, RemoveQuestion, SetQuestion
from bot.knowledge.folder import is_knowledge
from bot.phrases import phrase

_LIST = re.compile(r"[、,，\n]")
_ITEMS = re.compile(r"[、\n]")  # of a value, which may well hold commas
_EQUALS, _BAR, _EITHER = re.compile("[=＝]"), re.compile("[|｜]"), re.compile("[=＝|｜]")
_OPTIONAL = {"quote": "none", "others": "bare", "expected": "refuse"}  # part → button for none
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
        for number, piece in enumerate(pieces):
            if not piece.strip() and not self.none(number):
                break
            given.append(self.said(number, piece))
        return tuple(given)

    def said(self, number: int, words: str) -> str:
        """What words say of a part; empty where they say that there is none of what may lack."""
        words = words.strip()
        lacking = self.none(number) and words in phrase("telegram.admin.none_words").split()
        return "" if lacking else words

    def none(self, number: int) -> str:
        """The button that says that there is none of a part; none where it may not lack."""
        return _OPTIONAL.get(self.parts[number], "")


def _alias(name: str, aliases: str) -> Edits:
    return (AddAlias(name, _several(aliases)),)


def _add(question: str, answer: str, quote: str) -> Edits:
    ask = tuple(filter(None, map(str.strip, question.splitlines())))
    return (AddQuestion(ask, answer, (quote,) if quote else ()),)


def _entity(name: str, kind: str, others: str) -> Edits:
    return (AddEntity(name, kind, _several(others)),)


def _fact(subject: str, attribute: str, values: str, quotes: str) -> Edits:
    every = tuple(filter(None, map(str.strip, quotes.splitlines())))
    return (SetFact(subject, attribute, _several(values, _ITEMS), every),)


def _test(question: str, expected: str) -> Edits:
    return (AddTest(question, _several(expected), "" if expected else "refused"),)


def _edit(question: str, answer: str) -> Edits:
    return (SetQuestion(question, answer=answer),)


def _remove(what: str) -> Edits:
    name, *part = map(str.strip, _EQUALS.split(what, maxsplit=1))
    if part and part[0]:
        return (Remove(name, attribute=part[0]), Remove(name, alias=part[0]))
    if is_knowledge(what):
        return (RemoveFile(what),)
    return (RemoveQuestion(what), Remove(what))


def _several(text: str, between: re.Pattern[str] = _LIST) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, between.split(text))))


FORMS: Mapping[str, Form] = {
    "alias": Form(("name", "aliases"), _EQUALS, _alias),
    "add": Form(("question", "answer", "quote"), _BAR, _add),
    "edit": Form(("question", "answer"), _BAR, _edit),
    "entity": Form(("name", "kind", "others"), _EITHER, _entity),
    "fact": Form(("subject", "attribute", "values", "quotes"), _EITHER, _fact),
    "test": Form(("question", "expected"), _EQUALS, _test),
    "remove": Form(("what",), _BAR, _remove),
}
