"""What can be found: one document a row, with its words reduced to their stems."""

from django.db import models


class Document(models.Model):
    """The searchable text of one row. `stems` holds stemmed words, English and Russian alike.

    The full-text index over `stems` is FTS5 on SQLite and a GIN index on PostgreSQL; both are
    made by a migration.
    """

    thing = models.CharField(max_length=60)  # the model, for example "customers.contact"
    thing_id = models.BigIntegerField()
    stems = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "thing_id"], name="document_once")]

    def __str__(self) -> str:
        return f"{self.thing}:{self.thing_id}"
