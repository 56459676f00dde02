"""Changes made line by line, so that nothing but the lines of the entry itself is touched.

Comments and blank lines between two entries belong to the second one: they stay where they are
when something is added after the first, or when the first is taken away.
"""

from dataclasses import dataclass

from bot.admin.operation import Append, Delete, Operation, Put, at
from bot.admin.written import item_lines, key_lines
from bot.knowledge.document import Document, Path_


class NotInLinesError(Exception):
    """The entry shares its lines with others (it stands in brackets)."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A file as lines that keep their ends, with the document that knows where everything is."""

    lines: tuple[str, ...]
    document: Document

    def after(self, operation: Operation) -> str:
        """The text after an operation.

        Raises NotInLinesError where it cannot be done by whole lines.
        """
        match operation:
            case Append(path, value):
                last = self.last_of(path)
                dash, end = self.dash(last), self.end(last)
                flow = self.lines[self.first(last)].lstrip(" -").startswith("{")
                return self.spliced(end, end, item_lines(value, dash, flow=flow))
            case Put(path, value, before):
                return self.put(path, value, (*path[:-1], before))
            case Delete(path):
                self.must_be_one_of_several(path)
                return self.spliced(self.first(path), self.end(path), [])

    def put(self, path: Path_, value: object, before: Path_) -> str:
        """Put under a key: in place of its lines, before a neighbour, or after the last one."""
        key = path[-1]
        if not isinstance(key, str) or not isinstance(value, str | list | dict):
            raise NotInLinesError
        if path in self.document.keys:
            first, column = self.first(path), self.column(path)
            flow = f"{key}: {{" in self.lines[first]
            written = key_lines(key, value, column, flow=flow)
            dash = self.lines[first][:column]  # if any: it may be an item's first key
            written[0] = dash + written[0].lstrip(" ")
            return self.spliced(first, self.end(path), written)
        if len(path) == 1:
            gap = ["\n"] if self.lines else []
            return self.spliced(len(self.lines), len(self.lines), [*gap, *key_lines(key, value, 0)])
        if before in self.document.keys:
            start = self.first(before)
            return self.spliced(start, start, key_lines(key, value, self.column(before)))
        last = self.last_of(path[:-1])
        end = self.end(last)
        return self.spliced(end, end, key_lines(key, value, self.column(last)))

    def spliced(self, first: int, end: int, new: list[str]) -> str:
        """The text with some lines replaced."""
        before = "".join(self.lines[:first])
        if new and before and not before.endswith("\n"):
            before += "\n"
        return "".join((before, *new, *self.lines[end:]))

    def last_of(self, path: Path_) -> Path_:
        """The last item or key of the collection at `path`."""
        found = at(self.document.content, path)
        if not isinstance(found, list | dict) or not found:
            raise NotInLinesError
        last = (*path, len(found) - 1 if isinstance(found, list) else next(reversed(found)))
        self.first(last)
        return last

    def must_be_one_of_several(self, path: Path_) -> None:
        """A collection's only entry cannot go and leave its head behind."""
        if len(at(self.document.content, path[:-1])) < 2:
            raise NotInLinesError

    def first(self, path: Path_) -> int:
        """The number (from 0) of an entry's first line, which must begin with it."""
        line, column = self.document.keys.get(path) or self.document.places[path]
        before = self.lines[line - 1][: column - 1]
        if before.strip(" -") or (isinstance(path[-1], int) and "-" not in before):
            raise NotInLinesError
        return line - 1

    def end(self, path: Path_) -> int:
        """The number of the line after an entry's last, comments that follow it left out."""
        end = self.stop(path)
        while end and self.lines[end - 1].lstrip(" ")[:1] in ("#", "\n", ""):
            end -= 1
        return end

    def stop(self, path: Path_) -> int:
        """The number of the line on which what comes next, here or further out, begins."""
        if not path:
            return len(self.lines)
        around = at(self.document.content, path[:-1])
        steps = list(around) if isinstance(around, dict) else list(range(len(around)))
        later = steps[steps.index(path[-1]) + 1 :]
        return self.first((*path[:-1], later[0])) if later else self.stop(path[:-1])

    def column(self, path: Path_) -> int:
        """How far from the left a key stands."""
        return self.document.keys[path][1] - 1

    def dash(self, path: Path_) -> int:
        """How far from the left an item's dash stands."""
        line = self.lines[self.first(path)]
        return len(line) - len(line.lstrip(" "))
