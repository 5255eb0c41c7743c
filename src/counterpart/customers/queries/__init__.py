"""Reads of the customers room."""
