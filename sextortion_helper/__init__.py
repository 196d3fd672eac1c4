"""A calm, offline guide for people blackmailed with intimate pictures."""

__version__ = "0.1.0"
