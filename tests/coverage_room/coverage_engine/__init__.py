"""The engine of the coverage room. `coverage` alone is a tool that numba looks for by this name."""
