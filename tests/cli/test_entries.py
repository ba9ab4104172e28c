"""Looking at entries, and running their examples."""

import json
import re
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import ARTICLE, INVENTED, PACK, Run, write_pack

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
LABEL = """\
- id: closed-pier
  kind: label
  title: {en: "Closed pier"}
  summary: {en: "A pier that is closed."}
  phrases: {en: ["closed pier"]}
  label:
    term: {en: closed pier}
    applied_by: {en: the port office}
    means: {en: "Nobody may land there."}
    subjects:
      - {id: old, name: Old Pier, phrases: {en: [Old Pier]},
         history: [{event: listed, on: 2019, sources: [s]}, HISTORY]}
  sources: [{id: s, title: "T", publisher: "P", url: "https://example.org/"}]
  examples:
    - {text: "The Old Pier is a closed pier.", published: 2019-06, quote: "closed pier", finding: in-force}
"""
UNREADABLE = "- id: Bad Id\n  kind: background\n"


class TestList:
    def test_each_entry_is_a_line(self, run: Run) -> None:
        lines = run("entries", "list", *PACK).stdout.splitlines()

        assert len(lines) == 4
        assert re.search(r"(?m)^restricted-contractor-karvenia +label +Restricted contractor", "\n".join(lines))

    def test_the_lines_are_in_the_order_of_the_ids(self, run: Run) -> None:
        ids = [line.split()[0] for line in run("entries", "list", *PACK).stdout.splitlines()]

        assert ids == sorted(ids)

    @pytest.mark.parametrize("option", ["--kind", "--kinds"])
    def test_kinds_can_be_chosen(self, run: Run, option: str) -> None:
        assert len(run("entries", "list", option, "figure", *PACK).stdout.splitlines()) == 1
        assert len(run("entries", "list", option, "figure,label", *PACK).stdout.splitlines()) == 2

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

        assert "bad-pier: phrases.en[0]: " in told
        assert "'Bad Id' is not an id" in told
        assert "old-pier: examples[1]" in told

    def test_entries_that_refer_to_a_bad_one_are_named_once_beside_it(self, run: Run, tmp_path: Path) -> None:
        referring = LABEL.replace(
            "HISTORY", "{event: also, on: 2020, designation: {en: X}, entry: bad-fire, sources: [s]}"
        )
        pack = write_pack(tmp_path / "pack", "- id: bad-fire\n  kind: figures\n  title: {en: Fire}\n" + referring)

        told = run("entries", "check", str(pack)).stdout

        what, waiting, count = told.splitlines()
        assert "bad-fire: kind: " in what
        assert waiting == "    not checked until this is right: closed-pier"
        assert count.startswith("1 problem in ")

    def test_a_wrong_cue_set_is_shown_where_it_stands(self, run: Run, tmp_path: Path) -> None:
        about = "any:\n        - sea\n        - {cues: harbour}\n      cues: [harbours, harbor]\n"
        topic = SOUND.replace("  sources:", f"  scope:\n    about:\n      {about}  sources:")
        pack = write_pack(tmp_path / "pack", topic)
        (pack / "cues.yaml").write_text("harbours: {en: [harbour]}\n", encoding="utf-8")

        first, second, _ = run("entries", "check", str(pack)).stdout.splitlines()

        assert "piers.yaml:10: old-pier: scope.about.any[1].cues: there is no cue set 'harbour': did you" in first
        assert "piers.yaml:11: old-pier: scope.about.cues[1]: " in second
        assert "did you mean 'harbours'?" in second

    def test_a_bad_cue_set_is_told_once_with_the_entries_that_use_it(self, run: Run, tmp_path: Path) -> None:
        using = SOUND.replace("  sources:", "  scope: {about: {cues: harbours}}\n  sources:")
        pack = write_pack(tmp_path / "pack", using + using.replace("old-pier", "older-pier"))
        (pack / "cues.yaml").write_text('harbours:\n  en:\n    - sea\n    - "(harbour"\n', encoding="utf-8")

        what, waiting, _ = run("entries", "check", str(pack)).stdout.splitlines()

        assert "cues.yaml:4: harbours.en[1]: " in what
        assert waiting == "    not checked until this is right: old-pier, older-pier"

    def test_each_bad_phrase_is_shown_where_it_stands(self, run: Run, tmp_path: Path) -> None:
        bad = SOUND.replace('{en: ["old pier"]}', '\n    en:\n      - old pier\n      - "(pier"\n      - "pier)"')
        pack = write_pack(tmp_path / "pack", bad)

        first, second, _ = run("entries", "check", str(pack)).stdout.splitlines()

        assert "piers.yaml:8: old-pier: phrases.en[1]: " in first
        assert "piers.yaml:9: old-pier: phrases.en[2]: " in second

    def test_an_unknown_finding_lists_those_of_the_kind(self, run: Run, tmp_path: Path) -> None:
        label = LABEL.replace("HISTORY", "{event: removed, on: 2020, sources: [s]}").replace("in-force", "revised")

        told = run("entries", "check", str(write_pack(tmp_path / "pack", label))).stdout

        assert "examples[0].finding: 'revised' is no finding of a label: write one of changed-since, ended, " in told

    def test_places_outside_the_coverage_are_named_with_where_they_come_from(self, run: Run, tmp_path: Path) -> None:
        pack = tmp_path / "pack"
        shutil.copytree(INVENTED / "pack", pack)
        topic = (pack / "melvaro.yaml").read_text(encoding="utf-8")
        (pack / "melvaro.yaml").write_text(
            topic.replace("{places: [Karvenia]", "{places: [Sundmark]"), encoding="utf-8"
        )

        told = run("entries", "check", str(pack)).stdout

        assert "the places of the figure 'melvaro-earthquake-death-toll' are Melvaro, Hasken Province, Karvenia" in told
        assert "the places of the event 'tolmere' are Tolmere" in told
        assert "comparison.coverage.places has Sundmark" in told

    def test_problems_come_in_the_order_of_the_file(self, run: Run, tmp_path: Path) -> None:
        pack = write_pack(tmp_path / "pack", FAILING + UNREADABLE)

        told = run("entries", "check", str(pack)).stdout

        lines = [int(line) for line in re.findall(r"piers\.yaml:(\d+): ", told)]
        assert lines == sorted(lines)

    def test_an_entry_that_loses_to_a_neighbour_is_told_apart(self, run: Run, tmp_path: Path) -> None:
        longer = SOUND.replace("old-pier", "great-pier").replace("old pier", "the old pier").split("  examples")[0]
        pack = write_pack(tmp_path / "pack", SOUND + longer)

        assert "(with the whole pack loaded; alone it holds)" in run("entries", "check", str(pack)).stdout

    def test_a_file_in_the_place_of_a_pack_is_told(self, run: Run) -> None:
        for words in (("entries", "check", ARTICLE), ("entries", "list", "--pack", ARTICLE)):
            result = run(*words)

            assert result.exit_code == 2
            assert "article.txt' is a file: give the pack's folder" in result.stderr

    def test_a_folder_that_is_no_pack_is_told(self, run: Run, tmp_path: Path) -> None:
        result = run("entries", "check", str(tmp_path))

        assert result.exit_code == 2
        assert "holds no pack.yaml" in result.stderr
