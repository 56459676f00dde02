"""Reads the texts of a knowledge: each once, and none that was read before and reads the same now.

What a text says depends on the phrases that stand in it and on nothing else that can change but
the year of the source. So a text that was read by one version of a knowledge need not be read by
the next, unless it holds a phrase that does not mean the same any more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.knowledge.terms import Support, Wording
from bot.model import Role
from bot.text.lattice import Lattice
from bot.text.normalize import Normalizer
from bot.text.numbers import figures

_MANY = 300  # changed phrases, from which on reading anew is cheaper than looking for them


@dataclass(frozen=True, slots=True)
class Read:
    """What texts were found to say, by text."""

    lines: dict[str, Support] = field(default_factory=dict)
    wordings: dict[str, Wording] = field(default_factory=dict)

    def without(self, phrases: frozenset[str]) -> "Read":
        """As much of it as holds none of these phrases."""

        def kept(text: str) -> bool:
            return not any(phrase in text for phrase in phrases)

        return Read(
            {line: said for line, said in self.lines.items() if kept(said.text)},
            {plain: wording for plain, wording in self.wordings.items() if kept(plain)},
        )


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads by one lexicon; `former` is what was read before and holds good."""

    normalizer: Normalizer
    lattice: Lattice
    year: str
    former: Read = field(default_factory=Read)
    known: Read = field(default_factory=Read)

    @staticmethod
    def after(
        before: "Reader | None", normalizer: Normalizer, lattice: Lattice, year: str
    ) -> "Reader":
        """A reader that goes on from another."""
        if before is None or before.year != year:
            return Reader(normalizer, lattice, year)
        changed = lattice.lexicon.differing(before.lattice.lexicon)
        former = before.known.without(changed) if len(changed) < _MANY else Read()
        return Reader(normalizer, lattice, year, former)

    def support(self, *texts: str) -> Support:
        """What texts say together."""
        lines = (line for text in texts for line in text.splitlines() if line)
        return Support.union(self.line(line) for line in dict.fromkeys(lines))

    def line(self, line: str) -> Support:
        """What one line says."""
        found = self.known.lines.get(line)
        if found is None:
            found = self.former.lines.get(line) or self._line(line)
            self.known.lines[line] = found
        return found

    def wordings(self, texts: tuple[str, ...]) -> tuple[Wording, ...]:
        """Questions, as what is asked is compared with them."""
        return tuple(self._wording(self.normalizer(text).text) for text in texts)

    def _wording(self, plain: str) -> Wording:
        found = self.known.wordings.get(plain)
        if found is None:
            found = self.former.wordings.get(plain)
            found = found or Wording.of(plain, self.lattice(plain, fuzzy=False))
            self.known.wordings[plain] = found
        return found

    def _line(self, line: str) -> Support:
        plain = self.normalizer(line).text
        tokens = self.lattice(plain, fuzzy=False, literals=False)
        said = Support.of(plain, tokens, self.year)
        return replace(
            said,
            concepts=said.concepts | frozenset(self._concepts_inside(plain)),
            figures=said.figures | frozenset(_dates_inside(plain)),
        )

    def _concepts_inside(self, plain: str) -> Iterator[str]:
        """What phrases inside longer ones mean too: 责任 in 社会责任."""
        for match in self.lattice.lexicon.exact(plain):
            if match.end - match.start > 1:
                yield from self.lattice.lexicon.senses(match.phrase).refs(Role.CONCEPT)


def _dates_inside(plain: str) -> Iterator[str]:
    """The years of a text, those inside names too: 某年度某榜."""
    for figure in figures(plain):
        if figure.kind == "date" and not figure.value.startswith("?"):
            yield figure.value
