"""Characters, sounds, words and numbers: everything that needs no knowledge of any article."""
