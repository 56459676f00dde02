"""`rongwen schema`: the JSON Schema of the knowledge files, for editors."""

import argparse
import json
import sys

from bot.knowledge.schema import json_schema
from bot.knowledge.vocabulary import general_vocabulary


def run(arguments: argparse.Namespace) -> int:
    """Print the schema."""
    del arguments
    schema = json_schema(general_vocabulary())
    sys.stdout.write(json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
    return 0
