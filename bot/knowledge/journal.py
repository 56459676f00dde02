"""Every change of a knowledge folder, kept so that no crash can lose or halve one.

A change is decided by one rename, that of `.history/pending.json`, which names the content of
every file before and after it; the contents themselves lie in `.history/contents`. Only then are
the files replaced, one by one, and the entry gets its number. Whoever next reads or changes the
folder first finishes what is pending: he finds the old files or the new ones, never a mixture,
and a history that agrees.
"""

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.knowledge.folder import (
    State,
    digest,
    locked,
    remove_file,
    replace_file,
    state_of,
    sweep,
    sync,
)

_HISTORY, _CONTENTS, _PENDING = ".history", "contents", "pending.json"
_DIGITS = 6
Digests = Mapping[str, str]  # file → digest of its content


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: its number from 1, what is told of it, and all files before and after it."""

    number: int
    note: Mapping[str, str]
    before: Digests
    after: Digests

    @property
    def touched(self) -> tuple[str, ...]:
        """The files that it adds, changes or removes."""
        names = sorted({*self.before, *self.after})
        return tuple(name for name in names if self.before.get(name) != self.after.get(name))


@contextlib.contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Read a folder in which nothing is half done, and nobody changes anything meanwhile."""
    while True:
        with locked(folder, shared=True):
            if not _pending(folder).exists():
                yield
                return
        with writing(folder):  # a crash has left a change to be finished
            pass


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Change a folder, alone, after finishing what a crash has left."""
    with locked(folder, shared=False):
        if _pending(folder).exists():
            _finish(folder, _entry(_pending(folder)))
        yield


def commit(folder: Path, after: State, note: Mapping[str, str]) -> Entry:
    """Make these the folder's files; to be called while `writing`."""
    before = state_of(folder)
    entry = Entry(_next_number(folder), note, digests(before), digests(after))
    _keep(folder, before, after)
    text = json.dumps(asdict(entry), ensure_ascii=False, indent=1)
    replace_file(_pending(folder), text.encode())  # decided
    _finish(folder, entry)
    return entry


def entries(folder: Path) -> tuple[Entry, ...]:
    """The folder's history, oldest first."""
    paths = sorted((folder / _HISTORY).glob(f"{'[0-9]' * _DIGITS}*.json"))
    return tuple(_entry(path) for path in paths)


def digests(state: State) -> Digests:
    """What tells one state of a folder from another."""
    return {name: digest(content) for name, content in state.items()}


def state_after(folder: Path, entry: Entry) -> State:
    """The files as a change left them."""
    return {name: _content(folder, key) for name, key in entry.after.items()}


def state_before(folder: Path, entry: Entry) -> State:
    """The files as a change found them."""
    return {name: _content(folder, key) for name, key in entry.before.items()}


def _finish(folder: Path, entry: Entry) -> None:
    """Carry a decided change out, as far as it has not been; and give it its number.

    A file that holds neither the old nor the new content was changed by hand since: it stays.
    """
    for name in entry.touched:
        path = folder / name
        found = digest(path.read_bytes()) if path.is_file() else None
        if found == entry.before.get(name):
            _put(folder, name, entry.after.get(name))
    _pending(folder).replace(_numbered(folder, entry.number))
    sync(folder / _HISTORY)
    for place in (folder, folder / _HISTORY, folder / _HISTORY / _CONTENTS):
        sweep(place)


def _put(folder: Path, name: str, key: str | None) -> None:
    if key is None:
        remove_file(folder / name)
    else:
        replace_file(folder / name, _content(folder, key))


def _keep(folder: Path, before: State, after: State) -> None:
    """Store the contents of both states, those that are not there yet."""
    contents = folder / _HISTORY / _CONTENTS
    if not contents.is_dir():
        contents.mkdir(parents=True, exist_ok=True)
        replace_file(folder / _HISTORY / ".gitignore", b"*\n")
        sync(folder)
    for content in (*before.values(), *after.values()):
        path = contents / digest(content)
        if not path.exists():
            replace_file(path, content)


def _content(folder: Path, key: str) -> bytes:
    return (folder / _HISTORY / _CONTENTS / key).read_bytes()


def _pending(folder: Path) -> Path:
    return folder / _HISTORY / _PENDING


def _numbered(folder: Path, number: int) -> Path:
    return folder / _HISTORY / f"{number:0{_DIGITS}}.json"


def _next_number(folder: Path) -> int:
    numbers = (int(path.stem) for path in (folder / _HISTORY).glob(f"{'[0-9]' * _DIGITS}*.json"))
    return max(numbers, default=0) + 1


def _entry(path: Path) -> Entry:
    found = json.loads(path.read_text(encoding="utf-8"))
    return Entry(found["number"], found["note"], found["before"], found["after"])
