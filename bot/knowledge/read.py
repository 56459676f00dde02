"""A knowledge folder → records with places, or every problem of form that it has."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.errors import KnowledgeError, Problem
from bot.knowledge.build import Part
from bot.knowledge.document import Document, read_document
from bot.knowledge.records import KnowledgeRecord
from bot.knowledge.source import Source, read_source


def read_parts(folder: Path) -> tuple[Source, tuple[Part, ...]]:
    """Read the source and every YAML file beside it.

    Raises KnowledgeError with every problem of form in any of the files.
    """
    if not folder.is_dir():
        problem = Problem(str(folder), 0, 0, "", "没有这个目录", "用 --knowledge 指定知识库目录。")
        raise KnowledgeError((problem,))
    source = read_source(folder)
    parts: list[Part] = []
    problems: list[Problem] = []
    for path in yaml_files(folder):
        document, found = read_document(path)
        part, more = read_record(document)
        problems += [*found, *more]
        if part is not None and not found:
            parts.append(part)
    if problems:
        raise KnowledgeError(tuple(sorted(problems)))
    return source, tuple(parts)


def yaml_files(folder: Path) -> list[Path]:
    """The knowledge files of a folder, in the order of their names."""
    return sorted(p for p in folder.iterdir() if p.suffix in (".yaml", ".yml") and p.name[0] != ".")


def read_record(document: Document) -> tuple[Part | None, tuple[Problem, ...]]:
    """One document as a record; None and the problems where its form is wrong."""
    if document.content is None:
        return Part(KnowledgeRecord(), document), ()
    if not isinstance(document.content, dict):
        message = "文件最外层应当是 entities、statements、faq 等栏目"
        return None, (Problem(document.name, 1, 1, "", message, "参照 README 里的例子改写。"),)
    try:
        return Part(KnowledgeRecord.model_validate(_pruned(document.content)), document), ()
    except ValidationError as error:
        return None, tuple(_problems(document, error))


def _pruned(content: Any) -> Any:  # noqa: ANN401  (any plain YAML value)
    """Without keys that were left empty: an empty section is no mistake."""
    if isinstance(content, dict):
        return {key: _pruned(value) for key, value in content.items() if value is not None}
    if isinstance(content, list):
        return [_pruned(value) for value in content]
    return content


_MESSAGES = {
    "missing": ("缺少“{field}”", "补上“{field}:”这一行。"),
    "extra_forbidden": ("不认识的栏目“{field}”", "检查拼写；可用的栏目见 README。"),
    "string_type": ("“{field}”应当是一段文字", "写成一段文字，不要写成列表或下一级栏目。"),
    "tuple_type": ("“{field}”应当是列表", "写成以“- ”开头的几行，或 [甲, 乙]。"),
    "list_type": ("“{field}”应当是列表", "写成以“- ”开头的几行，或 [甲, 乙]。"),
    "dict_type": ("“{field}”应当有下一级栏目", "在下一行缩进两格，写“栏目: 内容”。"),
    "model_type": ("“{field}”应当有下一级栏目", "在下一行缩进两格，写“栏目: 内容”。"),
    "model_attributes_type": ("“{field}”应当有下一级栏目", "在下一行缩进两格，写“栏目: 内容”。"),
    "bool_parsing": ("“{field}”只能是 true 或 false", "改成 true 或 false。"),
    "bool_type": ("“{field}”只能是 true 或 false", "改成 true 或 false。"),
    "string_too_short": ("“{field}”是空的", "写上内容，或删掉这一行。"),
    "string_too_long": ("“{field}”太长", "每段文字最多 2000 字，拆成几条。"),
    "too_short": ("“{field}”是空的", "至少写一项。"),
    "too_long": ("“{field}”的项数太多", "只保留最有代表性的几种问法。"),
    "literal_error": ("“{field}”不能是这个值", "只能是 answered、refused、clarify、smalltalk 之一。"),
}


def _problems(document: Document, error: ValidationError) -> Iterator[Problem]:
    seen: set[tuple[int, int, str]] = set()
    for detail in error.errors(include_url=False):
        # union branches (one fact or several) leave the branch's name in the path
        path = tuple(p for p in detail["loc"] if not (isinstance(p, str) and "FactRecord" in p))
        field = next((str(p) for p in reversed(path) if isinstance(p, str)), "")
        message, remedy = _MESSAGES.get(detail["type"], ("“{field}”的内容不对", "参照 README 的例子。"))
        if detail["type"] == "list_type" and "facts" in path:
            continue  # the other branch of the union says it better
        line, column = document.place(path)
        trail = " › ".join(_trail(document.content, path))
        key = (line, column, message)
        if key not in seen:
            seen.add(key)
            yield Problem(document.name, line, column, trail, message.format(field=field),
                          remedy.format(field=field))  # fmt: skip


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
            yield str(name or f"第{step + 1}项")
        else:
            yield step
