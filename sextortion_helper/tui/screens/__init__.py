"""One screen a file; base.py is what they share."""
