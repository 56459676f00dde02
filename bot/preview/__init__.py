"""What a change of the knowledge does, before it goes live: entries, answers, tests, hints."""
