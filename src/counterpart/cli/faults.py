"""What a command says when it cannot do what was asked."""


class CommandFault(Exception):  # noqa: N818 read by people, not caught by programs
    """One sentence: what is wrong, and what to do."""
