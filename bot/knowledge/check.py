"""Rules that hold across entries: names, references, kinds. Every problem, never only the first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import process

from bot.errors import Problem, bounded, problem
from bot.knowledge.part import Part, flat_facts, names_of, vocabulary_of
from bot.knowledge.records import EntityRecord, FactRecord
from bot.knowledge.slots import check_slots
from bot.knowledge.vocabulary import Vocabulary
from bot.phrases import phrase

_NEAR = 60  # rapidfuzz score from which a known name is suggested for an unknown one


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entity with the file that it stands in."""

    part: Part
    number: int
    record: EntityRecord

    def problem(self, code: str, *path: str | int, **slots: object) -> Problem:
        full = ("entities", self.number, *path)
        line, column = self.part.document.place(full)
        trail = " › ".join((self.record.name, *(str(p) for p in path if isinstance(p, str))))
        return problem(code, self.part.document.name, line, column, trail, **slots)

    @property
    def at(self) -> str:
        """file:line of the entry."""
        line, _ = self.part.document.place(("entities", self.number))
        return f"{self.part.document.name}:{line}"


@dataclass(frozen=True, slots=True)
class _Files:
    """All the records of a folder and what they define together."""

    parts: tuple[Part, ...]
    entries: tuple[_Entry, ...]
    vocabulary: Vocabulary
    names: Mapping[str, str]
    kinds: Mapping[str, str]


def check_records(parts: tuple[Part, ...]) -> tuple[Problem, ...]:
    """All problems of names and references, in the order of files and lines."""
    entries = tuple(
        _Entry(part, i, record)
        for part in parts
        for i, record in enumerate(part.record.entities)
    )
    everything = _Files(
        parts=parts,
        entries=entries,
        vocabulary=vocabulary_of(parts),
        names=names_of(part.record for part in parts),
        kinds={entry.record.name: entry.record.kind for entry in entries},
    )
    rules = (_names, _aliases, _kinds, _mains, _wholes, _facts, _statements, _vocabulary, _wordings)
    found = [problem for rule in rules for problem in bounded(rule(everything))]
    return tuple(sorted((*found, *bounded(check_slots(parts)))))


def _names(files: _Files) -> Iterator[Problem]:
    seen: dict[str, _Entry] = {}
    for entry in files.entries:
        name = entry.record.name
        if name in seen:
            yield entry.problem("RW201", "name", name=name, place=seen[name].at)
        seen.setdefault(name, entry)


def _aliases(files: _Files) -> Iterator[Problem]:
    owners: dict[str, _Entry] = {}
    for entry in files.entries:
        for alias in dict.fromkeys((entry.record.name, *entry.record.aliases)):
            key = alias.lower()
            owner = owners.setdefault(key, entry)
            if owner.record.name != entry.record.name:
                yield entry.problem("RW202", "aliases", name=alias, first=owner.record.name,
                                    second=entry.record.name)  # fmt: skip
    shared: dict[str, list[_Entry]] = {}
    for entry in files.entries:
        for alias in entry.record.shared_aliases:
            shared.setdefault(alias, []).append(entry)
    for alias, sharing in shared.items():
        if len(sharing) == 1:
            yield sharing[0].problem("RW213", "shared_aliases", name=alias)


def _kinds(files: _Files) -> Iterator[Problem]:
    known = [name for name, kind in files.vocabulary.kinds.items() if not kind.value]
    for entry in files.entries:
        if entry.record.kind not in known:
            yield entry.problem("RW203", "kind", name=entry.record.kind, known="、".join(known))


def _mains(files: _Files) -> Iterator[Problem]:
    mains = [entry for entry in files.entries if entry.record.main]
    for entry in mains[1:]:
        yield entry.problem("RW209", "main", first=mains[0].record.name)


def _wholes(files: _Files) -> Iterator[Problem]:
    wholes = {entry.record.name: entry.record.part_of for entry in files.entries}
    for entry in files.entries:
        whole = entry.record.part_of
        if whole is None:
            continue
        if whole not in files.names:
            yield entry.problem("RW205", "part_of", name=whole, near=_near(whole, files.names))
            continue
        seen = {entry.record.name}
        step: str | None = files.names[whole]
        while step is not None and step not in seen:
            seen.add(step)
            above = wholes.get(step)
            step = files.names.get(above) if above else None
        if step is not None:
            yield entry.problem("RW210", "part_of", name=entry.record.name)


def _facts(files: _Files) -> Iterator[Problem]:
    for entry in files.entries:
        for attribute, fact in flat_facts(entry.record):
            if attribute not in files.vocabulary.attributes:
                near = _near_attribute(attribute, files.vocabulary)
                yield entry.problem("RW204", "facts", attribute, name=attribute, near=near)
            else:
                yield from _fact(entry, attribute, fact, files)


def _fact(entry: _Entry, attribute: str, fact: FactRecord, files: _Files) -> Iterator[Problem]:
    vocabulary = files.vocabulary
    spec = vocabulary.attributes[attribute]
    kind = entry.record.kind
    if kind in vocabulary.kinds and not vocabulary.fits(kind, spec.of):
        yield entry.problem("RW206", "facts", attribute, subject=entry.record.name, kind=kind,
                            attribute=attribute, of="、".join(spec.of))  # fmt: skip
    if spec.value not in vocabulary.kinds or vocabulary.kinds[spec.value].value:
        return
    for value in fact.value:
        name = files.names.get(value)
        if name is None and not spec.texts:
            thing = phrase("hint.thing", attribute=attribute, kinds="、".join(spec.values))
            near = _near(value, files.names) + thing
            yield entry.problem("RW205", "facts", attribute, name=value, near=near)
        elif name is not None and not vocabulary.fits(files.kinds[name], spec.values):
            yield entry.problem("RW207", "facts", attribute, name=value, kind=files.kinds[name],
                                attribute=attribute, wanted=spec.value)  # fmt: skip


def _statements(files: _Files) -> Iterator[Problem]:
    for part in files.parts:
        for i, statement in enumerate(part.record.statements):
            for field in ("speaker", "occasion"):
                name = getattr(statement, field)
                if name is not None and name not in files.names:
                    line, column = part.document.place(("statements", i, field))
                    yield problem("RW205", part.document.name, line, column,
                                  f"statements[{i + 1}] › {field}", name=name,
                                  near=_near(name, files.names))  # fmt: skip


def _vocabulary(files: _Files) -> Iterator[Problem]:
    known = vocabulary_of(()).replies
    for part in files.parts:
        for name in part.record.vocabulary.attributes:
            yield from _attribute(part, name, files.vocabulary)
        for name in part.record.replies:
            if name not in known:
                line, column = part.document.place(("replies", name))
                yield problem("RW211", part.document.name, line, column, "replies", name=name,
                              known="、".join(known))  # fmt: skip


def _attribute(part: Part, name: str, vocabulary: Vocabulary) -> Iterator[Problem]:
    """What is wrong with an attribute that a file defines, or adds to."""
    path = ("vocabulary", "attributes", name)
    line, column = part.document.place(path)
    where = (part.document.name, line, column, " › ".join(path))
    own, whole = part.record.vocabulary.attributes[name], vocabulary.attributes[name]
    if not whole.value:
        others = [other for other, spec in vocabulary.attributes.items() if spec.value]
        yield problem("RW215", *where, name=name, near=_near(name, others))
    if not (whole.cues or whole.ask or whole.verbs):
        yield problem("RW208", *where, name=name)
    for kind in filter(None, (*own.of, own.value, *own.also)):
        if kind not in vocabulary.kinds:
            yield problem("RW203", *where, name=kind, known="、".join(vocabulary.kinds))
    for ask in own.ask:
        if ask not in vocabulary.asks:
            yield problem("RW216", *where, name=ask, known="、".join(vocabulary.asks))


def _wordings(files: _Files) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for part in files.parts:
        for section in ("faq", "unknown"):
            for i, entry in enumerate(getattr(part.record, section)):
                for j, text in enumerate(entry.ask):
                    line, column = part.document.place((section, i, "ask", j))
                    at = f"{part.document.name}:{line}"
                    if text in seen:
                        yield problem("RW212", part.document.name, line, column,
                                      f"{section}[{i + 1}]", text=text, place=seen[text])  # fmt: skip
                    seen.setdefault(text, at)


def _near_attribute(name: str, vocabulary: Vocabulary) -> str:
    """A hint at the attribute that an unknown one is a word for, or else at one of a like name."""
    for known, attribute in vocabulary.attributes.items():
        if name in attribute.cues:
            return phrase("hint.cue", name=known)
    return _near(name, vocabulary.attributes)


def _near(name: str, known: Iterable[str]) -> str:
    """A hint at the known name that is most like an unknown one, if any is."""
    found = process.extractOne(name, list(known), score_cutoff=_NEAR)
    return phrase("hint.near", name=found[0]) if found else ""
