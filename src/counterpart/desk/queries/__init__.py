"""What the desk's screens ask."""
