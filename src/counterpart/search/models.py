"""What can be found: one document a row, with its words reduced to their stems."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Document(models.Model):
    """The searchable words of one row of any room, plain and as stems, separated by blanks.

    The key says whose it is: the kind's number in its high part, the row's key in its low part
    (`registry.Kind.document_id`). The full-text index over `stems` is FTS5 on SQLite, kept in
    step by triggers, and a GIN index on PostgreSQL; both are made by a migration.
    """

    id = models.BigIntegerField(primary_key=True)
    stems = models.TextField()

    class Meta:
        verbose_name = _("searchable text")
        verbose_name_plural = _("searchable texts")

    def __str__(self) -> str:
        return self.stems[:80]
