"""The table of settings is the one in the code: the first difference shows the row as it should be."""

import re

from tests.docs.readmes import MAP, README, row

from sidelight.config import SETTINGS, Setting

HEADER = ("setting", "value", "default", "meaning")


def written(setting: Setting) -> str:
    default = f"`{setting.default}`" if setting.default is not None else "none"
    return row(f"`{setting.name}`", setting.type.name, default, setting.help)


def test_every_setting_stands_in_the_readme_as_it_is_in_the_code() -> None:
    lines = [row(*HEADER), row(*("---" for _ in HEADER)), *map(written, SETTINGS)]
    after = README.partition("<!-- settings: checked against server/sidelight/config.py by tests/docs -->\n")[2]

    shown = after.strip().splitlines()[: len(lines)]

    assert shown == lines


def test_no_readme_names_a_setting_that_there_is_not() -> None:
    named = set(re.findall(r"SIDELIGHT_[A-Z_]+", README + MAP))

    assert named - {setting.name for setting in SETTINGS} == set()
