"""The extension folds by the same table as the server."""

from tests.extension.generate_fold_table import TARGET, fold_table_script


def test_the_committed_script_is_the_generated_one() -> None:
    assert TARGET.read_text("utf-8") == fold_table_script(), "run tests/extension/generate_fold_table.py"
