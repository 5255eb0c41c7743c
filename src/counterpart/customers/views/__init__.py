"""Screens of the customers room."""
