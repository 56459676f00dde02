"""A YAML text as plain strings, lists and mappings, with the place of every value.

Every scalar is read as a string (a date stays as it was typed, `否` and `no` are words); what a
field means is decided by the records. Reading is strict: what could surprise an administrator or
hurt the process (duplicate keys, anchors, tags, deep nesting, huge files) is a problem.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bot.errors import Problem, problem

MAX_BYTES = 2_000_000
_MAX_DEPTH = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STRING_TAGS = ("tag:yaml.org,2002:str",)

Plain = str | list["Plain"] | dict[str, "Plain"] | None
Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its content as plain values, and line and column (from 1) of each path into it."""

    name: str
    content: Plain
    places: Mapping[Path_, tuple[int, int]]

    def place(self, path: Path_) -> tuple[int, int]:
        """Line and column of the value at `path`, or of the nearest value around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))


@dataclass(slots=True)
class _Reader:
    """Walks the node graph once, gathering places and problems."""

    name: str
    places: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def problem(self, mark: yaml.Mark, code: str, **slots: object) -> None:
        self.problems.append(
            problem(code, self.name, mark.line + 1, mark.column + 1, **slots)
        )

    def value(self, node: yaml.Node, path: Path_) -> Plain:
        mark = node.start_mark
        self.places[path] = (mark.line + 1, mark.column + 1)
        if id(node) in self.seen:
            self.problem(mark, "RW011")
            return None
        self.seen.add(id(node))
        if len(path) > _MAX_DEPTH:
            self.problem(mark, "RW024", limit=_MAX_DEPTH)
            return None
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        if node.tag not in ("tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"):
            self.problem(mark, "RW023", tag=node.tag)
            return None
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, i)) for i, item in enumerate(node.value)]
        return self.mapping(node, path)

    def scalar(self, node: yaml.ScalarNode) -> Plain:
        text = str(node.value)
        if not node.tag.startswith("tag:yaml.org,2002:"):
            self.problem(node.start_mark, "RW023", tag=node.tag)
        if not node.style and text in ("", "~", "null"):
            return None
        return text

    def mapping(self, node: yaml.Node, path: Path_) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
            if not key or key == "<<":
                self.problem(key_node.start_mark, "RW022")
            elif key in found:
                self.problem(key_node.start_mark, "RW021", key=key)
            else:
                found[key] = self.value(value_node, (*path, key))
                if not isinstance(value_node, yaml.ScalarNode):
                    mark = key_node.start_mark
                    self.places[(*path, key)] = (mark.line + 1, mark.column + 1)
        return found


def read_document(path: Path, name: str | None = None) -> tuple[Document, tuple[Problem, ...]]:
    """Read one YAML file; the document is empty where the problems say that it can't be read."""
    name = name or path.name
    try:
        if path.stat().st_size > MAX_BYTES:
            return _failed(problem("RW003", name, limit=MAX_BYTES // 1_000_000))
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _failed(problem("RW004", name, error.object[: error.start].count(b"\n") + 1))
    except OSError as error:
        return _failed(problem("RW002", name, reason=error.strerror))
    return parse_document(text, name)


def parse_document(text: str, name: str) -> tuple[Document, tuple[Problem, ...]]:
    """Parse one YAML text."""
    reader = _Reader(name)
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        return _failed(_syntax(name, text, error))
    except RecursionError:
        return _failed(problem("RW024", name, limit=_MAX_DEPTH))
    content = reader.value(node, ()) if node is not None else None
    return Document(name, content, reader.places), tuple(reader.problems)


def _failed(found: Problem) -> tuple[Document, tuple[Problem, ...]]:
    return Document(found.file, None, {}), (found,)


# what the YAML library says → what to tell an administrator
_SYNTAX = (
    ("undefined alias", "RW011"),
    ("mapping values are not allowed", "RW012"),
    ("expected <block end>", "RW013"),
    ("block sequence entries are not allowed", "RW013"),
    ("could not find expected ':'", "RW014"),
    ("unexpected end of stream", "RW015"),
    ("special characters are not allowed", "RW016"),
    ("control characters", "RW016"),
    ("expected a single document", "RW017"),
    ("cannot start any token", "RW018"),
    ("expected ',' or", "RW019"),
)


def _syntax(name: str, text: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    line, column = (mark.line + 1, mark.column + 1) if mark else _place_of(text, error)
    codes = [code for sign, code in _SYNTAX if sign in said or sign in str(error)]
    if mark and text.splitlines()[mark.line : mark.line + 1] and "\t" in text.splitlines()[mark.line]:
        codes.insert(0, "RW010")
    return problem(next(iter(codes), "RW020"), name, line, column, reason=said)


def _place_of(text: str, error: yaml.YAMLError) -> tuple[int, int]:
    before = text[: getattr(error, "position", 0) or 0]
    return before.count("\n") + 1, len(before) - before.rfind("\n")
