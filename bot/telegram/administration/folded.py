"""Long reports as Telegram takes them: a heading, and the rest folded below it."""

import html
from collections.abc import Sequence

from bot.admin.proposal import Proposal
from bot.phrases import phrase
from bot.telegram.message import MAX_UNITS, Button, Message, split, units

_MOST = 4  # messages
_LONGEST_HEADING = 800  # characters
_ROOM = 20  # units for what stands between


def proposed(proposal: Proposal, notice: str) -> tuple[str, str]:
    """The heading and the rest of what an administrator reads before saying yes or no."""
    lines = list(proposal.lines())
    if proposal.possible:
        heading, rest = lines[:2], lines[2:]
    else:
        heading, rest = [lines[0], lines[-1]], lines[1:-1]
    return "\n".join(filter(None, (notice, *heading))), "\n".join(rest)


def folded(heading: str, rest: str, rows: Sequence[Sequence[Button]] = ()) -> tuple[Message, ...]:
    """One message or, where they are too long, several; buttons under the last."""
    if len(heading) > _LONGEST_HEADING:
        heading = heading[: _LONGEST_HEADING - 1] + "…"
    room = MAX_UNITS - units(heading) - _ROOM
    parts = [part for part in split(rest, room) if part.strip()]
    if len(parts) > _MOST:
        more = phrase("telegram.admin.cut")
        parts = [*parts[: _MOST - 1], next(split(parts[_MOST - 1], room - units(more) - 1)) + more]
    texts = [f"<blockquote expandable>{html.escape(part, quote=False)}</blockquote>"
             for part in parts] or [""]  # fmt: skip
    texts[0] = html.escape(heading, quote=False) + ("\n" + texts[0] if parts else "")
    plain = [heading + "\n" + "".join(parts[:1]), *parts[1:]]
    made = [Message(text, plain=bare) for text, bare in zip(texts, plain, strict=True)]
    return (*made[:-1], Message(texts[-1], tuple(map(tuple, rows)), plain[-1]))
