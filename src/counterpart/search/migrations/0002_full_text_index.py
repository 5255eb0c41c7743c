from django.db import migrations

SQLITE = [
    # The words are folded and stemmed before they come here: split at blanks, change nothing.
    """CREATE VIRTUAL TABLE search_words USING fts5(
         stems, content='search_document', content_rowid='id',
         tokenize='ascii', detail='none', prefix='2 3')""",
    """CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN
         INSERT INTO search_words(rowid, stems) VALUES (new.id, new.stems);
       END""",
    """CREATE TRIGGER search_document_gone AFTER DELETE ON search_document BEGIN
         INSERT INTO search_words(search_words, rowid, stems)
           VALUES ('delete', old.id, old.stems);
       END""",
    """CREATE TRIGGER search_document_changed AFTER UPDATE ON search_document
       WHEN old.stems IS NOT new.stems OR old.id IS NOT new.id BEGIN
         INSERT INTO search_words(search_words, rowid, stems)
           VALUES ('delete', old.id, old.stems);
         INSERT INTO search_words(rowid, stems) VALUES (new.id, new.stems);
       END""",
]
SQLITE_BACK = [
    "DROP TRIGGER search_document_added",
    "DROP TRIGGER search_document_gone",
    "DROP TRIGGER search_document_changed",
    "DROP TABLE search_words",
]
POSTGRESQL = [
    # Kept in the row, because working the words out again for every row that is looked at is slow.
    "ALTER TABLE search_document ADD COLUMN words tsvector "
    "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(stems, ' '))) STORED",
    "CREATE INDEX search_words ON search_document USING gin (words)",
]
POSTGRESQL_BACK = ["ALTER TABLE search_document DROP COLUMN words"]


def run(on_postgresql, on_sqlite):
    def execute(apps, schema_editor):
        connection = schema_editor.connection
        statements = on_postgresql if connection.vendor == "postgresql" else on_sqlite
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    return execute


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RunPython(run(POSTGRESQL, SQLITE), run(POSTGRESQL_BACK, SQLITE_BACK))
    ]
