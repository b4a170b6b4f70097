"""`flask assessments analyse FILE`: both layouts, what it prints, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import Result
from flask import Flask

from .test_published import QUESTIONNAIRE

KEYS = [
    "n_pairs", "n_unpaired", "mean_pre", "mean_post", "mean_difference", "ci_low", "ci_high", "t", "df", "p",
    "wilcoxon_w", "wilcoxon_p", "d_z", "d_av", "hedges_g_av", "alpha_pairwise", "alpha_listwise", "notes",
]  # fmt: skip
SLEEP = """\
id,pre,post
1,1.9,0.7
2,0.8,-1.6
3,1.1,-0.2
4,0.1,-1.2
5,-0.1,-0.1
6,4.4,3.4
7,5.5,3.7
8,1.6,0.8
9,4.6,0.0
10,3.4,2.0
"""


@pytest.fixture
def run(app: Flask, tmp_path: Path) -> Any:  # noqa: ANN401 - a function
    """Runs the command on a file with this text."""

    def command(text: str, *options: str) -> Result:
        file = tmp_path / "export.csv"
        file.write_text(text, encoding="utf-8")
        return app.test_cli_runner().invoke(args=["assessments", "analyse", str(file), *options])

    return command


def printed(result: Result) -> dict[str, Any]:
    """The JSON that it printed."""
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    assert list(found) == KEYS
    assert set(found["notes"]) == {key for key in KEYS if found[key] is None}
    return found


def test_scores_give_the_figures_of_the_page(run: Any) -> None:  # noqa: ANN401
    """Student's sleep data, with two girls who were there once and a column that means nothing."""
    result = run(SLEEP.replace("\n", ",SPA 6\n").replace("post,SPA 6", "post,area") + "11,2.0,,\n12,,NA,\n13,,1.5,\n")
    found = printed(result)
    assert (found["n_pairs"], found["n_unpaired"], found["df"]) == (10, 2, 9)
    assert (round(found["t"], 4), round(found["p"], 6)) == (-4.0621, 0.002833)
    assert (round(found["ci_low"], 7), round(found["ci_high"], 7)) == (-2.4598858, -0.7001142)
    assert (round(found["mean_pre"], 2), round(found["mean_post"], 2)) == (2.33, 0.75)
    assert (found["wilcoxon_w"], found["wilcoxon_p"]) == (0, 2 / 2**9)
    assert found["notes"]["alpha_pairwise"] == "The file holds scores, not answers to items."
    assert "Columns that mean nothing here: area." in result.stderr


def test_answers_are_scored_paired_and_their_alpha_is_that_of_pre(run: Any) -> None:  # noqa: ANN401
    """The questionnaire with missing answers is the pre wave; at post everybody has one more right."""
    rows = [["id", "wave", *(f"q{number}" for number in range(1, 12))]]
    for girl, line in enumerate(QUESTIONNAIRE.strip().splitlines(), start=1):
        points = ["" if mark == "." else mark for mark in line.split()]
        rows.append([f"G{girl}", "Pre", *points])
        rows.append([f"G{girl}", "post", *(["1"] * 11)])
        rows.append([f"G{girl}", "follow-up", *(["does_not_apply"] * 11 if girl == 1 else ["1"] * 11)])
    text = "\n".join(",".join(row) for row in rows)
    found = printed(run(text))
    assert found["alpha_pairwise"] == pytest.approx(0.732660835214447, abs=1e-14)
    assert found["alpha_listwise"] == pytest.approx(0.8016949152542373, abs=1e-14)
    assert (found["n_pairs"], found["n_unpaired"], found["mean_post"]) == (12, 0, 11)
    # The third girl: six of the nine that she answered, prorated to eleven.
    first_three = (11 + 9 + 6 * 11 / 9) / 3
    some = "\n".join(line for line in text.splitlines() if line.split(",")[0] in ("id", "G1", "G2", "G3"))
    assert printed(run(some))["mean_pre"] == pytest.approx(first_three)
    later = printed(run(text, "--later", "follow_up"))
    assert (later["n_pairs"], later["n_unpaired"]) == (11, 1)


def test_a_spreadsheet_gives_the_same_as_its_text(run: Any, app: Flask, tmp_path: Path) -> None:  # noqa: ANN401
    book = xlsxwriter.Workbook(tmp_path / "export.xlsx")
    sheet = book.add_worksheet()
    for at, line in enumerate(SLEEP.splitlines()):
        sheet.write_row(at, 0, line.split(",") if not at else [float(cell) for cell in line.split(",")])
    book.close()
    from_sheet = app.test_cli_runner().invoke(args=["assessments", "analyse", str(tmp_path / "export.xlsx")])
    assert printed(from_sheet) == printed(run(SLEEP))
    assert printed(run(SLEEP.replace(",", ";"))) == printed(run(SLEEP))


@pytest.mark.parametrize(
    ("text", "pairs", "missing", "says"),
    [
        ("id,pre,post\n", 0, "mean_pre", "Nobody has a score in both waves."),
        ("id,pre,post\n1,2,3\n", 1, "t", "Only one girl has a score in both waves"),
        ("id,pre,post\n1,2,3\n2,3,4\n3,5,6\n", 3, "p", "Every girl changed by the same amount"),
        ("id,pre,post\n1,2,2\n2,3,3\n3,5,5\n", 3, "wilcoxon_p", "there is no change to test"),
        ("id,pre,post\n1,2,3\n2,2,3\n3,2,3\n", 3, "d_av", "All scores of a wave are the same"),
        ("id,wave,q1\n1,pre,1\n1,post,2\n", 1, "alpha_pairwise", "The scale has one item"),
        ("id,wave,q1,q2\n1,pre,1,2\n1,post,2,2\n", 1, "alpha_listwise", "Too few girls answered the same items"),
        ("id,wave,q1,q2\n1,pre,1,2\n2,pre,1,2\n", 0, "alpha_listwise", "The scores do not differ"),
    ],
)
def test_data_that_can_say_nothing_print_null_and_a_sentence(
    run: Any,  # noqa: ANN401
    text: str,
    pairs: int,
    missing: str,
    says: str,
) -> None:
    found = printed(run(text))
    assert (found["n_pairs"], found[missing]) == (pairs, None)
    assert says in found["notes"][missing]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "export.csv: "),
        ("girl,before,after\n1,2,3\n", "The first row must be id,pre,post or id,wave and a column for each item."),
        ("id,wave\n1,pre\n", "The first row must be"),
        ("id,pre,post\n1,2,three\n", "Row 2, post: write a number such as 3 or 3.5, or leave it empty."),
        ("id,pre,post\n1,nan,3\n", "Row 2, pre: write a number"),
        ("id,pre,post\n1,1e12,3\n", "Row 2, pre: write a number"),
        ("id,pre,post\n1,2,3\n,4,5\n", "Row 3: give the id."),
        ("id,pre,post\n1,2,3\n1,4,5\n", "Row 3: 1 stands here twice."),
        ("id,pre,post\n1,2,3,4\n", "Row 2: a cell cannot be read."),
        ("id,wave,q1\n1,end,3\n", "Row 2: the wave must be pre, post, follow_up."),
        ("id,wave,q1\n1,pre,3\n1,pre,3\n", "Row 3: 1 has two rows for the wave pre."),
    ],
)
def test_a_file_that_cannot_be_used_ends_with_2_and_says_why(run: Any, text: str, says: str) -> None:  # noqa: ANN401
    refused = run(text)
    assert refused.exit_code == 2
    assert says in refused.stderr
    assert not refused.stdout


def test_more_girls_than_an_upload_may_have_are_taken(run: Any) -> None:  # noqa: ANN401
    text = "id,pre,post\n" + "".join(f"{girl},{girl % 7},{girl % 5}\n" for girl in range(6_000))
    assert printed(run(text))["n_pairs"] == 6_000


def test_a_file_that_is_not_there_ends_with_2(app: Flask) -> None:
    gone = app.test_cli_runner().invoke(args=["assessments", "analyse", "nowhere.csv"])
    assert gone.exit_code == 2
