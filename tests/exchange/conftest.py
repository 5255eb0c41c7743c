"""Helpers to bring files in, as page, job and command line do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from counterpart.access.viewer import Viewer
from counterpart.directory.models import Function
from counterpart.exchange import services
from counterpart.exchange.importing.mapping import ColumnMapping
from counterpart.exchange.models import Import
from exchange.helpers import COVERAGE_FILES, applied
from factories import AccountFactory, FunctionFactory, OfficeFactory

Bring = Callable[..., Import]


@pytest.fixture(autouse=True)
def files_folder(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def bring(system: Viewer) -> Bring:
    """Takes a file in and checks it: `bring("name,tier\\nAcme,key\\n", table="accounts")`."""

    def make(
        content: str | bytes, *, name: str = "file.csv", mapping: dict | None = None, **asked
    ) -> Import:
        data = content.encode() if isinstance(content, str) else content
        upload = services.take_file([data], file_name=name, by=system, **asked)
        if upload.state == Import.State.FAILED:
            return upload
        if mapping:
            known = ColumnMapping.from_json({**upload.mapping, **mapping})
            services.choose_mapping(upload, known, by=system)
        services.dry_run(upload, by=system)
        return upload

    return make


@pytest.fixture
def purchasing(db: None) -> Function:
    return FunctionFactory(code="purchasing", name="Purchasing", name_ru="Закупки")


@pytest.fixture
def oslo(db: None):
    return OfficeFactory(code="oslo", name="Oslo", time_zone="Europe/Oslo")


@pytest.fixture
def acme(db: None):
    return AccountFactory(name="Acme", source_system="salesforce", source_id="0015g00000AbCdEAAV")


@pytest.fixture
def company(sales, logistics):
    return AccountFactory(name="Acme"), AccountFactory(name="Bolt")


@pytest.fixture
def filled(bring, system, company):
    for table, content in COVERAGE_FILES.items():
        applied(bring, system, table, content)
    return company
