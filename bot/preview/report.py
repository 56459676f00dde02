"""A preview in words: what an administrator reads before saying yes."""

from collections import Counter
from collections.abc import Iterable, Iterator

from bot.phrases import phrase
from bot.preview.answers import Difference, Effect
from bot.preview.changes import Change, Sort
from bot.preview.preview import Preview

_MOST = 20  # of one sort; a change of the vocabulary may touch hundreds
_LONGEST = 60  # characters of a value or reply
_CONTEXT = 8  # characters around what differs


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
        _field(field, old, new)
        for field, old, new in change.fields
        if change.sort is Sort.CHANGED or field != "quote"
    )  # fmt: skip
    return "".join((line, *fields))


def _field(field: str, old: str, new: str) -> str:
    if not old or not new:
        return phrase("preview.field" if new else "preview.field_gone", field=field,
                      old=_short(old), new=_short(new))  # fmt: skip
    old, new = _differing(old, new)
    return phrase("preview.field_changed", field=field, old=_short(old), new=_short(new))


def _differing(old: str, new: str) -> tuple[str, str]:
    """Two long texts without most of what they share at both ends, so that the rest is seen."""
    if max(len(old), len(new)) <= _LONGEST:
        return old, new
    start = max(0, _shared(old, new) - _CONTEXT)
    end = max(0, _shared(old[:start:-1], new[:start:-1]) - _CONTEXT)

    def middle(text: str) -> str:
        return "…" * bool(start) + text[start : len(text) - end] + "…" * bool(end)

    return middle(old), middle(new)


def _shared(left: str, right: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(left), len(right)))


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
