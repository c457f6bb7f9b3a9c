"""The commands of the evaluations: run, compare, accept, peers."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.french import FrenchCommand, FrenchGroup
from assistant.cli.options import Json, chosen_settings
from assistant.cli.output import FAILED, explained, print_json, say, tell
from assistant.cli.progress import shown_progress
from assistant.clock import now
from evals.agreement import GRADES, agreement_text, differences_text, judged_twice, of_both_passes
from evals.gates import differences
from evals.peers import measure_peers, peers_text
from evals.record import BASELINES, ScoredSuite, read_baselines, read_record, write_baselines
from evals.report import comparison_text, junit_xml, report_page, run_text
from evals.running import How
from evals.runs import past_runs, perform
from evals.suites import SUITES, chosen
from evals.suites.judge import of_judge

app = typer.Typer(
    cls=FrenchGroup,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Mesure Jalon : ce qui gagne, ce qui perd.",
)


class Split(StrEnum):
    """The parts of a dataset."""

    DEV = "dev"
    TEST = "test"


Record = Annotated[Path, typer.Argument(metavar="RAPPORT", help="JSON que « jalon evals run --json » a écrit.")]
BY_NAME = {suite.name: suite for suite in SUITES}


@app.command(cls=FrenchCommand)
def run(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[SUITE]…", help="Suites ou familles ; toutes sinon.")
    ] = None,
    as_json: Json = False,
    report: Annotated[Path | None, typer.Option("--report", help="Page HTML à écrire.")] = None,
    baseline: Annotated[Path | None, typer.Option("--baseline", help="Rapport JSON auquel comparer.")] = None,
    junit: Annotated[Path | None, typer.Option("--junit", help="Fichier JUnit à écrire.")] = None,
    fast: Annotated[bool, typer.Option("--fast", help="Seulement les suites rapides.")] = False,
    split: Annotated[Split | None, typer.Option("--split", help="Seulement les cas de cette partie.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Reprend ce que les mêmes données ont déjà donné.")] = False,
    jobs: Annotated[int, typer.Option("-j", min=1, max=64, help="Processus.")] = 1,
) -> None:
    """Lance les suites ; se termine par 1 quand un garde-fou échoue."""
    with explained():
        suites, settings = chosen(names or [], fast=fast), chosen_settings(context)
        known = _scored(baseline) if baseline else read_baselines()
        with shown_progress() as progress:
            how = How(resume=resume, jobs=jobs, split=split)
            record = perform(suites, settings, how, baselines=known, now=now(), progress=progress)
        if report:
            report.write_text(report_page(record, BY_NAME, past_runs(settings, record)), encoding="utf-8")
            tell(f"Page écrite : {report}")
        if junit:
            junit.write_text(junit_xml(record), encoding="utf-8")
    if as_json:
        print_json(record.model_dump(mode="json"))
    else:
        say(run_text(record, BY_NAME))
    if not record.passed:
        raise typer.Exit(FAILED)


@app.command(cls=FrenchCommand)
def compare(before: Record, after: Record, as_json: Json = False) -> None:
    """Compare deux rapports, cas par cas."""
    with explained():
        old, new = _scored(before), _scored(after)
        common = [suite for suite in SUITES if suite.name in old.keys() & new.keys()]
        found = [one for suite in common for one in differences(suite, old[suite.name], new[suite.name])]
    if as_json:
        print_json([one.model_dump(mode="json") for one in found])
    else:
        say(comparison_text(found))


@app.command(cls=FrenchCommand)
def accept(
    record: Record,
    folder: Annotated[Path, typer.Option("--to", help="Dossier des références.")] = BASELINES,
) -> None:
    """Fait d'un rapport la référence des suivants ; à relire et à valider comme du code."""
    with explained():
        for path in write_baselines(read_record(record), folder):
            say(f"Référence écrite : {path}")


@app.command(cls=FrenchCommand)
def agreement(
    judged: Annotated[
        Path | None, typer.Argument(metavar="[RAPPORT]", help="Rapport JSON de « jalon evals run judge --json ».")
    ] = None,
    as_json: Json = False,
    differences: Annotated[bool, typer.Option("--differences", help="Chaque élément noté autrement.")] = False,
) -> None:
    """Mesure l'accord des deux passes de jugement, et d'un modèle juge avec elles : kappa de Cohen, pondéré."""
    with explained():
        found = [*of_both_passes(), *(of_judge(read_record(judged)) if judged else ())]
    if as_json:
        print_json([one.model_dump(mode="json") for one in found])
        return
    say(agreement_text(found))
    if differences:
        say("\n".join(differences_text(judged_twice(dataset)) for dataset in GRADES))


@app.command(cls=FrenchCommand)
def peers(context: typer.Context, as_json: Json = False) -> None:
    """Mesure, sur les mêmes questions, les chaînes qu'une équipe monterait sans Jalon."""
    with explained(), shown_progress() as progress:
        found = measure_peers(chosen_settings(context), progress)
    if as_json:
        print_json([one.model_dump(mode="json") for one in found])
    else:
        say(peers_text(found))


def _scored(path: Path) -> dict[str, ScoredSuite]:
    return read_record(path).scored()
