from __future__ import annotations

from counterpart.kernel.compiled import folder_of_compiled


def test_changed_module_never_meets_what_was_compiled_before(tmp_path):
    (tmp_path / "moves.py").write_text("STEP = 1\n")
    before = folder_of_compiled(tmp_path)
    before.mkdir(parents=True)
    (before / "search.nbc").write_bytes(b"compiled")
    folder_of_compiled.cache_clear()

    assert folder_of_compiled(tmp_path) == before
    assert (before / "search.nbc").exists()

    (tmp_path / "moves.py").write_text("STEP = 2\n")
    folder_of_compiled.cache_clear()

    assert folder_of_compiled(tmp_path) != before
    assert not before.exists()
