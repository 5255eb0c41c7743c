"""What the screens of this room ask."""
