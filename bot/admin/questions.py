"""Edits of what is asked: faq entries, declared unknowns, tests."""

from dataclasses import dataclass

from bot.admin import find
from bot.admin.entries import appended, filled, one_or_more, operated, put
from bot.admin.operation import Delete
from bot.knowledge.folder import State
from bot.phrases import phrase


@dataclass(frozen=True, slots=True)
class AddQuestion:
    """A question in a few wordings with its answer; without a quote, an honest "not said"."""

    ask: tuple[str, ...]
    answer: str
    quotes: tuple[str, ...] = ()
    file: str = ""

    @property
    def what(self) -> str:
        """What is added."""
        return phrase("edit.add_question", ask=self.ask[0])

    def after(self, files: State) -> State:
        """The files with the entry in the first one that has such."""
        ask = one_or_more(self.ask)
        if not self.quotes:
            entry = filled(ask=ask, reply=self.answer)
            return appended(files, find.UNANSWERED, entry, self.file)
        entry = filled(ask=ask, answer=self.answer, quote=one_or_more(self.quotes))
        return appended(files, find.ANSWERED, entry, self.file)


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """Another answer, or other wordings or quotes, for a faq or unknown entry."""

    wording: str
    ask: tuple[str, ...] = ()
    answer: str = ""
    quotes: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """What is set."""
        return phrase("edit.set_question", ask=self.wording)

    def after(self, files: State) -> State:
        """The files with what is given in place of what was there."""
        section = find.wording(files, self.wording).path[0]
        name = "answer" if section == find.ANSWERED else "reply"
        quotes, ask = one_or_more(self.quotes), one_or_more(self.ask)  # the wording goes last
        for field, value in ((name, self.answer), ("quote", quotes), ("ask", ask)):
            if value:
                files = put(files, find.wording(files, self.wording), field, value)
        return files


@dataclass(frozen=True, slots=True)
class RemoveQuestion:
    """Take a faq or unknown entry away, with all its wordings."""

    wording: str

    @property
    def what(self) -> str:
        """What is removed."""
        return phrase("edit.remove_question", ask=self.wording)

    def after(self, files: State) -> State:
        """The files without it."""
        spot = find.wording(files, self.wording)
        return operated(files, spot.file, Delete(spot.path))


@dataclass(frozen=True, slots=True)
class AddTest:
    """A question with texts that its answer must hold, or the outcome that it must have."""

    ask: str
    answer: tuple[str, ...] = ()
    status: str = ""

    @property
    def what(self) -> str:
        """What is added."""
        return phrase("edit.add_test", ask=self.ask)

    def after(self, files: State) -> State:
        """The files with the test in the first one that has tests."""
        test = filled(ask=self.ask, answer=list(self.answer), status=self.status)
        return appended(files, "tests", test)
