"""What a command says when it cannot do what was asked."""


class CommandFault(Exception):
    """One sentence: what is wrong, and what to do."""
