"""Background work for tests: a room with nothing but handlers."""
