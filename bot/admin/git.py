"""A commit for each change, where the knowledge folder lies in a git repository.

The history of the folder does not depend on it: a failing commit is told in the log and no more.
"""

import logging
import subprocess
from pathlib import Path

from bot.admin.version import Version

_log = logging.getLogger(__name__)
_SECONDS = 30.0
_QUIET = ("-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null")


def record(folder: Path, version: Version) -> bool:
    """Commit just the files of this change; gives whether that was done."""
    if not _git(folder, "rev-parse", "--is-inside-work-tree"):
        return False
    files = ("--", *version.files)
    message = "\n\n".join(filter(None, (version.what, version.why)))
    name = " ".join(version.who.replace("<", " ").replace(">", " ").split()) or "rongwen"
    author = f"{name} <rongwen@localhost>"
    identity = ("-c", "user.name=rongwen", "-c", "user.email=rongwen@localhost")
    done = _git(folder, "add", "--all", *files) and _git(
        folder, *identity, *_QUIET, "commit", "--quiet", "--author", author, "-m", message,
        "--only", *files,
    )  # fmt: skip
    if not done:
        _log.warning("change %s could not be committed to git", version.number)
    return done


def _git(folder: Path, *arguments: str) -> bool:
    try:
        done = subprocess.run(  # noqa: S603  (arguments, no shell)
            ["git", "-C", str(folder), *arguments],  # noqa: S607  (wherever it is installed)
            capture_output=True, timeout=_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
