"""What pronouns and definite descriptions refer to: who is in reach, agrees, and comes first."""

from __future__ import annotations

import time

import pytest
import spacy
from hand_parsed import parse
from spacy.tokens import Doc, Span

from kg import gazetteer
from kg.annotate.coref import Antecedents


def antecedents(written, word, types=None):
    """Return what the word may stand for, likeliest first: each a list of words."""
    doc = Antecedents(gazetteer.load())(parse(written, types))
    (anaphor,) = [token.i for token in doc if token.text == word]
    groups = doc.user_data["antecedents"].get(anaphor, [])
    return [[doc[i].text for i in group] for group in groups]


def sentence(subject, verb, lemma, *rest):
    return " ".join([f"{subject}|NNP|nsubj|{verb} {verb}/{lemma}|VBD|ROOT|=", *rest, f".|.|punct|{verb}"])


HUAWEI_SUED_SAMSUNG = sentence("Huawei", "sued", "sue", "Samsung|NNP|dobj|sued")
RAIN = "Rain|NN|nsubj|fell fell/fall|VBD|ROOT|= .|.|punct|fell"
SNOW = "Snow|NN|nsubj|melted melted/melt|VBD|ROOT|= .|.|punct|melted"
IT_WON = "It|PRP|nsubj|won won/win|VBD|ROOT|= .|.|punct|won"


@pytest.mark.parametrize(
    ("written", "word", "first"),
    [
        pytest.param(f"{HUAWEI_SUED_SAMSUNG} {IT_WON}", "It", ["Huawei"], id="subject before object"),
        pytest.param(
            sentence("Huawei", "denied", "deny", "that|IN|mark|sued it|PRP|nsubj|sued sued/sue|VBD|ccomp|denied"),
            "it",
            ["Huawei"],
            id="same sentence",
        ),
        pytest.param(
            sentence("Huawei", "praised", "praise", "its|PRP$|poss|chips chips/chip|NNS|dobj|praised"),
            "its",
            ["Huawei"],
            id="its",
        ),
        pytest.param(
            "When|WRB|advmod|launched it|PRP|nsubj|launched launched/launch|VBD|advcl|grew "
            "chips/chip|NNS|dobj|launched "
            ",|,|punct|grew " + sentence("DeepSeek", "grew", "grow"),
            "it",
            ["DeepSeek"],
            id="before its name",
        ),
        pytest.param(
            "Xi|NNP|compound|Jinping Jinping|NNP|nsubj|visited visited/visit|VBD|ROOT|= Intel|NNP|dobj|visited "
            f".|.|punct|visited {IT_WON}",
            "It",
            ["Intel"],
            id="it is no person",
        ),
        pytest.param(
            "Tim|NNP|compound|Cook Cook|NNP|nsubj|visited visited/visit|VBD|ROOT|= Intel|NNP|dobj|visited "
            ".|.|punct|visited He|PRP|nsubj|left left/leave|VBD|ROOT|= .|.|punct|left",
            "He",
            ["Cook"],
            id="he",
        ),
        pytest.param(
            "Maria|NNP|compound|Delgado Delgado|NNP|nsubj|left left/leave|VBD|ROOT|= Intel|NNP|dobj|left "
            ".|.|punct|left "
            "She|PRP|nsubj|won won/win|VBD|ROOT|= .|.|punct|won",
            "She",
            ["Delgado"],
            id="she, of an unknown name",
        ),
        pytest.param(
            "Huawei|NNP|nsubj|sued and|CC|cc|Huawei ZTE|NNP|conj|Huawei sued/sue|VBD|ROOT|= Samsung|NNP|dobj|sued "
            ".|.|punct|sued They|PRP|nsubj|won won/win|VBD|ROOT|= .|.|punct|won",
            "They",
            ["Huawei", "ZTE"],
            id="they",
        ),
    ],
)
def test_pronouns(written, word, first):
    assert antecedents(written, word, {"Maria Delgado": "Person"})[0] == first


@pytest.mark.parametrize(
    ("written", "word", "first"),
    [
        pytest.param(
            sentence("Huawei", "hired", "hire", "Lee|NNP|dobj|hired")
            + " The|DT|det|company company|NN|nsubj|won won/win|VBD|ROOT|= .|.|punct|won",
            "company",
            ["Huawei"],
            id="the company",
        ),
        pytest.param(
            sentence("China", "met", "meet", "Huawei|NNP|dobj|met")
            + " The|DT|det|country country|NN|nsubj|won won/win|VBD|ROOT|= .|.|punct|won",
            "country",
            ["China"],
            id="the country",
        ),
        pytest.param(
            sentence("Samsung", "sued", "sue", "ASML|NNP|dobj|sued")
            + " The|DT|det|company Dutch|JJ|amod|company company|NN|nsubj|won won/win|VBD|ROOT|= .|.|punct|won",
            "company",
            ["ASML"],
            id="the Dutch company",
        ),
        pytest.param(
            "Huawei|NNP|nsubj|left and|CC|cc|Huawei ZTE|NNP|conj|Huawei left/leave|VBD|ROOT|= Europe|NNP|dobj|left "
            ".|.|punct|left Both|DT|det|companies companies/company|NNS|nsubj|won won/win|VBD|ROOT|= .|.|punct|won",
            "companies",
            ["Huawei", "ZTE"],
            id="both companies, coordinated",
        ),
        pytest.param(
            sentence("China", "met", "meet", "Japan|NNP|dobj|met")
            + " The|DT|det|countries two|CD|nummod|countries countries/country|NNS|nsubj|won won/win|VBD|ROOT|= "
            ".|.|punct|won",
            "countries",
            ["China", "Japan"],
            id="the two countries, apart",
        ),
    ],
)
def test_definite_descriptions(written, word, first):
    assert antecedents(written, word)[0] == first


@pytest.mark.parametrize(
    ("written", "word"),
    [
        pytest.param(f"{RAIN} {IT_WON}", "It", id="nothing named"),
        pytest.param(
            f"{HUAWEI_SUED_SAMSUNG} {RAIN} {SNOW} {RAIN.replace('Rain', 'Hail')} {IT_WON}", "It", id="too far"
        ),
        pytest.param(
            f"{HUAWEI_SUED_SAMSUNG} It|PRP|nsubj|is is/be|VBZ|ROOT|= likely|JJ|acomp|is that|IN|mark|won "
            "ZTE|NNP|nsubj|won won/win|VBD|ccomp|likely .|.|punct|is",
            "It",
            id="it is likely that",
        ),
        pytest.param(
            f"{HUAWEI_SUED_SAMSUNG} He|PRP|nsubj|won won/win|VBD|ROOT|= .|.|punct|won", "He", id="he is no company"
        ),
        pytest.param(
            f"{HUAWEI_SUED_SAMSUNG} The|DT|det|country country|NN|nsubj|won won/win|VBD|ROOT|= .|.|punct|won",
            "country",
            id="the country is no company",
        ),
        pytest.param(
            f"{HUAWEI_SUED_SAMSUNG} A|DT|det|company company|NN|nsubj|won won/win|VBD|ROOT|= .|.|punct|won",
            "company",
            id="a company",
        ),
        pytest.param(
            f"{HUAWEI_SUED_SAMSUNG} The|DT|det|company company|NN|nsubj|won that|WDT|nsubj|lost "
            "lost/lose|VBD|relcl|company "
            "won/win|VBD|ROOT|= .|.|punct|won",
            "company",
            id="the company that",
        ),
    ],
)
def test_abstains(written, word):
    assert antecedents(written, word) == []


def test_object_pronoun_is_not_the_subject_of_its_verb():
    written = f"{sentence('ZTE', 'grew', 'grow')} " + sentence("Samsung", "sued", "sue", "it|PRP|dobj|sued")
    assert antecedents(written, "it")[0] == ["ZTE"]
    assert ["Samsung"] not in antecedents(written, "it")


def test_other_candidates_follow_for_the_relation_to_choose_from():
    assert antecedents(f"{HUAWEI_SUED_SAMSUNG} {IT_WON}", "It") == [["Huawei"], ["Samsung"]]


GREW = "grew/grow|VBD|ROOT|= .|.|punct|grew"
LEFT = "left/leave|VBD|ROOT|= .|.|punct|left"


def test_possessor_in_what_is_said_of_a_subject_is_somebody_else():
    rivals = "They|PRP|nsubj|are are/be|VBP|ROOT|= its|PRP$|poss|rivals rivals/rival|NNS|attr|are .|.|punct|are"
    both = "Huawei|NNP|nsubj|grew and|CC|cc|Huawei ZTE|NNP|conj|Huawei " + GREW
    found = antecedents(f"{sentence('Samsung', 'sank', 'sink')} {both} {rivals}", "its")
    assert found == [["Samsung"]]


def test_both_alone():
    written = f"Huawei|NNP|nsubj|left and|CC|cc|Huawei ZTE|NNP|conj|Huawei {LEFT} Both|DT|nsubj|grew {GREW}"
    doc = parse(written)
    doc[5].pos_ = "PRON"
    Antecedents(gazetteer.load())(doc)
    assert doc.user_data["antecedents"] == {5: [(0, 2)]}


def test_they_are_several():
    assert antecedents(f"{HUAWEI_SUED_SAMSUNG} They|PRP|nsubj|grew {GREW}", "They") == []


def test_they_may_be_what_is_no_argument():
    written = sentence("Huawei", "met", "meet", "users/user|NNS|dobj|met") + f" They|PRP|nsubj|grew {GREW}"
    assert antecedents(written.replace("users/user", "guests/guest"), "They") == []


def test_who_reports_is_not_spoken_of():
    told = sentence("Huawei", "told", "tell", "Reuters|NNP|dobj|told")
    assert antecedents(f"{told} {IT_WON}", "It") == [["Huawei"]]


def test_quoted_name_comes_after_those_the_text_is_about():
    written = (
        f"{sentence('Huawei', 'left', 'leave')} “|.|punct|beat Samsung|NNP|nsubj|beat beat/beat|VBD|ccomp|said "
        "”|.|punct|beat its|PRP$|poss|lawyer lawyer/lawyer|NN|nsubj|said said/say|VBD|ROOT|= .|.|punct|said"
    )
    assert antecedents(written, "its")[0] == ["Huawei"]


def test_somebody_is_he_or_she():
    written = (
        f"Kim|NNP|compound|Lee Lee|NNP|nsubj|left {LEFT} She|PRP|nsubj|won won/win|VBD|ROOT|= .|.|punct|won "
        f"He|PRP|nsubj|grew {GREW}"
    )
    types = {"Kim Lee": "Person"}
    assert antecedents(written, "She", types) == [["Lee"]]
    assert antecedents(written, "He", types) == []


def test_description_in_a_clause_is_not_its_subject():
    written = sentence(
        "Samsung",
        "said",
        "say",
        "the|DT|det|company company|NN|nsubj|won won/win|VBD|ccomp|said",
    )
    assert antecedents(f"{sentence('ZTE', 'grew', 'grow')} {written}", "company")[0] == ["ZTE"]


def test_description_that_the_text_gave_before():
    start_up = "a|DT|det|lender lender/lender|NN|appos|Foro"
    written = (
        f"Foro|NNP|nsubj|met ,|,|punct|Foro {start_up} ,|,|punct|Foro met/meet|VBD|ROOT|= Huawei|NNP|dobj|met "
        f".|.|punct|met {sentence('Huawei', 'grew', 'grow')} {sentence('Huawei', 'left', 'leave')} "
        "The|DT|det|lender lender/lender|NN|nsubj|won won/win|VBD|ROOT|= .|.|punct|won"
    )
    doc = Antecedents(gazetteer.load())(parse(written, {"Foro": "Company"}))
    last = max(token.i for token in doc if token.text == "lender")
    assert doc.user_data["antecedents"][last][0] == (0,)


def test_origin_that_the_text_tells():
    written = (
        f"Finland|NNP|poss|Foro 's|POS|case|Finland Foro|NNP|nsubj|left {LEFT} {sentence('Samsung', 'grew', 'grow')} "
        "The|DT|det|company Finnish|JJ|amod|company company|NN|nsubj|won won/win|VBD|ROOT|= .|.|punct|won"
    )
    assert antecedents(written, "company", {"Foro": "Company"})[0] == ["Foro"]


@pytest.mark.parametrize(("demonym", "found"), [("Chinese", [["Huawei", "ZTE"]]), ("Dutch", [])])
def test_origin_of_several(demonym, found):
    written = (
        f"Huawei|NNP|nsubj|left and|CC|cc|Huawei ZTE|NNP|conj|Huawei {LEFT} The|DT|det|firms "
        f"{demonym}|JJ|amod|firms firms/firm|NNS|nsubj|won won/win|VBD|ROOT|= .|.|punct|won"
    )
    assert antecedents(written, "firms") == found


def test_unknown_origins_are_not_guessed():
    written = (
        f"Foro|NNP|nsubj|left {LEFT} Bano|NNP|nsubj|grew {GREW} "
        "The|DT|det|company Finnish|JJ|amod|company company|NN|nsubj|won won/win|VBD|ROOT|= .|.|punct|won"
    )
    assert antecedents(written, "company", {"Foro": "Company", "Bano": "Company"}) == []


def test_common_noun_that_was_introduced_is_nobody_named():
    written = (
        sentence("Huawei", "funded", "fund", "a|DT|det|bank bank/bank|NN|dobj|funded")
        + " The|DT|det|bank bank/bank|NN|nsubj|won won/win|VBD|ROOT|= .|.|punct|won"
    )
    doc = Antecedents(gazetteer.load())(parse(written))
    assert doc.user_data["antecedents"] == {}


def test_two_sides_are_actors_of_any_kind():
    written = (
        f"{HUAWEI_SUED_SAMSUNG} The|DT|det|sides two|CD|nummod|sides sides/side|NNS|nsubj|met met/meet|VBD|ROOT|= "
        ".|.|punct|met"
    )
    assert antecedents(written, "sides") == [["Huawei", "Samsung"]]


def test_endless_sentence_takes_linear_time():
    vocab = spacy.blank("en").vocab

    def seconds(times):
        words = ["Huawei", "said", *["it", "said"] * times]
        heads = [1, 1, *(head for i in range(times) for head in (2 * i + 3, 2 * i + 1))]
        deps = ["nsubj", "ROOT", *["nsubj", "ccomp"] * times]
        pos = ["PROPN", "VERB", *["PRON", "VERB"] * times]
        tags = ["NNP", "VBD", *["PRP", "VBD"] * times]
        doc = Doc(vocab, words, heads=heads, deps=deps, pos=pos, tags=tags, lemmas=[word.lower() for word in words])
        doc.spans["names"] = [Span(doc, 0, 1, label="Company", kb_id="huawei", span_id="Huawei")]
        start = time.process_time()
        Antecedents(gazetteer.load())(doc)
        assert doc.user_data["antecedents"][2 * times] == [(0,)]
        return time.process_time() - start

    seconds(10)
    # eight times the length takes eight times as long, sixty-four if each anaphor looked at all before it
    assert seconds(1600) < 24 * seconds(200)


@pytest.mark.parametrize(
    ("pair", "word"),
    [
        pytest.param("The|DT|det|pair pair|NN|nsubj|grew", "pair", id="the pair"),
        pytest.param("The|DT|det|two two|CD|nsubj|grew", "two", id="the two"),
        pytest.param("Both|DT|nsubj|grew", "Both", id="both"),
        pytest.param("The|DT|det|sides two|CD|nummod|sides sides/side|NNS|nsubj|grew", "sides", id="the two sides"),
    ],
)
def test_the_two_that_the_text_has_named(pair, word):
    assert antecedents(f"{HUAWEI_SUED_SAMSUNG} {pair} {GREW}", word) == [["Huawei", "Samsung"]]


def test_the_two_men_are_no_firms():
    men = "The|DT|det|men two|CD|nummod|men men/man|NNS|nsubj|grew"
    assert antecedents(f"{HUAWEI_SUED_SAMSUNG} {men} {GREW}", "men") == []


def test_says_where_another_antecedent_is_as_likely():
    together = "Huawei|NNP|nsubj|won and|CC|cc|Huawei Nokia|NNP|conj|Huawei won/win|VBD|ROOT|= .|.|punct|won"
    contested = []
    for before in (HUAWEI_SUED_SAMSUNG, together):
        doc = Antecedents(gazetteer.load())(parse(f"{before} {IT_WON.replace('won', 'fell')}"))
        contested.append({doc[i].text for i in doc.user_data["contested"]})
    assert contested == [set(), {"It"}]
