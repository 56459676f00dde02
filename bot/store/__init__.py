"""What is remembered on disk: updates under way, questions, feedback, the groups' switches."""
