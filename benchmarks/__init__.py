"""Measurements of speed and accuracy; ratios within one run, never a timed test."""
