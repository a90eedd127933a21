"""Who does what to whom, per verb, noun and adjective, whatever the construction."""

from __future__ import annotations

import pytest
from hand_parsed import parse, token

from kg import gazetteer
from kg.extract import lexicon
from kg.extract.arguments import Arguments
from kg.extract.clauses import Clauses
from kg.extract.phrases import load_phrases
from kg.extract.predications import Predication
from kg.extract.tree import Tree


def fillers(written, word, kind, *roles):
    """Return the words that fill each of the roles of the predicate, coordination and relative pronouns undone."""
    doc = parse(written)
    tree = Tree(doc)
    arguments = Arguments(tree, gazetteer.load())
    clauses = Clauses(tree, arguments, load_phrases(), lexicon.load().light_verbs)
    predication = Predication(clauses, token(doc, word), kind)
    return [[doc[i].text for t in predication.role(role) for i in arguments.heads(t)] for role in roles]


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(
            "Washington|NNP|nsubj|sanctioned sanctioned/sanction|VBD|ROOT|= Huawei|NNP|dobj|sanctioned", id="active"
        ),
        pytest.param(
            "Huawei|NNP|nsubjpass|sanctioned was/be|VBD|auxpass|sanctioned sanctioned/sanction|VBN|ROOT|= "
            "by|IN|agent|sanctioned Washington|NNP|pobj|by",
            id="passive with an agent",
        ),
        pytest.param(
            "Huawei|NNP|nsubj|sells ,|,|punct|Huawei sanctioned/sanction|VBN|acl|Huawei by|IN|agent|sanctioned "
            "Washington|NNP|pobj|by ,|,|punct|Huawei sells/sell|VBZ|ROOT|= chips/chip|NNS|dobj|sells",
            id="participle after its noun",
        ),
        pytest.param(
            "Huawei|NNP|nsubj|grew ,|,|punct|Huawei which|WDT|dobj|sanctioned Washington|NNP|nsubj|sanctioned "
            "sanctioned/sanction|VBD|relcl|Huawei ,|,|punct|Huawei grew/grow|VBD|ROOT|=",
            id="relative clause, object",
        ),
        pytest.param(
            "Washington|NNP|nsubj|won ,|,|punct|Washington which|WDT|nsubj|sanctioned "
            "sanctioned/sanction|VBD|relcl|Washington Huawei|NNP|dobj|sanctioned ,|,|punct|Washington "
            "won/win|VBD|ROOT|=",
            id="relative clause, subject",
        ),
        pytest.param(
            "Washington|NNP|nsubj|warned warned/warn|VBD|ROOT|= and|CC|cc|warned sanctioned/sanction|VBD|conj|warned "
            "Huawei|NNP|dobj|sanctioned",
            id="coordinated verb",
        ),
        pytest.param(
            "After|IN|prep|left sanctioned/sanction|VBG|pcomp|After Huawei|NNP|dobj|sanctioned "
            "Washington|NNP|nsubj|left left/leave|VBD|ROOT|=",
            id="gerund after a preposition",
        ),
    ],
)
def test_deep_subject_and_object_of_a_verb(written):
    assert fillers(written, "sanctioned", "verb", "subject", "object") == [["Washington"], ["Huawei"]]


def test_passive_without_agent_has_no_subject():
    written = (
        "Huawei|NNP|nsubjpass|sanctioned was/be|VBD|auxpass|sanctioned sanctioned/sanction|VBN|ROOT|= "
        "in|IN|prep|sanctioned Munich|NNP|pobj|in"
    )
    assert fillers(written, "sanctioned", "verb", "subject", "object", "in") == [[], ["Huawei"], ["Munich"]]


def test_gap_of_a_relative_clause_without_pronoun():
    written = (
        "The|DT|det|chips chips/chip|NNS|nsubj|are Nvidia|NNP|nsubj|sells sells/sell|VBZ|relcl|chips are/be|VBP|ROOT|= "
        "fast|JJ|acomp|are"
    )
    assert fillers(written, "sells", "verb", "subject", "object") == [["Nvidia"], ["chips"]]


def test_coordination_fills_a_role_with_each_member():
    written = (
        "Huawei|NNP|nsubj|compete and|CC|cc|Huawei ZTE|NNP|conj|Huawei compete|VBP|ROOT|= with|IN|prep|compete "
        "Nokia|NNP|pobj|with and|CC|cc|Nokia Samsung|NNP|conj|Nokia"
    )
    assert fillers(written, "compete", "verb", "subject", "with") == [["Huawei", "ZTE"], ["Nokia", "Samsung"]]


def test_a_relative_clause_on_the_rest_of_a_list_is_said_of_its_names():
    written = (
        "Volkswagen|NNP|nsubj|left ,|,|punct|Volkswagen Honda|NNP|conj|Volkswagen and|CC|cc|Honda other|JJ|amod|firms "
        "firms/firm|NNS|conj|Honda that|WDT|nsubj|use use|VBP|relcl|firms chips/chip|NNS|dobj|use left/leave|VBD|ROOT|="
    )
    assert fillers(written, "use", "verb", "subject") == [["Volkswagen", "Honda"]]


@pytest.mark.parametrize(
    ("actor", "verb", "written"),
    [
        pytest.param(
            "Beijing",
            "free",
            "Tokyo|NNP|nsubj|urged urged/urge|VBD|ROOT|= Beijing|NNP|dobj|urged to|TO|aux|free free|VB|xcomp|urged "
            "him|PRP|dobj|free",
            id="urged X to",
        ),
        pytest.param(
            "Huawei",
            "buying",
            "Washington|NNP|nsubj|barred barred/bar|VBD|ROOT|= Huawei|NNP|dobj|barred from|IN|prep|barred "
            "buying/buy|VBG|pcomp|from chips/chip|NNS|dobj|buying",
            id="bar X from",
        ),
        pytest.param(
            "Berlin",
            "ban",
            "Paris|NNP|nsubj|called called/call|VBD|ROOT|= on|IN|prep|called Berlin|NNP|pobj|on to|TO|aux|ban "
            "ban|VB|xcomp|called Huawei|NNP|dobj|ban",
            id="called on X to",
        ),
        pytest.param(
            "Intel",
            "buy",
            "Intel|NNP|nsubj|plans plans/plan|VBZ|ROOT|= to|TO|aux|buy buy|VB|xcomp|plans Arm|NNP|dobj|buy",
            id="plans to",
        ),
        pytest.param(
            "Washington",
            "free",
            "Washington|NNP|nsubj|promised promised/promise|VBD|ROOT|= Tokyo|NNP|dobj|promised to|TO|aux|free "
            "free|VB|xcomp|promised him|PRP|dobj|free",
            id="promised X to",
        ),
        pytest.param(
            "Beijing",
            "restrict",
            "Beijing|NNP|poss|plan 's|POS|case|Beijing plan|NN|nsubj|failed to|TO|aux|restrict restrict|VB|acl|plan "
            "exports/export|NNS|dobj|restrict failed/fail|VBD|ROOT|=",
            id="X's plan to",
        ),
        pytest.param(
            "Intel",
            "buy",
            "Intel|NNP|nsubj|won won/win|VBD|ROOT|= Beijing|NNP|poss|approval 's|POS|case|Beijing "
            "approval|NN|dobj|won to|TO|aux|buy buy|VB|acl|approval Arm|NNP|dobj|buy",
            id="won X's approval to",
        ),
        pytest.param(
            "Intel",
            "buy",
            "Beijing|NNP|nsubj|gave gave/give|VBD|ROOT|= Intel|NNP|dative|gave approval|NN|dobj|gave to|TO|aux|buy "
            "buy|VB|acl|approval Arm|NNP|dobj|buy",
            id="gave X approval to",
        ),
        pytest.param(
            "Intel",
            "buy",
            "Intel|NNP|nsubj|is is/be|VBZ|ROOT|= likely|JJ|acomp|is to|TO|aux|buy buy|VB|xcomp|likely Arm|NNP|dobj|buy",
            id="is likely to",
        ),
    ],
)
def test_subject_of_an_infinitive_or_gerund_is_who_controls_it(written, verb, actor):
    assert fillers(written, verb, "verb", "subject") == [[actor]]


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(
            "Washington|NNP|nsubj|imposed imposed/impose|VBD|ROOT|= sanctions/sanction|NNS|dobj|imposed "
            "on|IN|prep|sanctions Huawei|NNP|pobj|on",
            id="active",
        ),
        pytest.param(
            "Washington|NNP|nsubj|imposed imposed/impose|VBD|ROOT|= sanctions/sanction|NNS|dobj|imposed "
            "on|IN|prep|imposed Huawei|NNP|pobj|on",
            id="preposition at the verb",
        ),
        pytest.param(
            "sanctions/sanction|NNS|nsubjpass|imposed were/be|VBD|auxpass|imposed imposed/impose|VBN|ROOT|= "
            "on|IN|prep|imposed Huawei|NNP|pobj|on by|IN|agent|imposed Washington|NNP|pobj|by",
            id="passive",
        ),
        pytest.param(
            "sanctions/sanction|NNS|ROOT|= imposed/impose|VBN|acl|sanctions by|IN|agent|imposed Washington|NNP|pobj|by "
            "on|IN|prep|imposed Huawei|NNP|pobj|on",
            id="participle",
        ),
        pytest.param(
            "sanctions/sanction|NNS|nsubj|hurt that|WDT|dobj|imposed Washington|NNP|nsubj|imposed "
            "imposed/impose|VBD|relcl|sanctions on|IN|prep|imposed Huawei|NNP|pobj|on hurt|VBP|ROOT|=",
            id="relative clause",
        ),
        pytest.param(
            "Washington|NNP|poss|sanctions 's|POS|case|Washington sanctions/sanction|NNS|nsubj|hurt "
            "on|IN|prep|sanctions "
            "Huawei|NNP|pobj|on hurt|VBP|ROOT|=",
            id="possessive",
        ),
        pytest.param(
            "American|JJ|amod|sanctions sanctions/sanction|NNS|nsubj|hurt on|IN|prep|sanctions Huawei|NNP|pobj|on "
            "hurt|VBP|ROOT|=",
            id="demonym",
        ),
        pytest.param(
            "sanctions/sanction|NNS|nsubj|hurt on|IN|prep|sanctions Huawei|NNP|pobj|on by|IN|prep|sanctions "
            "Washington|NNP|pobj|by hurt|VBP|ROOT|=",
            id="by",
        ),
    ],
)
def test_actor_of_an_event_noun(written):
    actor, target = fillers(written, "sanctions", "noun", "actor", "on")
    assert actor in (["Washington"], ["American"])
    assert target == ["Huawei"]


def test_verb_that_is_not_light_lends_the_noun_no_subject():
    written = (
        "Samsung|NNP|nsubj|criticised criticised/criticise|VBD|ROOT|= sanctions/sanction|NNS|dobj|criticised "
        "on|IN|prep|sanctions Huawei|NNP|pobj|on"
    )
    assert fillers(written, "sanctions", "noun", "subject", "actor") == [[], []]


@pytest.mark.parametrize(
    ("noun", "said_of", "written"),
    [
        pytest.param(
            "rival",
            ["AMD"],
            "AMD|NNP|nsubj|is is/be|VBZ|ROOT|= a|DT|det|rival rival|NN|attr|is of|IN|prep|rival Nvidia|NNP|pobj|of",
            id="copula",
        ),
        pytest.param(
            "executive",
            ["Huang"],
            "Jensen|NNP|compound|Huang Huang|NNP|nsubj|left ,|,|punct|Huang the|DT|det|executive "
            "chief|JJ|amod|executive "
            "executive|NN|appos|Huang of|IN|prep|executive Nvidia|NNP|pobj|of ,|,|punct|Huang left/leave|VBD|ROOT|=",
            id="apposition",
        ),
        pytest.param(
            "executive",
            ["Huang"],
            "Nvidia|NNP|compound|executive chief|JJ|compound|executive executive|NN|nsubj|left "
            "Jensen|NNP|compound|Huang "
            "Huang|NNP|appos|executive left/leave|VBD|ROOT|=",
            id="title",
        ),
        pytest.param(
            "adviser",
            ["Huang"],
            "Washington|NNP|nsubj|named named/name|VBD|ROOT|= Jensen|NNP|compound|Huang Huang|NNP|dobj|named "
            "as|IN|prep|named adviser|NN|pobj|as",
            id="as",
        ),
        pytest.param(
            "allies",
            ["Tokyo", "London"],
            "Tokyo|NNP|nsubj|are and|CC|cc|Tokyo London|NNP|conj|Tokyo are/be|VBP|ROOT|= allies/ally|NNS|attr|are",
            id="plural",
        ),
    ],
)
def test_of_whom_a_role_noun_is_said(written, noun, said_of):
    subject = fillers(written, noun, "noun", "subject")[0]
    assert list(dict.fromkeys(subject)) == said_of


def test_adjective_is_said_of_the_subject_of_its_copula():
    written = (
        "China|NNP|nsubj|is is/be|VBZ|ROOT|= superior|JJ|acomp|is to|IN|prep|superior Taiwan|NNP|pobj|to "
        "in|IN|prep|is drones/drone|NNS|pobj|in"
    )
    assert fillers(written, "superior", "adj", "subject", "to", "in") == [["China"], ["Taiwan"], ["drones"]]


def test_adjective_between_a_controller_and_an_infinitive():
    written = (
        "Beijing|NNP|nsubj|seems seems/seem|VBZ|ROOT|= ready|JJ|oprd|seems to|TO|aux|talk talk|VB|xcomp|ready "
        "with|IN|prep|talk Tokyo|NNP|pobj|with"
    )
    assert fillers(written, "talk", "verb", "subject", "with") == [["Beijing"], ["Tokyo"]]


def test_path_of_roles_goes_from_one_filler_to_the_next():
    written = (
        "China|NNP|nsubj|leads leads/lead|VBZ|ROOT|= the|DT|det|production production|NN|dobj|leads "
        "of|IN|prep|production gallium|NN|pobj|of"
    )
    assert fillers(written, "leads", "verb", "object", "object.of", "of.object") == [["production"], ["gallium"], []]


def test_sums_of_a_clause_are_found_wherever_they_hang():
    written = (
        "Washington|NNP|nsubj|handed handed/hand|VBD|ROOT|= Wolfspeed|NNP|dobj|handed ,|,|punct|Wolfspeed "
        "maker|NN|appos|Wolfspeed ,|,|punct|Wolfspeed 750|CD|nummod|dollars dollars/dollar|NNS|appos|Wolfspeed "
        "that|WDT|nsubj|helped helped/help|VBD|relcl|dollars two|CD|nummod|euros euros/euro|NNS|dobj|helped"
    )
    assert fillers(written, "handed", "verb", "sum") == [["dollars"]]


def test_a_sum_that_a_relative_clause_tells_of_is_its_own():
    written = (
        "Berlin|NNP|nsubj|froze froze/freeze|VBD|ROOT|= euros/euro|NNS|dobj|froze it|PRP|nsubj|promised "
        "promised/promise|VBD|relcl|euros Intel|NNP|dobj|promised"
    )
    assert fillers(written.replace("euros/euro", "9|CD|nummod|euros euros/euro"), "promised", "verb", "sum") == [
        ["euros"]
    ]


def test_preposition_before_its_relative_clause_reaches_the_infinitive():
    written = (
        "Mikron|NNP|ROOT|= ,|,|punct|Mikron in|IN|prep|used which|WDT|pobj|in Rostec|NNP|nsubj|used "
        "used/use|VBD|relcl|Mikron to|TO|aux|hold hold|VB|xcomp|used shares/share|NNS|dobj|hold"
    )
    assert fillers(written, "hold", "verb", "in") == [["Mikron"]]


@pytest.mark.parametrize(
    ("written", "word", "role", "expected"),
    [
        pytest.param(
            "purchase|NN|nsubj|pleased by|IN|prep|purchase Baykar|NNP|pobj|by of|IN|prep|Baykar Piaggio|NNP|pobj|of "
            "pleased/please|VBD|ROOT|= Rome|NNP|dobj|pleased",
            "purchase",
            "of",
            ["Piaggio"],
            id="on the name of who did it",
        ),
        pytest.param(
            "investment|NN|nsubj|rose in|IN|prep|rose Lucid|NNP|pobj|in rose/rise|VBD|ROOT|=",
            "investment",
            "in",
            ["Lucid"],
            id="on the verb behind it",
        ),
        pytest.param(
            "Rome|NNP|nsubj|blocked blocked/block|VBD|ROOT|= sale|NN|dobj|blocked of|IN|prep|sale Arm|NNP|pobj|of "
            ",|,|punct|Arm maker|NN|appos|Arm ,|,|punct|Arm to|IN|prep|blocked Nvidia|NNP|pobj|to",
            "sale",
            "to",
            ["Nvidia"],
            id="on the verb, behind a description",
        ),
    ],
)
def test_preposition_of_a_noun_that_the_parser_hung_elsewhere(written, word, role, expected):
    assert fillers(written, word, "noun", role) == [expected]


def test_what_a_clause_or_noun_is_subject_to():
    written = (
        "Washington|NNP|nsubj|barred barred/bar|VBD|ROOT|= Huawei|NNP|dobj|barred from|IN|prep|barred "
        "buying/buy|VBG|pcomp|from chips/chip|NNS|dobj|buying"
    )
    assert fillers(written, "buying", "verb", "governor") == [["barred"]]
    curbed = "curbs/curb|NNS|ROOT|= on|IN|prep|curbs exports/export|NNS|pobj|on"
    assert fillers(curbed, "exports", "noun", "above") == [["curbs"]]


def test_agents_of_a_passive_that_are_so_in_part():
    written = (
        "line|NN|nsubjpass|funded is/be|VBZ|auxpass|funded funded/fund|VBN|ROOT|= in|IN|prep|funded part|NN|pobj|in "
        "by|IN|prep|part Brussels|NNP|pobj|by and|CC|cc|funded by|IN|agent|funded Berlin|NNP|pobj|by"
    )
    assert sorted(*fillers(written, "funded", "verb", "subject")) == ["Berlin", "Brussels"]


def test_who_acts_with_what_it_brings():
    written = (
        "Apple|NNP|nsubj|followed followed/follow|VBD|ROOT|= with|IN|prep|followed contract|NN|pobj|with "
        "to|TO|aux|buy buy|VB|acl|contract magnets/magnet|NNS|dobj|buy"
    )
    assert fillers(written, "buy", "verb", "subject") == [["Apple"]]


def test_a_preposition_under_the_adverb_of_a_verb_is_the_verbs():
    written = (
        "Huawei|NNP|nsubj|walked walked/walk|VBD|ROOT|= away|RB|advmod|walked from|IN|prep|away "
        "talks/talk|NNS|pobj|from"
    )
    assert fillers(written, "walked", "verb", "from") == [["talks"]]


def test_whoever_speaks_of_an_event_takes_part_in_it():
    written = (
        "Samsung|NNP|nsubj|said said/say|VBD|ROOT|= talks/talk|NNS|nsubj|went with|IN|prep|talks "
        "Nvidia|NNP|pobj|with went/go|VBD|ccomp|said on|RB|advmod|went"
    )
    assert fillers(written, "talks", "noun", "clause", "with") == [["Samsung"], ["Nvidia"]]


def test_who_takes_part_may_be_said_behind_the_verb():
    written = (
        "Talks/talk|NNS|nsubj|began began/begin|VBD|ROOT|= between|IN|prep|began Tokyo|NNP|pobj|between "
        "and|CC|cc|Tokyo Seoul|NNP|conj|Tokyo"
    )
    assert fillers(written, "Talks", "noun", "between") == [["Tokyo", "Seoul"]]


def test_what_is_given_is_used_by_its_new_owner():
    written = (
        "Washington|NNP|nsubj|gave gave/give|VBD|ROOT|= Palantir|NNP|dative|gave a|DT|det|contract "
        "contract|NN|dobj|gave to|TO|aux|build build/build|VB|acl|contract drones/drone|NNS|dobj|build"
    )
    assert fillers(written, "build", "verb", "subject") == [["Palantir"]]


def test_who_follows_another_is_what_he_follows_as():
    written = (
        "BYD|NNP|nsubj|overtook overtook/overtake|VBD|ROOT|= Tesla|NNP|dobj|overtook as|IN|prep|overtook "
        "the|DT|det|maker biggest|JJ|amod|maker maker|NN|pobj|as"
    )
    assert fillers(written, "maker", "noun", "subject") == [["BYD"]]


def test_a_firm_is_described_behind_its_town():
    written = (
        "Helsing|NNP|nsubj|lost of|IN|prep|Helsing Munich|NNP|pobj|of ,|,|punct|Munich which|WDT|nsubj|sells "
        "sells/sell|VBZ|relcl|Munich drones/drone|NNS|dobj|sells ,|,|punct|Helsing lost/lose|VBD|ROOT|="
    )
    assert fillers(written, "sells", "verb", "subject") == [["Helsing"]]


def test_whom_a_clause_compares_with():
    written = (
        "BYD|NNP|nsubj|sells sells/sell|VBZ|ROOT|= cars/car|NNS|dobj|sells than|IN|mark|does "
        "Tesla|NNP|nsubj|does does/do|VBZ|advcl|sells"
    )
    assert fillers(written, "sells", "verb", "than") == [["Tesla"]]
