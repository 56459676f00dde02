"""The three things that can be done to a YAML tree, told apart from how they are written down."""

from dataclasses import dataclass
from typing import Any

from bot.knowledge.document import Path_, Plain


@dataclass(frozen=True, slots=True)
class Append:
    """Add an item at the end of the list at `path`."""

    path: Path_
    value: Plain

    def do(self, tree: Any) -> None:  # noqa: ANN401  (plain values or ruamel's)
        """Change a tree in place."""
        at(tree, self.path).append(self.value)


@dataclass(frozen=True, slots=True)
class Put:
    """Set the value at `path`: of a key, present or new, or of an item that is there.

    A new key is written last, or before the key `before`.
    """

    path: Path_
    value: Plain
    before: str = ""

    def do(self, tree: Any) -> None:  # noqa: ANN401
        """Change a tree in place."""
        at(tree, self.path[:-1])[self.path[-1]] = self.value


@dataclass(frozen=True, slots=True)
class Delete:
    """Take away the item or key at `path`."""

    path: Path_

    def do(self, tree: Any) -> None:  # noqa: ANN401
        """Change a tree in place."""
        del at(tree, self.path[:-1])[self.path[-1]]


Operation = Append | Put | Delete


def at(tree: Any, path: Path_) -> Any:  # noqa: ANN401
    """The value at a path."""
    for step in path:
        tree = tree[step]
    return tree
