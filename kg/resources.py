"""Finds `ontology/`: the environment's, the wheel's copy, or the checkout's."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import OntologyError

__all__ = ["load_yaml", "ontology_dir", "ontology_files"]


@cache
def ontology_dir() -> Path:
    """Return the directory that holds `kg.ttl`.

    Looked for in this order: the directory that KG_ONTOLOGY names, the copy inside the installed
    package, `ontology/` beside the package in a checkout. Raises OntologyError if none has it.
    """
    package = Path(__file__).parent
    named = os.environ.get("KG_ONTOLOGY")
    places = [Path(named)] if named else [package / "_ontology", package.parent / "ontology"]
    for place in places:
        if (place / "kg.ttl").is_file():
            return place
    looked = ", ".join(str(place) for place in places)
    raise OntologyError(f"no ontology found in {looked}: set KG_ONTOLOGY to the directory that holds kg.ttl")


def ontology_files(folder: str, pattern: str) -> list[Path]:
    """Return the files of a folder of the ontology that match the pattern, sorted by name."""
    return sorted((ontology_dir() / folder).glob(pattern))


def load_yaml(path: Path) -> Any:
    """Return the content of a YAML file. Raises OntologyError that names the file and the line."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path}: cannot be read: {error}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "not valid YAML"
        raise OntologyError(f"{path}{line}: {problem}") from error
