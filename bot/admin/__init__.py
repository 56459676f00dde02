"""Changing the knowledge without fear: propose, preview, apply, look back, roll back."""
