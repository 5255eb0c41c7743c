"""Coverage: which customers deserve which kind of service, and whether it pays for itself."""
