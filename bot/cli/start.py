"""What every command that answers needs: the knowledge of the configured folder."""

import argparse

from bot.config import load_config
from bot.knowledge.index import Knowledge
from bot.knowledge.load import load
from bot.text.tokenize import Segmenter


def knowledge_for(arguments: argparse.Namespace) -> Knowledge:
    """The knowledge of the folder given, configured, or found.

    Raises ConfigError or KnowledgeError.
    """
    return load(load_config(arguments.knowledge).knowledge, Segmenter())
