"""Values that every room speaks: money, spans of days, refusals."""
