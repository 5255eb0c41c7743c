"""What is counted exactly and without numpy, so that a page may count it: costs, curves, payback.

Part of the engine, which gives all of it on: `from counterpart.coverage.engine import …` where
solvers are wanted too; pages take it from its modules here, and stay light.
"""
