"""The files of a knowledge folder, read and replaced whole, under a lock.

Readers share the lock, a writer has it alone; it is taken on the folder itself, so that a folder
that cannot be written to can be read, and the system lets go of it when a process dies.
"""

import contextlib
import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from bot.errors import Problem
from bot.knowledge.file import read_text
from bot.knowledge.source import SOURCE_NAME

try:
    import fcntl
except ImportError:  # a platform without such locks: only one process may change the folder
    fcntl = None  # type: ignore[assignment]

State = Mapping[str, bytes]  # name → content, of every file that holds knowledge
_TEMPORARY = ".rongwen-tmp"


def is_knowledge(name: str) -> bool:
    """Whether a file of this name beside the source holds knowledge (hidden files never do)."""
    return name.endswith((".yaml", ".yml")) and not name.startswith(".")


def yaml_files(folder: Path) -> list[Path]:
    """The knowledge files of a folder, in the order of their names."""
    return sorted(path for path in folder.iterdir() if is_knowledge(path.name))


def state_of(folder: Path) -> State:
    """The content of the source and of every knowledge file that can be read."""
    paths = (folder / SOURCE_NAME, *yaml_files(folder))
    readable = (path for path in paths if path.exists() and not unreadable(path))
    return {path.name: path.read_bytes() for path in readable}


def unreadable(path: Path) -> Problem | None:
    """Why a file cannot be read as text; None where it can."""
    found = read_text(path)
    return found if isinstance(found, Problem) else None


def digest(content: bytes) -> str:
    """A name for a content."""
    return sha256(content).hexdigest()[:32]


@contextlib.contextmanager
def locked(folder: Path, *, shared: bool) -> Iterator[None]:
    """Hold the folder's lock."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def replace_file(path: Path, content: bytes) -> None:
    """Put a content in place of a file: after a crash it is there whole, or not at all."""
    target = path.resolve() if path.is_symlink() else path
    temporary = target.with_name(f".{target.name}{_TEMPORARY}")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if target.exists():
        temporary.chmod(target.stat().st_mode & 0o777)
    temporary.replace(target)
    sync(target.parent)


def remove_file(path: Path) -> None:
    """Take a file away for good; it may be gone already."""
    path.unlink(missing_ok=True)
    sync(path.parent)


def sweep(folder: Path) -> None:
    """Remove what a crash left half written."""
    for path in folder.glob(f".*{_TEMPORARY}"):
        path.unlink(missing_ok=True)


def sync(folder: Path) -> None:
    """Make the names in a folder last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
