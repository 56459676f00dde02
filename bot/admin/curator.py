"""Administers one knowledge folder; the command line and the chat both call this.

    proposal = curator.propose(AddAlias("甲大学", ("甲大",)), who="…")
    show(proposal.lines())
    version = curator.apply(proposal)     # or forget the proposal
    curator.propose(curator.back_to(version.number - 1), who="…")

A proposal touches nothing. Applying it takes the folder's lock, makes sure that nobody has changed
anything meanwhile, and is all or nothing whatever happens (see `knowledge.journal`).
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.admin.edit import Edit, Restore
from bot.admin.errors import EditError, StaleError
from bot.admin.git import record
from bot.admin.proposal import Proposal
from bot.admin.version import Version
from bot.errors import BotError, KnowledgeError, Problem
from bot.knowledge.file import reason_of
from bot.knowledge.folder import State, state_of, unreadable, yaml_files
from bot.knowledge.index import Knowledge
from bot.knowledge.journal import (
    commit,
    digests,
    entries,
    reading,
    state_after,
    state_before,
    writing,
)
from bot.knowledge.load import load
from bot.phrases import phrase
from bot.preview.preview import Preview, preview
from bot.text.tokenize import Segmenter

_STATES_KEPT = 2
Loaded = tuple[Knowledge | None, tuple[Problem, ...]]


class Curator:
    """Proposes, applies and looks up changes of a folder; the folder holds all state."""

    def __init__(
        self,
        folder: Path,
        segmenter: Segmenter,
        clock: Callable[[], datetime],
        *,
        serve: Callable[[Knowledge], None] | None = None,
        serving: Callable[[], Knowledge] | None = None,
        git: bool = False,
    ) -> None:
        """`serve` is given at once what is applied; `serving` tells what serves, which most of
        what is loaded can be taken from; `git` makes a commit where it can."""
        self._folder, self._segmenter, self._clock = folder, segmenter, clock
        self._serve, self._serving, self._git = serve, serving, git
        self._latest: list[tuple[State, Loaded]] = []

    def propose(
        self, edit: Edit, who: str, why: str = "", questions: Iterable[str] = ()
    ) -> Proposal:
        """Try an edit out; `questions` are real ones whose answers shall be compared as well.

        Raises EditError where it cannot be made or changes nothing.
        """
        before = self.files()
        after = edit.after(before)
        if after == before:
            raise EditError(phrase("edit.unchanged"))
        old, _ = self._loaded(before)
        new, problems = self._loaded(after)
        problems = (*problems, *self._unreadable(after))
        if new is None or problems:
            return Proposal(edit, who, why, digests(before), after, None, problems, Preview())
        tried = preview(old, new, questions, self._clock().date())
        return Proposal(edit, who, why, digests(before), after, new, (), tried)

    def prepare(self) -> None:
        """Answer beforehand what the next proposal is compared with, which halves its time."""
        knowledge, _ = self._loaded(self.files())
        if knowledge is not None:
            preview(knowledge, knowledge, (), self._clock().date())

    def apply(self, proposal: Proposal) -> Version:
        """Make a proposed change, for good and at once.

        Raises StaleError where the files have changed since, BotError where they can't be written.
        """
        if proposal.knowledge is None:
            raise EditError(phrase("edit.blocked"))
        try:
            version = self._committed(proposal)
        except OSError as error:
            raise BotError(phrase("edit.unwritable", reason=reason_of(error))) from error
        if self._serve is not None:
            self._serve(proposal.knowledge)
        if self._git:
            record(self._folder, version)
        return version

    def files(self) -> State:
        """The files as they are now."""
        with reading(self._folder):
            return state_of(self._folder)

    def history(self) -> tuple[Version, ...]:
        """Every applied change, the latest first."""
        with reading(self._folder):
            return tuple(map(Version.of, reversed(entries(self._folder))))

    def back_to(self, number: int) -> Edit:
        """The edit that brings back the files as they were after a change (0: before the first).

        Raises EditError where there is no such change.
        """
        with reading(self._folder):
            found = entries(self._folder)
            for entry in found:
                if entry.number == number:
                    return Restore(state_after(self._folder, entry), number)
                if number == entry.number - 1 and entry is found[0]:
                    return Restore(state_before(self._folder, entry), number)
        raise EditError(phrase("edit.no_number", number=number))

    def _committed(self, proposal: Proposal) -> Version:
        told = "\n".join(proposal.lines())
        edit, who, why = proposal.edit, proposal.who, proposal.why
        with writing(self._folder):
            if digests(state_of(self._folder)) != proposal.base:
                raise StaleError(phrase("edit.stale"))
            note = Version.note(self._clock(), who, edit.what, why, told)
            return Version.of(commit(self._folder, proposal.after, note))

    def _loaded(self, files: State) -> Loaded:
        """What files hold; the latest are kept, as the next change starts from one of them."""
        found = next((loaded for state, loaded in self._latest if state == files), None)
        if found is None:
            found = _load(files, self._segmenter, self._before())
            self._latest = [(files, found), *self._latest][:_STATES_KEPT]
        return found

    def _before(self) -> Knowledge | None:
        if self._serving is not None:
            return self._serving()
        return next((known for _, (known, _) in self._latest if known is not None), None)

    def _unreadable(self, files: State) -> tuple[Problem, ...]:
        """What keeps the folder from loading beside these files."""
        others = (path for path in yaml_files(self._folder) if path.name not in files)
        return tuple(problem for path in others if (problem := unreadable(path)) is not None)


def _load(files: State, segmenter: Segmenter, before: Knowledge | None) -> Loaded:
    """Files as they will be loaded, in a folder of their own."""
    with TemporaryDirectory(prefix="rongwen-") as name:
        folder = Path(name)
        for file, content in files.items():
            (folder / file).write_bytes(content)
        try:
            return load(folder, segmenter, before), ()
        except KnowledgeError as error:
            return None, error.problems
