"""What every command that answers needs: the knowledge and thresholds configured."""

import argparse

from bot.config import Thresholds, load_config
from bot.knowledge.index import Knowledge
from bot.knowledge.load import load
from bot.lasting import building
from bot.text.tokenize import Segmenter


def knowledge_for(arguments: argparse.Namespace) -> Knowledge:
    """The knowledge of the folder given, configured, or found.

    Raises ConfigError or KnowledgeError.
    """
    folder = load_config(arguments.knowledge).knowledge
    with building():
        return load(folder, Segmenter())


def thresholds_for(arguments: argparse.Namespace) -> Thresholds:
    """The thresholds that are configured.

    Raises ConfigError.
    """
    return load_config(arguments.knowledge).thresholds
