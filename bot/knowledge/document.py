"""A YAML text as plain strings, lists and mappings, with the place of every value.

Every scalar is read as a string (a date stays as it was typed, `否` and `no` are words); what a
field means is decided by the records. Reading is strict: what could surprise an administrator or
hurt the process (duplicate keys, anchors, tags, deep nesting, huge files) is a problem.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bot.errors import Problem

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

    def problem(self, mark: yaml.Mark, message: str, remedy: str) -> None:
        self.problems.append(
            Problem(self.name, mark.line + 1, mark.column + 1, "", message, remedy)
        )

    def value(self, node: yaml.Node, path: Path_) -> Plain:
        mark = node.start_mark
        self.places[path] = (mark.line + 1, mark.column + 1)
        if id(node) in self.seen:
            self.problem(mark, "用了 YAML 引用（*名字）", "把内容完整地写出来，不要用 & 和 *。")
            return None
        self.seen.add(id(node))
        if len(path) > _MAX_DEPTH:
            self.problem(mark, f"嵌套超过 {_MAX_DEPTH} 层", "检查缩进。")
            return None
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        if node.tag not in ("tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"):
            self.problem(mark, f"不允许的类型标记 {node.tag}", "删掉感叹号开头的标记。")
            return None
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, i)) for i, item in enumerate(node.value)]
        return self.mapping(node, path)

    def scalar(self, node: yaml.ScalarNode) -> Plain:
        text = str(node.value)
        if not node.tag.startswith("tag:yaml.org,2002:"):
            self.problem(node.start_mark, f"不允许的类型标记 {node.tag}", "删掉感叹号开头的标记。")
        if node.style is None and text in ("", "~", "null"):
            return None
        return text

    def mapping(self, node: yaml.Node, path: Path_) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
            if not key or key == "<<":
                self.problem(key_node.start_mark, "键必须是一个词", "检查冒号和缩进。")
            elif key in found:
                self.problem(key_node.start_mark, f"“{key}”重复出现", "合并成一处，或删掉多余的一处。")
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
            return _failed(name, 1, 1, f"文件超过 {MAX_BYTES // 1_000_000} MB", "拆成几个文件。")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return _failed(name, line, 1, "文件不是 UTF-8 编码", "用编辑器另存为 UTF-8。")
    except OSError as error:
        return _failed(name, 1, 1, f"读不了文件：{error.strerror}", "检查文件和权限。")
    return parse_document(text, name)


def parse_document(text: str, name: str) -> tuple[Document, tuple[Problem, ...]]:
    """Parse one YAML text."""
    reader = _Reader(name)
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        return _syntax(name, text, error)
    except RecursionError:
        return _failed(name, 1, 1, "嵌套太深", "检查缩进和括号。")
    content = reader.value(node, ()) if node is not None else None
    return Document(name, content, reader.places), tuple(reader.problems)


def _failed(
    name: str, line: int, column: int, message: str, remedy: str
) -> tuple[Document, tuple[Problem, ...]]:
    return Document(name, None, {}), (Problem(name, line, column, "", message, remedy),)


_SYNTAX = (
    ("'\\t'", "缩进用了制表符（Tab）", "YAML 只能用空格缩进，把 Tab 换成空格。"),
    ("undefined alias", "用了没有定义的引用（*名字）", "给含 * 的文字加上引号。"),
    ("mapping values are not allowed", "这一行多了一个冒号", "给含英文冒号的文字加上引号。"),
    ("expected <block end>", "缩进或列表对不齐", "让同一层的内容左边对齐。"),
    ("could not find expected ':'", "少了冒号", "键的后面写“冒号加空格”。"),
    ("unexpected end of stream", "引号或括号没有配对", "补上缺少的引号或括号。"),
    ("special characters are not allowed", "含有不能显示的控制字符", "删掉控制字符后重新保存。"),
    ("control characters", "含有不能显示的控制字符", "删掉控制字符后重新保存。"),
    ("expected a single document", "文件里有“---”分隔的几份文档", "一个文件只放一份，删掉“---”。"),
    ("cannot start any token", "这一行以 YAML 的特殊符号开头", "给这段文字加上引号。"),
    ("block sequence entries are not allowed", "列表项“- ”的位置不对", "列表项另起一行并对齐。"),
    ("expected ',' or", "方括号或花括号里少了逗号，或括号没有配对", "检查括号和逗号。"),
)


def _syntax(
    name: str, text: str, error: yaml.YAMLError
) -> tuple[Document, tuple[Problem, ...]]:
    mark = getattr(error, "problem_mark", None)
    reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    line, column = (mark.line + 1, mark.column + 1) if mark else _place_of(text, error)
    for sign, message, remedy in _SYNTAX:
        if sign in reason or sign in str(error):
            return _failed(name, line, column, message, remedy)
    return _failed(name, line, column, f"YAML 语法错误（{reason}）", "检查缩进、冒号和引号。")


def _place_of(text: str, error: yaml.YAMLError) -> tuple[int, int]:
    before = text[: getattr(error, "position", 0) or 0]
    return before.count("\n") + 1, len(before) - before.rfind("\n")
