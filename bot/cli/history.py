"""`rongwen history`: every applied change, or one of them in full."""

import argparse
import sys
from collections.abc import Iterator

from bot.admin.errors import EditError
from bot.admin.version import Version
from bot.cli.change import curator_for
from bot.cli.table import aligned
from bot.phrases import phrase

_HEADINGS = tuple(f"cli.history.heading.{name}" for name in ("number", "at", "who", "what", "why"))


def run(arguments: argparse.Namespace) -> int:
    """Print the list, the latest first, or one change with its report."""
    versions = curator_for(arguments).history()
    lines = _listed(versions) if arguments.number is None else _one(versions, arguments.number)
    for line in lines:
        sys.stdout.write(line + "\n")
    return 0


def _listed(versions: tuple[Version, ...]) -> Iterator[str]:
    if not versions:
        yield phrase("cli.history.none")
        return
    rows = [(str(v.number), f"{v.at:%Y-%m-%d %H:%M}", v.who, v.what, v.why) for v in versions]
    yield from aligned((tuple(map(phrase, _HEADINGS)), *rows))


def _one(versions: tuple[Version, ...], number: int) -> Iterator[str]:
    version = next((one for one in versions if one.number == number), None)
    if version is None:
        raise EditError(phrase("edit.no_number", number=number))
    yield phrase(
        "cli.history.one", number=version.number, at=f"{version.at:%Y-%m-%d %H:%M:%S}",
        who=version.who, what=version.what, why=version.why, files=" ".join(version.files),
    )  # fmt: skip
    yield version.report
