"""The factuality cues of the ontology: their values, and what loading them refuses."""

from __future__ import annotations

from copy import deepcopy
from typing import get_args

import pytest

from kg.errors import OntologyError
from kg.extract import cues
from kg.model import Modality
from kg.resources import load_yaml, ontology_dir

MODALITIES = set(get_args(Modality))


def test_every_governing_word_has_an_effect_that_exists():
    loaded = cues.load_cues()
    for kind in (loaded.verbs, loaded.adjectives, loaded.nouns):
        assert kind
        for word, effects in kind.items():
            assert word == word.lower().strip() != ""
            assert all({cue.modality, cue.double} <= MODALITIES | {None} for _, cue in effects)


def test_adverbs_modifiers_and_auxiliaries_have_an_effect_that_exists():
    loaded = cues.load_cues()
    assert set(loaded.adverbs.values()) | set(loaded.modifiers.values()) <= MODALITIES | {"negated"}
    assert set(loaded.auxiliaries.values()) <= MODALITIES | {"would"}


@pytest.fixture
def load(monkeypatch):
    """Return a function that loads the cues after a change of what the file holds."""

    def load(change):
        data = deepcopy(load_yaml(ontology_dir() / "cues.yaml"))
        change(data)
        monkeypatch.setattr(cues, "load_yaml", lambda path: data)
        return cues.load_cues.__wrapped__()

    return load


def test_unchanged_file_loads(load):
    assert load(lambda data: None) == cues.load_cues()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data.pop("verbs"), r"cues\.yaml: the group 'verbs' is missing"),
        (lambda data: data.pop("negators"), r"cues\.yaml: the group 'negators' is missing"),
        (lambda data: data["verbs"]["report"].pop("words"), r"cues\.yaml: the group 'words' is missing"),
        (lambda data: data.update(adverbs=["never"]), r"cues\.yaml: .* malformed"),
        (lambda data: data.update(conditional=None), r"cues\.yaml: .* malformed"),
    ],
)
def test_missing_or_malformed_group_is_named(load, change, message):
    with pytest.raises(OntologyError, match=message):
        load(change)
