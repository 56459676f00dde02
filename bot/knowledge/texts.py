"""Many texts at once: how far each of them explains a word."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.knowledge.terms import BY_PARTS, BY_SYNONYM, SHORT, Support
from bot.model import Role, Token

_WORDS_REMEMBERED = 4096


class Texts:
    """Many supports, and at once how far each of them explains a word."""

    def __init__(self, supports: Iterable[Support]) -> None:
        self._supports = tuple(supports)
        self._by_concept: dict[str, list[int]] = {}
        for i, support in enumerate(self._supports):
            for concept in support.concepts:
                self._by_concept.setdefault(concept, []).append(i)
        self._degrees = lru_cache(maxsize=_WORDS_REMEMBERED)(self._explaining)

    def degrees(self, token: Token) -> Mapping[int, float]:
        """The supports that explain a token, by number → how far (see `Support.explains`)."""
        return self._degrees(token.phrase, token.refs(Role.CONCEPT), token.refs(Role.ENTITY))

    def _explaining(
        self, phrase: str, concepts: tuple[str, ...], entities: tuple[str, ...]
    ) -> Mapping[int, float]:
        found = {i: BY_SYNONYM for concept in concepts for i in self._by_concept.get(concept, ())}
        for i, support in enumerate(self._supports):
            if phrase in support.text or any(name in support.entities for name in entities):
                found[i] = 1.0
            elif i not in found and len(phrase) > SHORT and support.explains(phrase, ()):
                found[i] = BY_PARTS
        return found
