"""Names for people and chats that nobody can turn back without the key."""

import hashlib
import hmac
from dataclasses import dataclass

_LENGTH = 24  # hexadecimal digits: 96 bits, no two people share them


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """Makes pseudonyms with a key; the same number gets the same one as long as the key lives."""

    key: bytes

    @classmethod
    def of(cls, secret: str) -> "Pseudonyms":
        """Those whose key comes from a secret that is not kept in the database."""
        return cls(hashlib.sha256(b"rongwen pseudonyms\0" + secret.encode()).digest())

    def __call__(self, number: int) -> str:
        """The pseudonym of a person's or chat's number."""
        return hmac.new(self.key, str(number).encode(), "sha256").hexdigest()[:_LENGTH]
