"""Static files: hashed names, compressed, served by the application itself."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """Falls back to plain names where nothing was collected (tests, development)."""

    manifest_strict = False
