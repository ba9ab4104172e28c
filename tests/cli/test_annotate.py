"""The main job: one article or many, as text for people and JSON for programs."""

import json
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import ARTICLE, DATED, EXPECTED, INVENTED, PACK, PAGE, Run

TITLED = ("--title", EXPECTED["title"])


class TestText:
    def test_a_card_tells_quote_finding_sentence_source_and_reason(self, run: Run) -> None:
        shown = run("annotate", ARTICLE, *PACK, *DATED).stdout

        assert "**At least 412 people were killed**" in shown
        assert "figure · revised-since" in shown
        assert "Since\n   revised: 437 as of 30 November 2023." in shown or "Since revised: 437" in shown
        assert "https://example.org/inquiry/report-1" in shown
        assert "Shown for these words, beside “earthquake that struck Melvaro”." in " ".join(shown.split())
        assert "\n   Entry: melvaro-earthquake-death-toll\n" in shown

    def test_a_reader_never_meets_the_pattern_language(self, run: Run) -> None:
        shown = run("annotate", ARTICLE, *PACK, *DATED).stdout

        assert [mark for mark in ("{", "}", "|", "~", " ... ") if mark in shown] == []

    def test_a_cue_that_only_the_title_holds_is_told_as_such(self, run: Run) -> None:
        text = "At least 412 people were killed before dawn."

        shown = run("annotate", "-", *PACK, *DATED, "--title", "Melvaro earthquake", input=text).stdout

        assert "Shown for these words, beside the title." in shown

    def test_entries_without_room_are_told_in_words(self, run: Run) -> None:
        text = "Amberline Rescue Union.\n\nKarvenia: a restricted contractor.\n\n" + "Orrinvale Construction. " * 3

        told = " ".join(run("annotate", "-", *PACK, *DATED, input=text).stdout.split())

        assert "Not shown, since there was no room for more beside this article: amberline-rescue-union." in told

    def test_at_most_three_sources_are_shown_those_of_the_sentence_first(self, run: Run) -> None:
        shown = run("annotate", ARTICLE, *PACK, *DATED, "--kinds", "figure").stdout

        assert shown.count("https://") == 3
        assert shown.index("2023-05-18-melvaro") < shown.index("report-1") < shown.index("2023-05-14-melvaro")
        assert "and 4 more: sidelight entries show melvaro-earthquake-death-toll" in shown

    def test_what_goes_into_a_file_is_plain_and_has_no_blanks_at_the_ends_of_lines(self, run: Run) -> None:
        shown = run("annotate", ARTICLE, *PACK, *DATED).stdout

        assert "\x1b" not in shown
        assert [line for line in shown.splitlines() if line != line.rstrip()] == []

    def test_colours_can_be_forced_and_forbidden(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        forced = run("annotate", ARTICLE, *PACK, *DATED).stdout
        monkeypatch.setenv("NO_COLOR", "1")
        forbidden = run("annotate", ARTICLE, *PACK, *DATED).stdout

        assert "\x1b[" in forced
        assert "**" not in forced
        assert "\x1b" not in forbidden

    @pytest.mark.parametrize("columns", [40, 72, 100, 300])
    def test_lines_fit_the_terminal_but_addresses_stay_whole(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, columns: int
    ) -> None:
        monkeypatch.setenv("COLUMNS", str(columns))

        lines = run("annotate", ARTICLE, *PACK, *DATED).stdout.splitlines()

        whole = ("https://", "sidelight entries show", ARTICLE)
        assert [line for line in lines if len(line) > min(columns, 100) and not any(w in line for w in whole)] == []

    def test_an_article_without_entries_says_so(self, run: Run) -> None:
        result = run("annotate", "-", *PACK, input="The baker opened at six.")

        assert result.exit_code == 0
        assert "Nothing in this article has an entry." in result.stdout
        assert "give --published" in result.stdout

    def test_control_characters_never_reach_the_terminal(self, run: Run) -> None:
        text = "\x1b]0;owned\x07 Orrinvale Construction, a restricted contractor of Karvenia\x9b2J, won."

        shown = run("annotate", "-", *PACK, "--title", "Kar\x1b[31mvenia", input=text).stdout

        assert "restricted contractor" in shown
        assert [letter for letter in shown if (ord(letter) < 32 and letter != "\n") or 127 <= ord(letter) < 160] == []

    def test_sentences_come_in_the_language_that_is_asked_for(self, run: Run) -> None:
        assert "30 ноября 2023" in run("annotate", ARTICLE, *PACK, *DATED, "--lang", "ru").stdout

    def test_the_latest_record_is_among_the_sources_shown(self, run: Run, tmp_path: Path) -> None:
        pack = tmp_path / "pack"
        shutil.copytree(INVENTED / "pack", pack)
        topic = (pack / "melvaro.yaml").read_text(encoding="utf-8")
        many = "sources: [wire-2023-05-18, wire-2023-05-14, wire-2023-05-15, gazette-2023-05-16]"
        (pack / "melvaro.yaml").write_text(topic.replace("sources: [wire-2023-05-18]", many), encoding="utf-8")

        shown = run("annotate", ARTICLE, "--pack", str(pack), *DATED, "--kind", "figure").stdout

        assert shown.count("https://") == 3
        assert "https://example.org/inquiry/report-1" in shown

    def test_the_latest_change_of_a_label_is_backed_by_the_first_source(self, run: Run) -> None:
        shown = run("annotate", ARTICLE, *PACK, *DATED, "--kind", "label").stdout

        assert "removed" in shown
        assert shown.index("works/notice-5-2024") < shown.index("works/notice-7-2022")

    def test_a_title_that_is_left_out_is_said_to_be(self, run: Run) -> None:
        shown = run("annotate", ARTICLE, *PACK, *DATED, "--as-of", "2023-05-18", "--kinds", "figure").stdout

        assert "\n1. melvaro-earthquake-death-toll (title left out: --as-of)\n" in shown

    def test_the_headline_goes_before_a_title_with_the_sites_name(self, run: Run) -> None:
        title = "<title>Pier shut: the Daily Tide</title>"
        page = f"{title}<article><h1>Pier shut</h1><p>It was shut on Monday.</p></article>"

        assert run("annotate", "-", *PACK, input=page).stdout.startswith("Pier shut\n")
        assert run("annotate", "-", *PACK, "--title", "Mine", input=page).stdout.startswith("Mine\n")


class TestWarnings:
    @pytest.mark.parametrize(
        ("options", "told"),
        [
            (("--as-of", "9999-01-01"), "--as-of 9999-01-01 is later than today"),
            (("--published", "2023-05", "--modified", "2023-04-30"), "--modified 2023-04-30 is before --publ"),
            (("--include-text",), "--include-text adds nothing to text"),
        ],
        ids=["as-of", "modified", "include-text"],
    )
    def test_what_is_hardly_meant_is_a_warning(self, run: Run, options: tuple[str, ...], told: str) -> None:
        result = run("annotate", ARTICLE, *PACK, *options)

        assert result.exit_code == 0
        assert result.stderr.startswith(f"warning: {told}")

    def test_days_that_may_be_meant_are_no_warning(self, run: Run) -> None:
        days = ("--published", "2023-05", "--modified", "2023-05-02", "--as-of", "2024-01-01")

        assert run("annotate", ARTICLE, *PACK, *days).stderr == ""


class TestJson:
    def test_one_input_gives_one_annotation_page(self, run: Run) -> None:
        page = json.loads(run("annotate", ARTICLE, *PACK, *DATED, *TITLED, "--format", "json").stdout)

        found = [(i["entry"]["id"], i["target"]["selector"][0]["exact"], i["finding"]) for i in page["items"]]
        assert page["type"] == "AnnotationPage"
        for want in EXPECTED["triples"]:
            assert any(e == want["entry"] and want["quote_contains"] in q and f == want["finding"] for e, q, f in found)

    def test_html_is_told_from_text_by_name_and_by_content(self, run: Run) -> None:
        with_name = run("annotate", PAGE, *PACK, "--format", "json")
        by_content = run("annotate", "-", *PACK, "--format", "json", input=Path(PAGE).read_bytes())

        assert json.loads(with_name.stdout)["article"]["published"] == {"date": "2023-05-18", "evidence": "json-ld"}
        assert by_content.stdout == with_name.stdout

    def test_only_the_kinds_that_are_asked_for_are_shown(self, run: Run) -> None:
        page = json.loads(run("annotate", ARTICLE, *PACK, *DATED, "--format", "json", "--kinds", "label,figure").stdout)

        assert {item["entry"]["kind"] for item in page["items"]} == {"label", "figure"}

    def test_as_of_a_day_nothing_later_is_in_the_answer(self, run: Run) -> None:
        reply = run("annotate", ARTICLE, *PACK, *DATED, "--as-of", "2023-05-18", "--format", "json").stdout

        page = json.loads(reply)
        assert page["checked"]["as_of"] == "2023-05-18"
        assert "2024" not in json.dumps(page["items"])

    def test_a_month_is_date_enough(self, run: Run) -> None:
        page = json.loads(run("annotate", ARTICLE, *PACK, "--published", "2023-05", "--format", "json").stdout)

        assert page["article"]["published"] == {"date": "2023-05", "evidence": "given"}

    def test_the_text_is_added_when_it_is_asked_for(self, run: Run) -> None:
        page = json.loads(run("annotate", ARTICLE, *PACK, "--format", "json", "--include-text").stdout)

        assert page["text"] == Path(ARTICLE).read_text(encoding="utf-8")

    def test_several_packs_are_used_together(self, run: Run, tmp_path: Path) -> None:
        pack = tmp_path / "piers"
        pack.mkdir()
        (pack / "pack.yaml").write_text("id: piers\ntitle: Piers\nlicence: CC0-1.0\n", encoding="utf-8")
        (pack / "piers.yaml").write_text(
            '- {id: old-market, kind: background, title: {en: "Old market"}, summary: {en: "A market."},'
            ' phrases: {en: ["old market"]},'
            ' sources: [{id: s, title: "T", publisher: "P", url: "https://example.org/"}]}\n',
            encoding="utf-8",
        )

        reply = run("annotate", ARTICLE, *PACK, "--pack", str(pack), *DATED, "--format", "json").stdout

        ids = {item["entry"]["id"] for item in json.loads(reply)["items"]}
        assert {"old-market", "melvaro-earthquake-death-toll"} <= ids


class TestSeveral:
    def test_one_that_cannot_be_read_does_not_stop_the_others(self, run: Run) -> None:
        result = run("annotate", "missing.txt", ARTICLE, *PACK, *DATED, "--format", "json")

        first, second = json.loads(result.stdout)
        assert first is None
        assert second["type"] == "AnnotationPage"
        assert "there is no file 'missing.txt'" in result.stderr
        assert result.exit_code == 2

    def test_jsonl_is_one_line_for_each_input(self, run: Run) -> None:
        result = run("annotate", PAGE, "missing.txt", ARTICLE, *PACK, "--format", "jsonl")

        lines = [json.loads(line) for line in result.stdout.splitlines()]
        assert [line and line["type"] for line in lines] == ["AnnotationPage", None, "AnnotationPage"]

    def test_text_shows_them_one_after_the_other(self, run: Run) -> None:
        shown = run("annotate", PAGE, ARTICLE, *PACK).stdout

        assert shown.startswith(f"{EXPECTED['title']}\n")
        assert f"\n\n{ARTICLE}\n" in shown

    def test_nothing_but_results_is_on_standard_output(self, run: Run) -> None:
        result = run("annotate", "missing.txt", *PACK, "--format", "json")

        assert (result.stdout, result.exit_code) == ("", 2)


class TestInputs:
    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"", "standard input is empty"),
            (b" \n\t", "standard input is empty"),
            (b"\x7fELF\x00\x01", "standard input is neither text nor HTML"),
            (b"%PDF-1.7 stream", "standard input is neither text nor HTML"),
            (b"x" * 5_000_001, "standard input holds more than 5,000,000 bytes"),
        ],
        ids=["empty", "blank", "program", "pdf", "large"],
    )
    def test_what_is_no_article_is_refused(self, run: Run, content: bytes, told: str) -> None:
        result = run("annotate", "-", *PACK, input=content)

        assert (result.exit_code, result.stdout) == (2, "")
        assert told in result.stderr

    @pytest.mark.parametrize(
        ("source", "told"),
        [
            ("missing.txt", "begins with http://"),
            ("news.example/article", "begins with http://"),
            (str(INVENTED), "is a folder"),
            ("a\x00b", "cannot be read"),
            ("http://127.0.0.1:1/", "a private or local network address"),
            ("http://127.0.0.1:1/", "SIDELIGHT_FETCH_ALLOW"),
            ("http://127.0.0.1:1/", "give the article's text in a file"),
            ("https://user:word@news.example/", "remedy"),
        ],
    )
    def test_what_cannot_be_read_is_told_with_what_to_do(self, run: Run, source: str, told: str) -> None:
        result = run("annotate", source, *PACK)

        what, todo = result.stderr.splitlines()
        assert result.exit_code == 2
        assert what.startswith("sidelight: ")
        assert todo.endswith(".")
        assert told in result.stderr or told == "remedy"

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
    def test_other_encodings_are_read(self, run: Run, encoding: str) -> None:
        text = "Совет города собрался во вторник, чтобы решить судьбу старого моста через реку. " * 5

        page = json.loads(
            run("annotate", "-", *PACK, "--format", "json", "--include-text", input=text.encode(encoding)).stdout
        )

        assert page["text"] == text

    @pytest.mark.parametrize(
        ("option", "value", "told"),
        [
            ("--published", "2023-13", "write YYYY, YYYY-MM or YYYY-MM-DD"),
            ("--published", "18 May", "write YYYY, YYYY-MM or YYYY-MM-DD"),
            ("--published", "2021-02-31", "'2021-02-31' does not exist: 2021-02 has 28 days"),
            ("--as-of", "2023", "write YYYY-MM-DD"),
            ("--kinds", "figur", "did you mean 'figure'?"),
            ("--kinds", "", "write one of figure, comparison, label, background"),
            ("--language", "English", "give a tag such as en"),
            ("--lang", "de", "'en', 'ru'"),
            ("--format", "xml", "'text', 'json', 'jsonl'"),
            ("--pack", "missing", "does not exist"),
        ],
    )
    def test_wrong_options_say_what_to_write(self, run: Run, option: str, value: str, told: str) -> None:
        result = run("annotate", ARTICLE, option, value)

        assert result.exit_code == 2
        assert told in result.stderr
