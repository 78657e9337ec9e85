"""Plays a runner of GitHub Actions: a job's `run:` steps, in order, with the runner's files."""

import os
import re
import subprocess
import sysconfig
import venv
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import yaml
from packaging.requirements import Requirement

ALWAYS = "always() && "
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


@dataclass
class Job:
    """The result of a job.

    Attributes:
        outputs: step id -> name -> value.
        environments: step name -> the `env` that it was given, expressions filled in.
        summary: what the steps wrote to the summary page.
        log: what they printed.
        failed: the name of the step that failed, or "".
        reached: the names of the steps that the runner came to.
    """

    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    environments: dict[str, dict[str, str]] = field(default_factory=dict)
    summary: str = ""
    log: str = ""
    failed: str = ""
    reached: list[str] = field(default_factory=list)


def load(path: Path) -> dict[str, Any]:
    """A workflow. YAML reads its `on` as a truth value; here it is a word again."""
    content = yaml.safe_load(path.read_text())
    return {("on" if key is True else key): value for key, value in content.items()}


def run_job(
    workflow: Path,
    checkout: Path,
    temporary: Path,
    environment: dict[str, str],
    contexts: dict[str, str] | None = None,
    without: Sequence[str] = (),
) -> Job:
    """Run the steps of a workflow's only job that are commands, in a checkout.

    `contexts` are the values of expressions such as "inputs.assignment"; steps named in
    `without` are skipped.
    """
    (job,) = load(workflow)["jobs"].values()
    done, known, exported = Job(), dict(contexts or {}), dict(environment)

    def value(expression: str) -> str:
        """The first of some alternatives that is not empty."""
        for part in expression.split(" || "):
            found = part.strip("'") if part.startswith("'") else known.get(part, "")
            if found:
                return found
        return ""

    def filled(text: Any) -> str:
        return EXPRESSION.sub(lambda match: value(match[1]), str(text))

    def wanted(step: dict[str, Any], env: dict[str, str]) -> bool:
        """Whether nothing failed, or always(); and a condition such as env.NAME != 'text' holds."""
        condition = str(step.get("if", ""))
        if done.failed and not condition.startswith(ALWAYS):
            return False
        if not condition:
            return True
        values = {**known, **{f"env.{key}": text for key, text in env.items()}}
        for part in condition.removeprefix(ALWAYS).split(" && "):
            match = re.fullmatch(r"([\w.]+) != '(\w*)'", part)
            assert match, condition
            if values.get(match[1], "") == match[2]:
                return False
        return True

    for number, step in enumerate(job["steps"]):
        name = step.get("name", str(number))
        own = {key: filled(value) for key, value in {**job.get("env", {}),
               **step.get("env", {})}.items()}  # fmt: skip
        done.environments[name] = own
        if not wanted(step, own):
            continue
        done.reached.append(name)
        if "run" not in step or name in without:
            continue
        files = {what: temporary / f"{number}-{what}" for what in ("OUTPUT", "ENV", "STEP_SUMMARY")}
        for path in files.values():
            path.touch()
        script = temporary / f"{number}.sh"
        script.write_text(filled(step["run"]))
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=checkout,
            env={
                **exported,
                **own,
                **{f"GITHUB_{what}": str(path) for what, path in files.items()},
                "GITHUB_ACTIONS": "true",
                "GITHUB_WORKSPACE": str(checkout),
                "RUNNER_TEMP": str(temporary),
            },
            capture_output=True,
            text=True,
        )
        done.log += ran.stdout + ran.stderr
        done.summary += files["STEP_SUMMARY"].read_text()
        values = assignments(files["OUTPUT"].read_text())
        exported |= assignments(files["ENV"].read_text())
        if "id" in step:
            done.outputs[step["id"]] = values
            known |= {f"steps.{step['id']}.outputs.{key}": text for key, text in values.items()}
        if ran.returncode:
            done.failed = name
    return done


def assignments(text: str) -> dict[str, str]:
    """The lines NAME=VALUE of a runner's file; the last one of a name counts."""
    return dict(line.split("=", 1) for line in text.splitlines() if line)


@dataclass(frozen=True)
class StudentPython:
    """A Python with what the template asks for, and without this project.

    It finds the libraries of the Python that runs the tests; an editable install of the
    project is made known by a .pth file there, which PYTHONPATH does not look at.
    """

    folder: Path

    @classmethod
    def create(cls, folder: Path) -> "StudentPython":
        venv.create(folder, with_pip=False, symlinks=True)
        return cls(folder)

    def environment(self) -> dict[str, str]:
        """Its environment, in which pip says what it would install and does not."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")}
        path = os.pathsep.join([str(self.folder / "bin"), kept.get("PATH", "")])
        dry = {"PIP_DRY_RUN": "1", "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        found = {"PYTHONPATH": sysconfig.get_paths()["purelib"], "PATH": path}
        return {**kept, **found, **dry, "VIRTUAL_ENV": str(self.folder)}

    def run(self, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.folder / "bin/python"), *arguments],
            cwd=folder,
            env=self.environment(),
            capture_output=True,
            text=True,
        )


def differing(requirements: Path) -> list[str]:
    """Pinned requirements that are installed here in another version, or not at all."""
    differ = []
    for line in requirements.read_text().splitlines():
        if line.startswith("#"):
            continue
        wanted = Requirement(line)
        if wanted.marker and not wanted.marker.evaluate():
            continue
        try:
            if not wanted.specifier.contains(version(wanted.name), prereleases=True):
                differ.append(line)
        except PackageNotFoundError:
            differ.append(line)
    return differ


def steps_to_leave_out(requirements: Path) -> list[str]:
    """Steps in which pip would fetch pinned versions that are not installed; no test should."""
    return ["Install requirements"] if differing(requirements) else []
