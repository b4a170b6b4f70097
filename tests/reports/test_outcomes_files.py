"""CSV, XLSX and PDF of outcomes; the job that opens answers; the export from which every figure can be repeated."""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select, update

from curriculum_app.accounts.models import SignIn, User
from curriculum_app.assessments.rules import Form, Instrument, NoAnswer, Wave
from curriculum_app.assessments.rules.analysis import FIGURES
from curriculum_app.core import clock
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.jobs import Job, JobState
from curriculum_app.core.jobs.queue import take
from curriculum_app.core.jobs.run import do
from curriculum_app.core.vault import system_key
from curriculum_app.participants.models import Consent
from curriculum_app.participants.rules.consents import ConsentAnswer
from curriculum_app.reports.models import OutcomeResult
from curriculum_app.reports.rules.outcomes import report_from
from curriculum_app.reports.views import outcomes as view
from tests.accounts.people import SECRET, code
from tests.clients import Client
from tests.factories import Make
from tests.factories.outcomes import answered, girls, over, programme
from tests.factories.sittings import our_instruments
from tests.reports.test_outcomes_page import ADDRESS, words_of
from tests.reports.test_outcomes_released import lines, whole

ClientAs = Callable[..., Client]
WORK_OUT = f"{ADDRESS}/work-out"
EXPORT = f"{ADDRESS}/export"


def some_answers(instrument: Instrument, wave: Wave, dice: random.Random, better: float) -> dict[str, Any]:
    """What a girl may say; one answer in twelve is left out."""
    found: dict[str, Any] = {}
    for item in instrument.asked(wave, Form.A):
        most = len(instrument.choices(item))
        if dice.random() < 1 / 12:
            found[item.key] = NoAnswer.SKIPPED
        elif item.right and dice.random() < better:
            found[item.key] = item.right
        else:
            found[item.key] = dice.randint(1, most)
    return found


@pytest.fixture
def answers(make: Make) -> None:
    """Forty-eight girls who answered: all before, 36 of them at the end, 24 three months later."""
    instrument, dice = our_instruments()["main"], random.Random(6)  # noqa: S311 - answers of a test
    cohort = over(make, capacity=60)
    for number in range(48):
        waves = [Wave.PRE] + [Wave.POST] * (number < 36) + [Wave.FOLLOW_UP] * (number % 2)
        answered(make, cohort, {
            wave: some_answers(instrument, wave, dice, 0.2 if wave is Wave.PRE else 0.6) for wave in waves
        })  # fmt: skip
    make.commit()


def do_the_job() -> Job:
    """What `flask work` does."""
    db.session.rollback()
    taken = take(clock.now())
    assert taken is not None
    do(taken)
    db.session.rollback()
    return db.session.get_one(Job, taken.id)


def test_the_spreadsheet_and_the_paper_say_what_the_page_says(make: Make, client_as: ClientAs) -> None:
    girls(make, over(make, capacity=30), programme(12, 8, 0))
    client = client_as("program_manager")
    first = whole(lines(client))
    answer = client.get(f"{ADDRESS}.xlsx")
    assert "outcomes-internal.xlsx" in answer.headers["Content-Disposition"]
    rows = list(load_workbook(io.BytesIO(answer.data)).worksheets[0].iter_rows(values_only=True))
    found = dict(zip(rows[0], rows[1], strict=True))
    assert found["n_pairs"] == int(first["n_pairs"]) == 20
    assert found["mean_difference"] == pytest.approx(float(first["mean_difference"]))
    paper = client.get(f"{ADDRESS}.pdf")
    pages = PdfReader(io.BytesIO(paper.data)).pages
    assert len(pages) <= 2
    assert "Among the 20 girls with a score both times" in " ".join(pages[0].extract_text().split())
    assert "outcomes-internal.pdf" in paper.headers["Content-Disposition"]
    assert 'filename="outcomes.csv"' in client_as("analyst").get(f"{ADDRESS}.csv").headers["Content-Disposition"]
    db.session.rollback()
    exported = db.session.scalars(select(AuditEvent.action).where(AuditEvent.action == "report:outcomes:exported"))
    assert len(exported.all()) == 4


@pytest.mark.usefixtures("answers")
class TestTheJob:
    """Alpha, reliable change and questions one by one."""

    def test_it_works_the_questions_out_and_keeps_figures_only(self, client_as: ClientAs) -> None:
        client = client_as("program_manager")
        assert "Work out the questions" in words_of(client)
        assert client.post(WORK_OUT).status_code == 303
        page = words_of(client)
        assert "Waiting to begin" in page
        assert client.get(ADDRESS).headers["Refresh"] == "3"
        assert client.post(WORK_OUT).status_code == 303, "asking twice is asking once"
        assert do_the_job().state is JobState.DONE
        page = words_of(client)
        assert "Cronbach's alpha before, listwise" in page
        assert "Reliable change (Jacobson and Truax 1991)" in page
        assert "Worked out from the answers on" in page
        kept = db.session.scalars(select(OutcomeResult)).one()
        assert (kept.rule_version, kept.filters) == ("2026-1", {})
        assert len(report_from(kept.body).items_of("knowledge", Wave.POST).items) == 6  # type: ignore[union-attr]

    def test_whoever_takes_consent_back_is_gone_from_what_was_kept(self, make: Make, client_as: ClientAs) -> None:
        client = client_as("program_manager")
        client.post(WORK_OUT)
        do_the_job()
        make.begin()
        paper = db.session.scalars(select(Consent).limit(1)).one()
        db.session.add(
            Consent(
                participant_id=paper.participant_id, paper_id=paper.participant_id, kind=paper.kind, part=paper.part,
                answer=ConsentAnswer.REVOKED, form_version="2026-1", language="en", signed_on=make.today,
                recorded_at=clock.now(),
            )
        )  # fmt: skip
        make.commit()
        page = words_of(client)
        assert "Cronbach" not in page.split("What these numbers mean")[0]
        assert "Work out the questions" in page

    def test_nobody_else_is_shown_a_result(self, client_as: ClientAs) -> None:
        client, other = client_as("program_manager"), client_as("program_manager")
        client.post(WORK_OUT)
        do_the_job()
        assert "Cronbach's alpha before" not in words_of(other)

    def test_very_many_girls_come_from_the_job_whole(
        self, client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client = client_as("program_manager")
        now = words_of(client)
        monkeypatch.setattr(view, "MOST_AT_ONCE", 10)
        client.post(WORK_OUT)
        do_the_job()
        then = words_of(client)
        for figure in ("Pairs: girls with both", "Paired t test", "g_av: d_av with Hedges' correction"):
            part = now.split(figure)[1].split("Girls")[0].split("Wilcoxon")[0][:40]
            assert figure + part in then
        assert "SPA 6 South" in then
        assert "Groups are not counted among so many girls." in words_of(client, f"{ADDRESS}?group_by=cohort")
        assert client.get(f"{ADDRESS}.csv").status_code == 200


@pytest.mark.usefixtures("answers")
class TestTheExport:
    """De-identified rows for whoever wants to repeat the figures."""

    def test_the_command_repeats_every_figure_of_the_page(
        self, client_as: ClientAs, app: Flask, tmp_path: Path
    ) -> None:
        client = client_as("analyst")
        client.post(WORK_OUT)
        do_the_job()
        shown = lines(client)
        with zipfile.ZipFile(io.BytesIO(client.post(EXPORT, data={"instrument": "main"}).data)) as archive:
            archive.extractall(tmp_path)
        repeated = 0
        for later in (Wave.POST, Wave.FOLLOW_UP):
            for scale in ("knowledge", "respect", "asking", "confidence", "safe-adults"):
                figures = whole(shown, scale, later.value)
                file = tmp_path / f"answers-{scale}-{later.value.replace('_', '-')}.csv"
                command = ["assessments", "analyse", str(file), "--later", later.value]
                printed = json.loads(app.test_cli_runner().invoke(args=command).stdout)
                for name in FIGURES:
                    told = figures[name]
                    if name == "n_unpaired" and not told:
                        continue  # so few that the page may not tell
                    assert (float(told) if told else None) == pytest.approx(printed[name]), (scale, later, name)
                    repeated += bool(told)
        assert repeated > 10 * 14

    def test_nothing_in_it_tells_who_where_or_when(self, client_as: ClientAs) -> None:
        answer = client_as("program_manager").post(EXPORT, data={"instrument": "main"})
        assert answer.headers["Content-Disposition"] == 'attachment; filename="outcomes-export.zip"'
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            tables = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
        answers = list(csv.DictReader(io.StringIO(tables["answers-knowledge-post.csv"])))
        assert {"id", "wave", "free-yes"} <= set(answers[0])
        assert {row["wave"] for row in answers} == {"pre", "post"}
        ids = [{row["id"] for row in csv.DictReader(io.StringIO(tables[f"{kind}-knowledge-post.csv"]))}
               for kind in ("answers", "scores")]  # fmt: skip
        assert ids[0] == ids[1]
        other = {row["id"] for row in csv.DictReader(io.StringIO(tables["answers-respect-post.csv"]))}
        assert not ids[0] & other, "ids are made for each scale and wave"
        assert our_instruments()["main"].content_hash in tables["codebook.csv"]
        db.session.rollback()
        event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "report:answers:exported")).one()
        assert (event.details or {})["instrument"] == "main"

    def test_the_second_factor_has_to_be_fresh(self, client_as: ClientAs) -> None:
        client = client_as("program_manager")
        old = clock.now() - timedelta(minutes=6)
        db.session.execute(update(SignIn).where(SignIn.user_id == client.user.id).values(second_factor_at=old))
        db.session.commit()
        assert "Your second factor was shown more than five minutes ago." in words_of(client, EXPORT)
        for wrong in ("", "123456"):
            answer = client.post(EXPORT, data={"instrument": "main", "code": wrong})
            assert (answer.status_code, answer.mimetype) == (422, "text/html")

    def test_a_code_makes_it_fresh_for_five_minutes(self, make: Make, client_as: ClientAs) -> None:
        user = make.user("analyst")
        user.totp_sealed, user.totp_since = system_key().seal(User.totp_sealed, user.id, SECRET), make.at
        client = client_as(user=user)
        old = clock.now() - timedelta(minutes=6)
        db.session.execute(update(SignIn).where(SignIn.user_id == client.user.id).values(second_factor_at=old))
        db.session.commit()
        answer = client.post(EXPORT, data={"instrument": "main", "code": code()})
        assert (answer.status_code, answer.mimetype) == (200, "application/zip")
        assert client.post(EXPORT, data={"instrument": "main"}).mimetype == "application/zip"


def test_of_too_few_girls_no_file_goes_out(make: Make, client_as: ClientAs) -> None:
    """Ten pairs make no file; of twelve beside three who came once the three are left out."""
    girls(make, over(make, capacity=30), programme(0, 10, 0))
    client = client_as("analyst")
    with zipfile.ZipFile(io.BytesIO(client.post(EXPORT, data={"instrument": "main"}).data)) as archive:
        assert archive.namelist() == ["codebook.csv"]
        assert "Left out: too few girls to show safely." in archive.read("codebook.csv").decode()
    make.begin()
    girls(make, over(make, capacity=30), programme(0, 2, 3))
    make.commit()
    with zipfile.ZipFile(io.BytesIO(client.post(EXPORT, data={"instrument": "main"}).data)) as archive:
        assert len(archive.read("scores-knowledge-post.csv").decode().splitlines()) == 1 + 12
