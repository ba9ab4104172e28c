"""Looking at entries, and running their examples."""

import json
import re
from pathlib import Path

from tests.cli.conftest import INVENTED, PACK, Run, write_pack

SOUND = """\
- id: old-pier
  kind: background
  title: {en: "The old pier"}
  summary: {en: "Built in 1911."}
  phrases: {en: ["old pier"]}
  sources: [{id: s, title: "T", publisher: "P", url: "https://example.org/"}]
  examples:
    - {text: "They met at the old pier.", quote: "old pier", finding: context}
"""
FAILING = SOUND + '    - {text: "The new pier is closed.", quote: "new pier"}\n'
SURPLUS = SOUND + '    - {text: "An old pier in a painting.", none: true}\n'
UNREADABLE = "- id: Bad Id\n  kind: background\n"


class TestList:
    def test_each_entry_is_a_line(self, run: Run) -> None:
        lines = run("entries", "list", *PACK).stdout.splitlines()

        assert len(lines) == 4
        assert re.search(r"(?m)^restricted-contractor-karvenia +label +Restricted contractor", "\n".join(lines))

    def test_a_kind_can_be_chosen(self, run: Run) -> None:
        assert len(run("entries", "list", "--kind", "figure", *PACK).stdout.splitlines()) == 1

    def test_no_entry_is_not_an_error(self, run: Run, tmp_path: Path) -> None:
        pack = write_pack(tmp_path / "pack", SOUND)

        result = run("entries", "list", "--kind", "figure", "--pack", str(pack))

        assert (result.exit_code, result.stdout) == (0, "")
        assert "There is no such entry." in result.stderr

    def test_json_has_the_entries_whole(self, run: Run) -> None:
        as_array = json.loads(run("entries", "list", "--format", "json", *PACK).stdout)
        as_lines = [json.loads(line) for line in run("entries", "list", "--format", "jsonl", *PACK).stdout.splitlines()]

        assert as_array == as_lines
        assert {entry["pack"] for entry in as_array} == {"karvenia-test"}
        assert all(entry["phrases"] and entry["examples"] for entry in as_array)

    def test_an_entry_that_cannot_be_used_is_a_warning(self, run: Run, tmp_path: Path) -> None:
        pack = write_pack(tmp_path / "pack", SOUND + UNREADABLE)

        result = run("entries", "list", "--pack", str(pack))

        assert result.stdout.startswith("old-pier")
        assert result.stderr.startswith("warning: piers.yaml:9: ")


class TestShow:
    def test_an_entry_is_printed_whole(self, run: Run) -> None:
        entry = json.loads(run("entries", "show", "amberline-rescue-union", *PACK).stdout)

        assert (entry["id"], entry["kind"], len(entry["sources"])) == ("amberline-rescue-union", "background", 2)

    def test_an_unknown_entry_is_the_callers_mistake(self, run: Run) -> None:
        result = run("entries", "show", "zzz", *PACK)

        assert result.exit_code == 2
        assert result.stderr.splitlines()[1].startswith("Look the id up with `sidelight entries list`")


class TestCheck:
    def test_a_sound_pack_says_how_much_was_checked(self, run: Run) -> None:
        result = run("entries", "check", str(INVENTED / "pack"))

        assert result.exit_code == 0
        assert re.fullmatch(r"All is well: 4 entries, \d+ examples\.\n", result.stdout)

    def test_a_failure_names_file_line_entry_sentence_and_what_is_missing(self, run: Run, tmp_path: Path) -> None:
        pack = write_pack(tmp_path / "pack", FAILING)

        result = run("entries", "check", str(pack))

        what, sentence, count = result.stdout.splitlines()
        assert result.exit_code == 1
        assert what.startswith(f"{pack / 'piers.yaml'}:9: old-pier: examples[1]: must match, but no phrase")
        assert sentence == "    in: The new pier is closed."
        assert count == "1 problem in 1 entry, 2 examples."

    def test_a_surplus_match_names_phrase_quote_and_cue(self, run: Run, tmp_path: Path) -> None:
        result = run("entries", "check", str(write_pack(tmp_path / "pack", SURPLUS)))

        assert result.exit_code == 1
        assert "must not match, but 'old pier' matches 'old pier'; in scope by no cue" in result.stdout

    def test_one_bad_entry_does_not_stop_the_others(self, run: Run, tmp_path: Path) -> None:
        bad_phrase = SOUND.replace("old-pier", "bad-pier").replace('"old pier"]', '"(old pier"]')
        pack = write_pack(tmp_path / "pack", bad_phrase + UNREADABLE + FAILING)

        told = run("entries", "check", str(pack)).stdout

        assert "bad-pier: phrases: " in told
        assert "'Bad Id' is not an id" in told
        assert "old-pier: examples[1]" in told

    def test_problems_come_in_the_order_of_the_file(self, run: Run, tmp_path: Path) -> None:
        pack = write_pack(tmp_path / "pack", FAILING + UNREADABLE)

        told = run("entries", "check", str(pack)).stdout

        lines = [int(line) for line in re.findall(r"piers\.yaml:(\d+): ", told)]
        assert lines == sorted(lines)

    def test_an_entry_that_loses_to_a_neighbour_is_told_apart(self, run: Run, tmp_path: Path) -> None:
        longer = SOUND.replace("old-pier", "great-pier").replace("old pier", "the old pier").split("  examples")[0]
        pack = write_pack(tmp_path / "pack", SOUND + longer)

        assert "(with the whole pack loaded; alone it holds)" in run("entries", "check", str(pack)).stdout

    def test_a_folder_that_is_no_pack_is_told(self, run: Run, tmp_path: Path) -> None:
        result = run("entries", "check", str(tmp_path))

        assert result.exit_code == 2
        assert "holds no pack.yaml" in result.stderr
