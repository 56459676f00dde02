"""What a knowledge is built from, kept so that the next version need not make it anew.

Nearly all that is costly depends on little of what an administrator writes: the general words on
the `vocabulary` sections, the words of the source on the source, what a text says on the phrases
in it. So a change of one line takes a small part of the time that the whole took.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.knowledge.part import Part
from bot.knowledge.reader import Reader
from bot.knowledge.senses import (
    Content,
    Said,
    elsewhere,
    general_senses,
    own_phrases,
    senses_of,
)
from bot.knowledge.source import Source
from bot.knowledge.terms import Entity
from bot.knowledge.vocabulary import Vocabulary
from bot.text.lattice import Lattice
from bot.text.lexicon import Lexicon
from bot.text.normalize import Normalizer
from bot.text.pinyin import Sounds
from bot.text.tokenize import Segmenter


@dataclass(frozen=True, slots=True)
class Stock:
    """The files, the words of the source, the lexicon of general Chinese, what the files add to
    it, and what reads texts."""

    source: Source
    parts: tuple[Part, ...]
    content: Content
    general: Lexicon
    said: Said
    reader: Reader

    @staticmethod
    def of(
        source: Source,
        parts: tuple[Part, ...],
        vocabulary: Vocabulary,
        entities: Mapping[str, Entity],
        segmenter: Segmenter,
        before: "Stock | None",
    ) -> "Stock":
        """The stock of these files, as far as possible from that of files `before` them."""
        normalizer = before.reader.normalizer if before else Normalizer(vocabulary.rewrites)
        content = Content.of(
            source, parts, segmenter, normalizer, before.content if before else None
        )
        if before is not None and _added(before.parts) == _added(parts):
            general = before.general
        else:
            sounds = Sounds(vocabulary.readings)
            general = Lexicon(general_senses(vocabulary, normalizer), sounds)
        said = Said(
            tuple(own_phrases(entities.values(), parts, vocabulary)),
            tuple(elsewhere(source, vocabulary)), content.words,
        )  # fmt: skip
        if before is not None and before.general is general and before.said == said:
            lattice = before.reader.lattice
        else:
            senses = senses_of(general.phrases, said, normalizer)
            lattice = Lattice(general.with_own(senses), segmenter)
        year = source.published[:4]
        return Stock(source, parts, content, general, said, Reader.after(
            before.reader if before else None, normalizer, lattice, year
        ))  # fmt: skip


def _added(parts: tuple[Part, ...]) -> list[object]:
    """What the files add to the general words."""
    own = (part.record.vocabulary for part in parts)
    return [v for v in own if v.kinds or v.attributes or v.synonyms or v.words]
