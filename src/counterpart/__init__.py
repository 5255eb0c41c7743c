"""Counterpart: team selling to key accounts."""

__version__ = "0.1.0"
