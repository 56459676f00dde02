"""A YAML text as plain strings, lists and mappings, with the place of every value.

Every scalar is read as a string (a date stays as it was typed, `否` and `no` are words); what a
field means is decided by the records. Reading is strict: what could surprise an administrator or
hurt the process (duplicate keys, anchors, tags, deep nesting, huge files) is a problem. The text
is read from the parser's events, one by one, so that no depth of nesting can exhaust the stack.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from bot.errors import MOST_PROBLEMS, Problem, problem
from bot.knowledge.file import CONTROL

_MAX_DEPTH = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_TAGS = (None, "!", *(f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map")))

Plain = str | list["Plain"] | dict[str, "Plain"] | None
Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its content as plain values, and line and column (from 1) of each path into it.

    `keys` holds where the key of each path stands, `places` where its value does (its key, where
    the value is a list or has keys of its own). `text` is what it was read from.
    """

    name: str
    text: str
    content: Plain
    places: Mapping[Path_, tuple[int, int]]
    keys: Mapping[Path_, tuple[int, int]]

    def place(self, path: Path_) -> tuple[int, int]:
        """Line and column of the value at `path`, or of the nearest value around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))


class _HopelessError(Exception):
    """Reading on would tell nothing more."""


@dataclass(slots=True)
class _Reader:
    """Builds values from the parser's events, gathering places and problems."""

    name: str
    events: Iterator[yaml.Event]
    places: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, event: yaml.Event, code: str, **slots: object) -> None:
        self.problems.append(problem(code, self.name, *_place(event), **slots))
        if len(self.problems) >= MOST_PROBLEMS:
            self.problems.append(problem("RW025", self.name, *_place(event)))
            raise _HopelessError

    def document(self) -> Plain:
        """The one document of the text; a second one is a problem."""
        content: Plain = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.problem(event, "RW017")
                    raise _HopelessError
                content = self.value(next(self.events), ())
        return content

    def value(self, event: yaml.Event, path: Path_) -> Plain:
        self.places[path] = _place(event)
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            self.problem(event, "RW011")
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            return None
        if event.tag not in _PLAIN_TAGS:
            self.problem(event, "RW023", tag=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            if CONTROL.search(event.value):  # written as an escape
                self.problem(event, "RW016")
            empty = not event.style and event.value in ("", "~", "null")
            return None if empty else str(event.value)
        if len(path) >= _MAX_DEPTH:
            self.problem(event, "RW024", limit=_MAX_DEPTH)
            raise _HopelessError
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.mapping(path)

    def sequence(self, path: Path_) -> list[Plain]:
        found: list[Plain] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self.value(event, (*path, len(found))))
        return found

    def mapping(self, path: Path_) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event, path)
            value_event = next(self.events)
            if key in found:
                self.problem(event, "RW021", key=key)
                key = ""
            value = self.value(value_event, (*path, key))
            if key:
                found[key] = value
                self.keys[(*path, key)] = _place(event)
                if not isinstance(value_event, yaml.ScalarEvent):
                    self.places[(*path, key)] = _place(event)
        return found

    def key(self, event: yaml.Event, path: Path_) -> str:
        """The key, or an empty text where it is none."""
        key = self.value(event, (*path, ""))
        if isinstance(event, yaml.ScalarEvent) and isinstance(key, str) and key not in ("", "<<"):
            return key
        self.problem(event, "RW022")
        return ""


def parse_document(text: str | Problem, name: str) -> tuple[Document, tuple[Problem, ...]]:
    """Parse one YAML text; the document is empty where the problems say that it can't be read."""
    if isinstance(text, Problem):
        return _failed(text)
    content: Plain = None
    try:
        reader = _Reader(name, yaml.parse(text, Loader=_LOADER))
        content = reader.document()
    except _HopelessError:
        pass
    except yaml.YAMLError as error:
        return _failed(_syntax(name, text, error))
    return Document(name, text, content, reader.places, reader.keys), tuple(reader.problems)


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def _failed(found: Problem) -> tuple[Document, tuple[Problem, ...]]:
    return Document(found.file, "", None, {}, {}), (found,)


# what the YAML library says → what to tell an administrator
_SYNTAX = (
    ("while scanning an anchor", "RW011"),
    ("while scanning an alias", "RW011"),
    ("mapping values are not allowed", "RW012"),
    ("expected <block end>", "RW013"),
    ("did not find expected key", "RW013"),
    ("did not find expected '-' indicator", "RW013"),
    ("block sequence entries are not allowed", "RW013"),
    ("could not find expected ':'", "RW014"),
    ("unexpected end of stream", "RW015"),
    ("special characters are not allowed", "RW016"),
    ("control characters", "RW016"),
    ("expected <document start>", "RW013"),
    ("cannot start any token", "RW018"),
    ("did not find expected node content", "RW018"),
    ("incompatible YAML document", "RW018"),
    ("directive", "RW018"),
    ("escape", "RW026"),
    ("hexdecimal", "RW026"),
    ("tag", "RW023"),
    ("block scalar", "RW027"),
    ("expected ',' or", "RW019"),
)


# what is told where it begins: its end is missing, and the parser notices that far below
_BEGUN = frozenset(
    ("while scanning a quoted scalar", "while scanning a simple key",
     "while parsing a flow sequence", "while parsing a flow mapping")
)  # fmt: skip


def _syntax(name: str, text: str, error: yaml.YAMLError) -> Problem:
    begun = str(getattr(error, "context", "")) in _BEGUN
    mark = getattr(error, "context_mark" if begun else "problem_mark", None)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    line, column = (mark.line + 1, mark.column + 1) if mark else _place_of(text, error)
    codes = [code for sign, code in _SYNTAX if sign in said or sign in str(error)]
    if mark and "\t" in "".join(text.splitlines()[mark.line : mark.line + 1]):
        codes.insert(0, "RW010")
    return problem(next(iter(codes), "RW020"), name, line, column, reason=said, tag="!")


def _place_of(text: str, error: yaml.YAMLError) -> tuple[int, int]:
    before = text[: getattr(error, "position", 0) or 0]
    return before.count("\n") + 1, len(before) - before.rfind("\n")
