"""One YAML file changed in place: comments, order and style stay as their author left them.

Most changes are made to the lines of the entry alone. What stands in brackets is changed with
ruamel.yaml, which keeps comments and order; a file that it would write differently even without a
change is then touched only in the lines that the change is about. Whichever way it was done, the
result must read as the change would have it.
"""

import contextlib
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from difflib import SequenceMatcher

from ruamel.yaml.error import YAMLError

from bot.admin.errors import EditError
from bot.admin.lines import Lines, NotInLinesError
from bot.admin.operation import Append, Operation, Put
from bot.admin.written import dumped, styled, yaml_of
from bot.knowledge.document import Plain, parse_document
from bot.phrases import phrase

_BOM = "\ufeff"
_LIST = re.compile(r"^\S[^\n]*:[ \t]*\n(?:[ \t]*(?:#[^\n]*)?\n)*( *)- ", re.MULTILINE)


def changed(content: bytes, operation: Operation) -> bytes:
    """The file after an operation.

    Raises EditError where the file cannot be read or the change cannot be written into it.
    """
    raw = content.decode("utf-8")
    text = raw.removeprefix(_BOM).replace("\r\n", "\n")
    wanted = _wanted(text, operation)
    for attempt in _attempts(text, operation):
        if parse_document(attempt, "")[0].content == wanted:
            after = attempt.replace("\n", "\r\n") if "\r\n" in raw else attempt
            return (_BOM * raw.startswith(_BOM) + after).encode()
    raise EditError(phrase("edit.impossible"))


def _wanted(text: str, operation: Operation) -> Plain:
    document, problems = parse_document(text, "")
    if problems:
        raise EditError(phrase("edit.unreadable"))
    wanted = deepcopy(document.content) if document.content is not None else {}
    operation.do(wanted)
    return wanted


def _attempts(text: str, operation: Operation) -> Iterator[str]:
    """The ways to write it, the gentlest first."""
    document, _ = parse_document(text, "")
    with contextlib.suppress(NotInLinesError):
        yield Lines(tuple(text.splitlines(keepends=True)), document).after(operation)
    match = _LIST.search(text)
    offset = len(match[1]) if match else 0
    try:
        tree = yaml_of().load(text)
    except YAMLError:  # YAML 1.2 where ours is 1.1
        return
    base = dumped(tree, offset)
    _in_style(operation).do(tree)
    after = dumped(tree, offset)
    yield _carried_over(text, base, after)
    yield after


def _in_style(operation: Operation) -> Operation:
    match operation:
        case Append(path, value):
            return Append(path, styled(value))
        case Put(path, value, before):
            return Put(path, styled(value), before)
        case _:
            return operation


def _carried_over(text: str, base: str, after: str) -> str:
    """The lines that differ between `base` and `after`, changed in `text`, which says what `base`
    says in other lines."""
    if text == base:
        return after
    ours, plain, new = (part.splitlines(keepends=True) for part in (text, base, after))
    place = _places(plain, ours)
    merged: list[str] = []
    at = 0
    steps = SequenceMatcher(None, plain, new, autojunk=False).get_opcodes()
    for tag, start, end, left, right in steps:
        if tag != "equal":
            merged += [*ours[at : place(start)], *new[left:right]]
            at = max(at, place(end))
    return "".join((*merged, *ours[at:]))


def _places(plain: list[str], ours: list[str]) -> Callable[[int], int]:
    """Where a boundary between two lines of `plain` lies in `ours`."""
    blocks = SequenceMatcher(None, plain, ours, autojunk=False).get_matching_blocks()

    def place(line: int) -> int:
        for block in blocks:
            if line <= block.a + block.size:
                return block.b + max(0, line - block.a)
        return len(ours)

    return place
