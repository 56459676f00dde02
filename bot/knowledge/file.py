"""One file of a knowledge folder as text, or the problem why it cannot be read.

Whatever stands in the folder is read once and within bounds: a pipe never blocks, a huge file is
not taken in, a link does not lead out of the folder.
"""

import errno
import re
import stat
from pathlib import Path

from bot.errors import Problem, problem
from bot.phrases import phrase

MAX_BYTES = 2_000_000
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_text(path: Path) -> str | Problem:
    """The text of a file, with line feeds as line ends, or what keeps it from being read."""
    name = path.name
    try:
        found = _unreadable(path)
        if found is not None:
            return found
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)  # it may have grown since its size was asked
    except OSError as error:
        return problem("RW002", name, reason=reason_of(error))
    return decoded(content, name)


def decoded(content: bytes, name: str) -> str | Problem:
    """The text that a file's bytes stand for, or why they stand for none."""
    if len(content) > MAX_BYTES:
        return problem("RW003", name, limit=MAX_BYTES // 1_000_000)
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return problem("RW004", name, content[: error.start].count(b"\n") + 1)
    control = CONTROL.search(text)
    if control is not None:
        before = text[: control.start()]
        return problem("RW016", name, before.count("\n") + 1, len(before) - before.rfind("\n"))
    return text


def reason_of(error: OSError) -> str:
    """What the system says, in Chinese where it is common."""
    try:
        return phrase(f"reason.{errno.errorcode[error.errno or 0]}")
    except KeyError:
        return str(error.strerror)


def _unreadable(path: Path) -> Problem | None:
    """What the folder's entry tells before it is opened."""
    status = path.stat()
    if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
        return problem("RW008", path.name)
    if not stat.S_ISREG(status.st_mode):
        return problem("RW009", path.name)
    if status.st_size > MAX_BYTES:
        return problem("RW003", path.name, limit=MAX_BYTES // 1_000_000)
    return None
