"""Values as YAML lines, in the style of the knowledge files: short lists on one line."""

import io
import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import LiteralScalarString, SingleQuotedScalarString

from bot.knowledge.document import Plain

_WIDEST, _LONG_LIST = 1 << 20, 90
_PLAIN = re.compile(
    # a number goes in quotes, so that it stays a text in every editor
    r"(?:[\u4e00-\u9fffA-Za-z“‘《（「]|[0-9](?=.*[\u4e00-\u9fff]))"
    r"(?:[\u4e00-\u9fff\w，。？！；：、·…—～“”‘’《》（）「」+-]|(?<! ) (?! |$))*"
)


def yaml_of(offset: int = 0) -> Any:  # noqa: ANN401  (ruamel's class is untyped where it matters)
    """A reader and writer that keeps what it reads; lists are indented by `offset`."""
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = _WIDEST
    yaml.indent(mapping=2, sequence=2 + offset, offset=offset)
    return yaml


def dumped(tree: object, offset: int = 0) -> str:
    """A tree as text."""
    written = io.StringIO()
    yaml_of(offset).dump(tree, written)
    return written.getvalue()


def item_lines(value: Plain, indent: int, *, flow: bool) -> list[str]:
    """A list's item, its dash `indent` columns from the left."""
    return _lines([styled(value, flow=flow)], indent)


def key_lines(key: str, value: Plain, indent: int, *, flow: bool = False) -> list[str]:
    """A key with its value, `indent` columns from the left."""
    return _lines({key: styled(value, flow=flow)}, indent)


def styled(value: Plain, *, flow: bool = False) -> Any:  # noqa: ANN401
    """A value as ruamel writes it in our style."""
    if isinstance(value, str):
        return _text(value, flow=flow)
    if isinstance(value, dict):
        entries = ((_text(key, flow=True), styled(item, flow=flow)) for key, item in value.items())
        mapping = CommentedMap(entries)
        return _flowing(mapping) if flow else mapping
    if isinstance(value, list):
        return _list(value, flow=flow)
    return value


def _text(text: str, *, flow: bool) -> str:
    """A text without quotes where no reader of YAML could take it for anything else."""
    if "\n" in text and not flow:
        return str.__new__(LiteralScalarString, text)
    return text if _PLAIN.fullmatch(text) else str.__new__(SingleQuotedScalarString, text)


def _list(value: list[Plain], *, flow: bool) -> CommentedSeq:
    texts = [item for item in value if isinstance(item, str)]
    short = len(texts) == len(value) and sum(map(len, texts)) < _LONG_LIST
    items = CommentedSeq(styled(item, flow=flow) for item in value)
    return _flowing(items) if short or flow else items


def _flowing(collection: Any) -> Any:  # noqa: ANN401
    collection.fa.set_flow_style()
    return collection


def _lines(tree: object, indent: int) -> list[str]:
    lines = dumped(tree).splitlines(keepends=True)
    return [" " * indent * bool(line.strip()) + line for line in lines]
