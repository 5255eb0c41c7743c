"""How sales answer effort, what an account costs to serve, and when a selling team pays."""
