"""What can be asked for: each edit is a value that makes new files out of the present ones.

An edit knows nothing of disks, so that it can be shown, tried, and done again on files that
somebody else has changed meanwhile. Here are those of whole files; `entities` and `questions`
hold those of single entries.
"""

from dataclasses import dataclass
from typing import Protocol

from bot.admin.errors import EditError
from bot.knowledge.folder import State, is_knowledge
from bot.knowledge.source import SOURCE_NAME
from bot.phrases import phrase

_LIST = "、"
_LONGEST_NAME = 100  # characters of a file's name


class Edit(Protocol):
    """A change that can be asked for."""

    @property
    def what(self) -> str:
        """The change in a few words, for the history."""

    def after(self, files: State) -> State:
        """The files after it.

        Raises EditError where it cannot be made.
        """


@dataclass(frozen=True, slots=True)
class ReplaceFile:
    """A whole file, new or in place of the one of that name."""

    name: str
    content: bytes

    @property
    def what(self) -> str:
        """What is replaced."""
        return phrase("edit.replace_file", file=self.name)

    def after(self, files: State) -> State:
        """The files with this one."""
        own = is_knowledge(self.name) or self.name == SOURCE_NAME
        plain = self.name.isprintable() and not set(self.name) & set("/\\")
        if not own or not plain or len(self.name) > _LONGEST_NAME:
            raise EditError(phrase("edit.file_name", file=self.name))
        return {**files, self.name: self.content}


@dataclass(frozen=True, slots=True)
class RemoveFile:
    """Take a whole file away."""

    name: str

    @property
    def what(self) -> str:
        """What is removed."""
        return phrase("edit.remove_file", file=self.name)

    def after(self, files: State) -> State:
        """The files without this one."""
        if self.name not in files or self.name == SOURCE_NAME:
            raise EditError(phrase("edit.no_file", file=self.name))
        return {name: content for name, content in files.items() if name != self.name}


@dataclass(frozen=True, slots=True)
class Restore:
    """All files as they were at another time."""

    files: State
    number: int

    @property
    def what(self) -> str:
        """What is restored."""
        return phrase("edit.restore", number=self.number)

    def after(self, files: State) -> State:
        """Those files, whatever the present ones are."""
        del files
        return self.files


@dataclass(frozen=True, slots=True)
class Together:
    """Several edits as one, such as an answer and the test that guards it."""

    edits: tuple[Edit, ...]

    @property
    def what(self) -> str:
        """What they do."""
        return _LIST.join(edit.what for edit in self.edits)

    def after(self, files: State) -> State:
        """The files after all of them, in order."""
        for edit in self.edits:
            files = edit.after(files)
        return files
