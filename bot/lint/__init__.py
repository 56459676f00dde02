"""What is worth a look in knowledge that loads: one rule, one module."""
