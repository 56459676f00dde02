"""20,000 generated messages: every one must get a reply without an exception.

python -m benchmarks.fuzz [--count 20000]
"""

import argparse
import time

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.config import load_config
from bot.engine import ask
from bot.knowledge.load import load
from bot.session import Session
from bot.text.tokenize import Segmenter


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--count", type=int, default=20_000)
    count = parser.parse_args().count
    config = load_config()
    knowledge = load(config.knowledge, Segmenter())
    phrases = sorted(knowledge.lattice.lexicon.phrases)
    message = st.one_of(
        st.text(max_size=400),
        st.lists(st.one_of(st.sampled_from(phrases), st.text(max_size=3)), max_size=20).map(
            "".join
        ),
    )
    begin, done = time.perf_counter(), 0

    @settings(max_examples=count, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(message, message)
    def every_message_gets_a_reply(first: str, second: str) -> None:
        nonlocal done
        session = Session()
        for text in (first, second):
            reply, session = ask(text, session, knowledge, config.thresholds)
            assert reply.text
        done += 1
        if done % 1000 == 0:
            print(f"\r{done} conversations of two messages", end="", flush=True)

    every_message_gets_a_reply()
    print(f"\r{done} conversations, no exception, {time.perf_counter() - begin:.0f} s")


if __name__ == "__main__":
    main()
