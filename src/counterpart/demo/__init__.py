"""A filled installation: AdventureWorks, completed by a seeded generator (see `data/NOTICE.md`)."""
