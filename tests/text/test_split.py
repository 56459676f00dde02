from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.vocabulary import general_vocabulary
from bot.text.normalize import Normalizer
from bot.text.split import Piece, split

normalize = Normalizer(general_vocabulary().rewrites)


def test_spaces_stay_with_their_sentence() -> None:
    pieces = split(normalize("谁讲的？几点开的 在哪\n来了谁"))
    assert pieces == (Piece("谁讲的？"), Piece("几点开的在哪", frozenset((4,))), Piece("来了谁"))


def test_joined_pieces_keep_their_spaces() -> None:
    pieces = split(normalize("谁讲的？几点开的 在哪"))
    assert reduce(Piece.followed_by, pieces) == Piece("谁讲的？几点开的在哪", frozenset((8,)))


@given(st.text(alphabet="谁讲的 \n。？1.啥", max_size=30))
def test_pieces_hold_all_that_is_said(raw: str) -> None:
    utterance = normalize(raw)
    kept = "".join(piece.text for piece in split(utterance))
    assert "".join(kept.split()) == "".join(utterance.text.split())
