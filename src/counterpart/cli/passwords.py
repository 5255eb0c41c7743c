"""Passwords that are made for people."""

import secrets

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that look alike


def new_password() -> str:
    """Four groups of four letters and digits: 80 bits, and still possible to read aloud."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
