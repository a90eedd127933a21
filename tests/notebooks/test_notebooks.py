"""The notebooks run from start to end, leave nothing behind, and show what their text speaks of."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from chromium import Window, chromium

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")

FOLDER = Path(__file__).parents[2] / "notebooks"
NAMES = [path.name for path in sorted(FOLDER.glob("*.ipynb"))]


def read(name):
    return nbformat.read(FOLDER / name, as_version=4)


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """Return a function that executes a notebook, once, in an empty folder, which it gives back as well."""
    done = {}

    def execute(name):
        if name not in done:
            folder = tmp_path_factory.mktemp("notebook")
            notebook = read(name)
            resources = {"metadata": {"path": str(folder)}}
            done[name] = notebook, folder
            nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
        return done[name]

    # The kernel's own files go elsewhere than into the home of whoever runs the tests.
    home = tmp_path_factory.mktemp("jupyter")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR"):
            patch.setenv(variable, str(home / variable.lower()))
        for variable in ("KG_STORE", "KG_MODEL", "KG_BASE_IRI"):
            patch.delenv(variable, raising=False)
        yield execute


def shown(notebook, kind):
    """Return what the cells put out of a kind, such as "text/html", in order."""
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    return [output["data"][kind] for output in outputs if kind in output.get("data", {})]


def printed(notebook):
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    return "".join(output["text"] for output in outputs if output.output_type == "stream")


def test_there_are_notebooks():
    assert NAMES == ["01_read.ipynb", "02_query.ipynb", "03_explore.ipynb", "04_analyse.ipynb"]


@pytest.mark.parametrize("name", NAMES)
def test_is_stored_without_outputs(name):
    notebook = read(name)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.id for cell in code if cell.outputs or cell.execution_count] == []
    assert notebook.metadata.kernelspec.name == "python3"


@pytest.mark.parametrize("name", NAMES)
def test_ends_with_what_must_hold(name):
    last = read(name).cells[-1]
    assert last.source.count("assert ") >= 5


@pytest.mark.model
@pytest.mark.parametrize("name", NAMES)
def test_runs_and_leaves_nothing_behind(executed, name):
    """Executing raises if a cell does, the assertions of the last cell included."""
    notebook, folder = executed(name)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    assert list(folder.iterdir()) == []
    warnings = [o["text"] for cell in code for o in cell.outputs if o.get("name") == "stderr"]
    assert warnings == []


@pytest.mark.model
def test_reading_marks_the_evidence(executed):
    notebook, _ = executed("01_read.ipynb")
    [article] = [text for text in shown(notebook, "text/html") if "<mark" in text]
    marked = [html.unescape(text) for text in re.findall(r"<mark[^>]*>(.*?)</mark>", article, re.DOTALL)]
    assert any(sentence.startswith("Huawei released the Mate 60 Pro") for sentence in marked)
    assert "Huawei released Mate 60 Pro" in article  # the claim, in the hint of the mark


@pytest.mark.model
def test_querying_shows_sentences_and_turtle(executed):
    notebook, _ = executed("02_query.ipynb")
    tables = shown(notebook, "text/html")
    assert any("competes with Huawei" in text for text in tables)
    assert "rdf:subject ent:united-states" in printed(notebook)


@pytest.mark.model
def test_page_is_in_a_sandbox(executed):
    notebook, _ = executed("03_explore.ipynb")
    [frame] = [text for text in shown(notebook, "text/html") if "<iframe" in text]
    assert re.fullmatch(r'<div><iframe sandbox="allow-scripts" style="[^"]*" srcdoc="[^"]*"></iframe></div>', frame)


@pytest.mark.model
def test_analysing_shows_plots_sentences_and_the_briefing(executed):
    pytest.importorskip("matplotlib")
    notebook, _ = executed("04_analyse.ipynb")
    assert len(shown(notebook, "image/png")) == 2
    tables = shown(notebook, "text/html")
    assert any("Goldstein" in text and "Escalation: " in text for text in tables)
    assert any("<mark" in text for text in tables)
    [frame] = [text for text in tables if "<iframe" in text]
    assert 'sandbox="allow-scripts"' in frame


@pytest.mark.model
@pytest.mark.browser
def test_page_is_painted_in_its_sandbox(executed, tmp_path):
    """The page has no origin there: nothing that it does on the way to the drawing may need one."""
    notebook, _ = executed("03_explore.ipynb")
    [frame] = [text for text in shown(notebook, "text/html") if "<iframe" in text]
    file = tmp_path / "notebook.html"
    file.write_text(f"<!doctype html><meta charset='utf-8'>{frame}", encoding="utf-8")

    with chromium(size="1200,800") as driver:
        window = Window(driver)
        driver.get(file.as_uri())
        driver.switch_to.frame(driver.find_element("tag name", "iframe"))
        window.until("return document.getElementById('graph')?.dataset.painted", seconds=20)
        assert int(window.js("return document.getElementById('graph').dataset.edges")) > 50
