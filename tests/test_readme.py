"""What the README shows is what happens: its commands run, on the demo's graph, and print what stands under them."""

from __future__ import annotations

import importlib.util
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

pytest.importorskip("termios", reason="the commands of the README run on a terminal of Unix")

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def _script():
    """Return docs/readme.py, which is in no package."""
    spec = importlib.util.spec_from_file_location("docs_readme", ROOT / "docs" / "readme.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where dataclasses look for annotations
    spec.loader.exec_module(module)
    return module


readme = _script()
SHOWN = readme.shown(TEXT)


def fences(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def plain(text):
    """Return a text without blanks and rules: how wide a table is drawn does not matter."""
    return re.sub(r"[\s\u2500-\u257f]+", "", text)


@pytest.fixture(scope="module")
def tour():
    """Return a session in which the commands of the README have run, and their outputs."""
    with readme.Session() as session:
        yield session, [session.run(shown.command) for shown in SHOWN]


@pytest.mark.model
@pytest.mark.parametrize("number", range(len(SHOWN)), ids=[shown.command.split("\n")[0][:50] for shown in SHOWN])
def test_output_is_real(tour, number):
    shown = SHOWN[number]
    real = readme.cut(tour[1][number], shown.output)
    assert plain(shown.output) == plain(real), f"$ {shown.command}\n{real}\nRun `python docs/readme.py`."


@pytest.mark.model
def test_python_runs(tour):
    [program] = fences("python")
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=tour[0].folder, env=tour[0].environment, capture_output=True, text=True
    )
    assert run.stderr == ""
    assert "Apple - Huawei" in run.stdout


def test_tour_covers_the_commands():
    used = {word for shown in SHOWN for word in re.findall(r"\bkg (\w+)", shown.command)}
    assert used >= {"extract", "query", "entity", "analyse", "build", "sources", "view", "remove"}


def test_make_targets_exist():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    used = set(re.findall(r"^make (\w+)", "".join(fences("sh")), re.MULTILINE))
    assert used == {"demo", "test"}
    assert used <= targets


def test_numbers_are_true():
    from kg.demo import demo_articles
    from kg.vocab import relations

    assert f"{len(relations())} relations" in TEXT
    assert f"{len(demo_articles())} sample articles" in TEXT


def test_lexicon_entry_is_part_of_the_real_one():
    [block] = fences("yaml")
    [(name, entry)] = yaml.safe_load(block).items()
    files = (ROOT / "ontology" / "relations").glob("*.yaml")
    [real] = [
        found[name] for found in (yaml.safe_load(file.read_text(encoding="utf-8")) for file in files) if name in found
    ]
    assert entry["frames"]
    for key in ("subject", "object"):
        assert entry[key] == real[key]
    for key in ("match", "no_match"):
        assert set(entry[key]) <= set(real[key])
    for frame in entry["frames"]:
        [kind] = set(frame) & {"verb", "noun", "adj"}
        words = set(frame[kind].split("|"))
        assert any(words <= set(f.get(kind, "").split("|")) and f["roles"] == frame["roles"] for f in real["frames"])


def test_links_lead_somewhere():
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


VIEWS = (ROOT / "docs" / "views.md").read_text(encoding="utf-8")
ANALYSIS = (ROOT / "docs" / "analysis.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "images").glob("*.png")), ids=lambda path: path.stem)
def test_picture_is_shown_and_of_the_right_size(path):
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == (1400, 900)
    assert len(data) < 200_000
    assert f"](images/{path.name})" in VIEWS + ANALYSIS


def test_views_page_has_every_view_and_picture():
    from kg.view import VIEWS as THERE

    assert [name for name in THERE if f"kg view {name}" not in VIEWS] == []
    assert [name for name in re.findall(r"\]\((images/[^)]+)\)", VIEWS) if not (ROOT / "docs" / name).exists()] == []


def test_commands_may_have_several_lines():
    text = "```console\n$ one 'a\nb' \\\n  c\nout\n\nput\n$ two\n```\nmore\n```console\n$ three\n```\n"
    found = readme.shown(text)
    assert [shown.command for shown in found] == ["one 'a\nb' \\\n  c", "two", "three"]
    assert [shown.output for shown in found] == ["out\n\nput\n", "", ""]


def test_outputs_are_put_in_place():
    text = "```console\n$ one\nold\n...\n$ two\n```\nend\n"
    found = readme.shown(text)
    new = readme.rewritten(text, zip(found, ["1\n2\n3\n", "4\n"], strict=True))
    assert new == "```console\n$ one\n1\n...\n$ two\n4\n```\nend\n"
