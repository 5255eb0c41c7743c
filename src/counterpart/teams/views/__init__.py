"""Screens of the selling teams."""
