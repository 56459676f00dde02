"""A preview in words: what an administrator reads before saying yes."""

from collections import Counter
from collections.abc import Iterable, Iterator

from bot.phrases import phrase
from bot.preview.answers import Difference, Effect
from bot.preview.changes import Change, Sort
from bot.preview.preview import Preview

_MOST = 20  # of one sort; a change of the vocabulary may touch hundreds
_LONGEST = 60  # characters of a value or reply


def report(preview: Preview) -> Iterator[str]:
    """The lines of a preview: a summary first, then each change, broken test and difference."""
    yield _summary(preview)
    yield from _bounded(map(_change, preview.changes))
    if preview.broken:
        yield phrase("preview.broken")
        yield from _bounded(
            phrase("preview.broken_test", ask=one.asked[-1], detail=one.failure)
            for one in preview.broken
        )
    for effect in Effect:
        found = [one for one in preview.differences if one.effect is effect]
        if found:
            yield phrase(f"preview.effect.{effect}", count=len(found))
            yield from _bounded(map(_difference, found))
    if preview.found:
        yield phrase("preview.found")
        yield from _bounded(map(str, preview.found))


def _summary(preview: Preview) -> str:
    if not (preview.changes or preview.broken or preview.differences):
        return phrase("preview.nothing", asked=preview.asked)
    sorts = Counter(change.sort for change in preview.changes)
    effects = Counter(one.effect for one in preview.differences)
    counts = {sort.value: sorts[sort] for sort in Sort}
    counts |= {f"becomes_{effect.value}": effects[effect] for effect in Effect}
    return phrase("preview.summary", asked=preview.asked, broken=len(preview.broken), **counts)


def _change(change: Change) -> str:
    section = phrase(f"preview.section.{change.section}")
    line = phrase(f"preview.{change.sort}", section=section, name=_short(change.name))
    if change.sort is Sort.REMOVED:
        return line
    fields = (
        phrase("preview.field_changed" if old and new else "preview.field",
               field=field, old=_short(old), new=_short(new or old))
        for field, old, new in change.fields
        if change.sort is Sort.CHANGED or field != "quote"
    )  # fmt: skip
    return "".join((line, *fields))


def _difference(one: Difference) -> str:
    old = phrase(f"status.{one.old.status}")
    new = phrase(f"status.{one.new.status}")
    return phrase("preview.difference", question=one.question, old_status=old, new_status=new,
                  old=_short(one.old.text), new=_short(one.new.text))  # fmt: skip


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _bounded(lines: Iterable[str]) -> Iterator[str]:
    every = list(lines)
    yield from every[:_MOST]
    if len(every) > _MOST:
        yield phrase("preview.more", count=len(every) - _MOST)
