"""The wheel: everything that is needed at run time is in it, and it runs on its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA = {"ontology": "kg/_ontology"} | {
    folder: folder
    for folder in ("kg/demo", "kg/extract/llm/templates", "kg/serve/static", "kg/serve/templates", "kg/view/templates")
}
"""Folders of the checkout that hold data, and where the wheel has them."""

# Distributions of the development group and the extras by the name they are imported by; spaCy itself needs httpx.
NOT_REQUIRED = (
    "hatchling",
    "hypothesis",
    "importlinter",
    "ipykernel",
    "jsonschema",
    "mcp",
    "mypy",
    "nbclient",
    "nbformat",
    "pandas",
    "pdoc",
    "pyarrow",
    "pyshacl",
    "psutil",
    "pytest",
    "selenium",
    "SPARQLWrapper",
    "starlette",
    "uvicorn",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Return the folder that a freshly built wheel unpacks to; built in this process, without network."""
    from hatchling.build import build_wheel

    folder = tmp_path_factory.mktemp("wheel")
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        name = build_wheel(str(folder))
    finally:
        os.chdir(before)
    with zipfile.ZipFile(folder / name) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def run(wheel, *arguments):
    """Run Python with the wheel's copy of the package before all others."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    env["PYTHONPATH"] = str(wheel)
    return subprocess.run([sys.executable, *arguments], cwd=wheel.parent, env=env, capture_output=True, text=True)


@pytest.mark.parametrize("folder", DATA)
def test_wheel_holds_the_data(wheel, folder):
    files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    missing = [path for path in files if not (wheel / DATA[folder] / path.relative_to(ROOT / folder)).is_file()]
    assert files
    assert missing == []


def test_wheel_holds_the_package_alone(wheel):
    tops = {path.name for path in wheel.iterdir() if path.suffix != ".dist-info"}
    assert tops == {"kg"}
    assert (wheel / "kg/py.typed").is_file()


def test_wheel_has_the_command(wheel):
    [entry_points] = wheel.glob("*.dist-info/entry_points.txt")
    assert "kg = kg.cli:main" in entry_points.read_text().splitlines()
    result = run(wheel, "-c", "import sys; sys.argv = ['kg', '--help']; from kg.cli import main; main()")
    assert result.returncode == 0
    assert "build" in result.stdout


def test_wheel_finds_its_own_ontology_and_articles(wheel):
    code = "from kg.demo import demo_articles; from kg.resources import ontology_dir as o; print(o()); demo_articles()"
    result = run(wheel, "-c", code)
    assert result.stderr == ""
    assert Path(result.stdout.strip()) == wheel / "kg/_ontology"


def test_every_module_imports_without_extras_and_development_packages(wheel):
    code = f"""
import importlib, pkgutil, sys
sys.modules.update(dict.fromkeys({NOT_REQUIRED!r}))
import kg
for module in pkgutil.walk_packages(kg.__path__, "kg."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
print(kg.__file__)
"""
    result = run(wheel, "-W", "ignore", "-c", code)
    assert result.stderr == ""
    assert Path(result.stdout.strip()).parent == wheel / "kg"


def test_every_dependency_has_an_upper_bound_and_a_constraint():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    required = [*project["dependencies"], *(r for extra in project["optional-dependencies"].values() for r in extra)]
    assert [requirement for requirement in required if ",<" not in requirement] == []
    constrained = {line.partition("==")[0] for line in (ROOT / "constraints.txt").read_text().splitlines()}
    assert {requirement.partition(">=")[0] for requirement in required} <= constrained
