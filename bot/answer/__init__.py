"""From an interpretation to the words that the asker reads."""
