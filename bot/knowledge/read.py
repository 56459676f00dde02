"""A knowledge folder → records with places, or every problem of form that it has."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.errors import KnowledgeError, Problem, bounded, problem
from bot.knowledge.document import Document, parse_document
from bot.knowledge.file import read_text, reason_of
from bot.knowledge.folder import yaml_files
from bot.knowledge.journal import reading
from bot.knowledge.part import Part
from bot.knowledge.records import KnowledgeRecord
from bot.knowledge.source import Source, read_source

_QUOTED = re.compile("'([^']+)'")


def read_parts(
    folder: Path, known: tuple[Part, ...] = ()
) -> tuple[Source, tuple[Part, ...]]:
    """Read the source and every YAML file beside it; a file that is as `known` is that part.

    Raises KnowledgeError with every problem of form in any of the files.
    """
    if not folder.is_dir():
        raise KnowledgeError((problem("RW001", str(folder)),))
    try:
        with reading(folder):
            return _read(folder, {part.document.name: part for part in known})
    except OSError as error:
        raise KnowledgeError((problem("RW002", folder.name, reason=reason_of(error)),)) from None


def _read(folder: Path, known: Mapping[str, Part]) -> tuple[Source, tuple[Part, ...]]:
    source = read_source(folder)
    parts: list[Part] = []
    problems: list[Problem] = []
    for path in yaml_files(folder):
        part, found = _read_file(path, known.get(path.name))
        problems += found
        if part is not None:
            parts.append(part)
    if problems:
        raise KnowledgeError(tuple(sorted(problems)))
    return source, tuple(parts)


def _read_file(path: Path, known: Part | None) -> tuple[Part | None, tuple[Problem, ...]]:
    text = read_text(path)
    if known is not None and known.document.text == text:
        return known, ()
    document, found = parse_document(text, path.name)
    part, more = read_record(document)
    lines = {problem.line for problem in found}
    problems = (*found, *(problem for problem in more if problem.line not in lines))
    return (None if found else part), problems


def read_record(document: Document) -> tuple[Part | None, tuple[Problem, ...]]:
    """One document as a record; None and the problems where its form is wrong."""
    if document.content is None:
        return Part(KnowledgeRecord(), document), ()
    if not isinstance(document.content, dict):
        return None, (problem("RW101", document.name, *document.place(())),)
    try:
        return Part(KnowledgeRecord.model_validate(_pruned(document.content)), document), ()
    except ValidationError as error:
        return None, bounded(_problems(document, error))


def _pruned(content: Any) -> Any:  # noqa: ANN401  (any plain YAML value)
    """Without keys that were left empty: an empty section is no mistake."""
    if isinstance(content, dict):
        return {key: _pruned(value) for key, value in content.items() if value is not None}
    if isinstance(content, list):
        return [_pruned(value) for value in content]
    return content


# what pydantic says → what to tell an administrator
_CODES = {
    "missing": "RW102",
    "extra_forbidden": "RW103",
    "string_type": "RW104",
    "tuple_type": "RW105",
    "list_type": "RW105",
    "dict_type": "RW106",
    "model_type": "RW106",
    "model_attributes_type": "RW106",
    "bool_parsing": "RW107",
    "bool_type": "RW107",
    "string_too_short": "RW108",
    "too_short": "RW108",
    "string_too_long": "RW109",
    "too_long": "RW110",
    "literal_error": "RW111",
}


def _problems(document: Document, error: ValidationError) -> Iterator[Problem]:
    seen: set[tuple[int, int, str]] = set()
    for detail in error.errors(include_url=False):
        # union branches (one fact or several) leave the branch's name in the path
        path = tuple(p for p in detail["loc"] if not (isinstance(p, str) and "FactRecord" in p))
        if detail["type"] == "list_type" and "facts" in path:
            continue  # the other branch of the union says it better
        code = _CODES.get(detail["type"], "RW112")
        line, column = document.place(path)
        if (line, column, code) not in seen:
            seen.add((line, column, code))
            field = next((str(p) for p in reversed(path) if isinstance(p, str)), "")
            trail = " › ".join(_trail(document.content, path))
            context = detail.get("ctx", {})
            limit, known = context.get("max_length", ""), _QUOTED.findall(context.get("expected", ""))
            yield problem(code, document.name, line, column, trail, field=field, limit=limit,
                          known="、".join(known))  # fmt: skip


def _trail(content: Any, path: tuple[str | int, ...]) -> Iterator[str]:  # noqa: ANN401
    """Where in the file, naming list items by their name."""
    for step in path:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            yield str(step)
            return
        if isinstance(step, int):
            name = content.get("name") if isinstance(content, dict) else None
            yield str(name or step + 1)
        else:
            yield step
