"""Parser mistakes that are undone before extraction."""

from __future__ import annotations

from hand_parsed import parse, token

from kg.extract.tree import Tree


def test_the_preposition_of_call_is_no_subordinator():
    # as the parser reads "X called on lawmakers to pass a law"
    doc = parse(
        "Mizani|NNP|nsubj|called called/call|VBD|ROOT|= on|IN|mark|pass lawmakers/lawmaker|NNS|nsubj|pass "
        "to|TO|aux|pass pass|VB|advcl|called laws/law|NNS|dobj|pass"
    )
    tree = Tree(doc)
    assert tree.preposition_objects(token(doc, "called"), "on") == [token(doc, "lawmakers")]
    assert tree.dep[token(doc, "pass")] == "xcomp"


def test_a_sentence_read_as_a_noun_phrase_gets_its_verb():
    doc = parse(
        "Pegatron|NNP|poss|board 's|POS|case|Pegatron board|NN|ROOT|= named/name|VBN|acl|board "
        "Shear|NNP|oprd|named as|IN|prep|named chief|NN|pobj|as .|.|punct|board"
    )
    tree = Tree(doc)
    named, board = token(doc, "named"), token(doc, "board")
    assert (tree.head[named], tree.dep[named]) == (named, "ROOT")
    assert (tree.head[board], tree.dep[board]) == (named, "nsubj")


def test_a_participle_with_an_agent_stays_one():
    doc = parse(
        "firms/firm|NNS|ROOT|= named/name|VBN|acl|firms leaders/leader|NNS|oprd|named by|IN|agent|named "
        "Intel|NNP|pobj|by"
    )
    assert Tree(doc).dep[token(doc, "named")] == "acl"


def test_a_verb_gets_back_the_preposition_that_it_governs():
    doc = parse(
        "Intel|NNP|nsubj|accused accused/accuse|VBD|ROOT|= Huawei|NNP|dobj|accused of|IN|prep|Huawei "
        "spying/spy|VBG|pcomp|of"
    )
    tree = Tree(doc)
    assert tree.head[token(doc, "of")] == token(doc, "accused")


def test_a_preposition_that_the_verb_does_not_govern_stays():
    doc = parse(
        "Intel|NNP|nsubj|bought bought/buy|VBD|ROOT|= parts/part|NNS|dobj|bought of|IN|prep|parts Huawei|NNP|pobj|of"
    )
    tree = Tree(doc)
    assert tree.head[token(doc, "of")] == token(doc, "parts")


def test_no_token_hangs_on_itself():
    doc = parse("Intel|NNP|nsubj|sued sued/sue|VBD|ROOT|= Huawei|NNP|dobj|sued of|IN|prep|Huawei China|NNP|pobj|of")
    tree = Tree(doc)
    tree.attach(token(doc, "Huawei"), token(doc, "China"), "appos")
    assert tree.head[token(doc, "Huawei")] == token(doc, "sued")


def test_two_members_with_an_owner_each_are_a_list():
    # "Romania's Bitdefender and Slovakia's ESET grew", read as the ESET of Bitdefender and Slovakia
    doc = parse(
        "Romania|NNP|poss|Bitdefender 's|POS|case|Romania Bitdefender|NNP|poss|ESET and|CC|cc|Bitdefender "
        "Slovakia|NNP|conj|Bitdefender 's|POS|case|Slovakia ESET|NNP|nsubj|grew grew/grow|VBD|ROOT|="
    )
    tree = Tree(doc)
    first, second, owner = token(doc, "Bitdefender"), token(doc, "ESET"), token(doc, "Slovakia")
    assert (tree.dep[first], tree.head[second], tree.head[owner]) == ("nsubj", first, second)


def test_the_first_of_two_names_is_no_part_of_the_second():
    # "Intel and Alibaba Cloud grew", read as one firm
    doc = parse(
        "big|JJ|amod|Cloud Intel|NNP|nmod|Cloud and|CC|cc|Intel Alibaba|NNP|compound|Cloud Cloud|NNP|nsubj|grew "
        "grew/grow|VBD|ROOT|="
    )
    tree = Tree(doc)
    first, second = token(doc, "Intel"), token(doc, "Cloud")
    assert (tree.dep[first], tree.head[second], tree.dep[second]) == ("nsubj", first, "conj")
    assert tree.head[token(doc, "big")] == first


def test_two_unknown_names_in_a_row_stay_one():
    doc = parse(
        "Torvik|NNP|nmod|State and|CC|cc|Torvik Norsel|NNP|compound|State State|NNP|nsubj|grew grew/grow|VBD|ROOT|="
    )
    assert Tree(doc).dep[token(doc, "Torvik")] == "nmod"


def test_how_much_of_it_is_owned_is_no_predicate():
    doc = parse(
        "Foro|NNP|nsubj|is is/be|VBZ|ROOT|= 60|CD|attr|is per|IN|prep|60 cent|NN|pobj|per owned/own|VBN|acl|cent "
        "by|IN|agent|owned Intel|NNP|pobj|by"
    )
    tree = Tree(doc)
    owned = token(doc, "owned")
    assert (tree.dep[owned], tree.is_passive(owned)) == ("ROOT", True)
    assert tree.child(owned, "nsubjpass") == token(doc, "Foro")
    assert tree.child(owned, "npadvmod") == token(doc, "cent")


def test_one_stands_for_the_noun_with_the_same_preposition():
    doc = parse(
        "Japan|NNP|nsubj|signed signed/sign|VBD|ROOT|= a|DT|det|pact pact|NN|dobj|signed with|IN|prep|pact "
        "India|NNP|pobj|with and|CC|cc|India one|CD|conj|India with|IN|prep|one Peru|NNP|pobj|with"
    )
    tree, one = Tree(doc), token(doc, "one")
    assert (tree.lemma[one], tree.head[one], tree.dep[one]) == ("pact", token(doc, "pact"), "conj")


def test_one_of_several_stands_for_itself():
    doc = parse(
        "Japan|NNP|nsubj|met met/meet|VBD|ROOT|= one|CD|dobj|met of|IN|prep|one its|PRP$|poss|rivals "
        "rivals/rival|NNS|pobj|of"
    )
    assert Tree(doc).lemma[token(doc, "one")] == "one"


def test_what_is_awarded_is_no_description_of_whom():
    doc = parse(
        "Japan|NNP|nsubj|awarded awarded/award|VBD|ROOT|= Palantir|NNP|dobj|awarded ,|,|punct|Palantir "
        "a|DT|det|firm firm|NN|appos|Palantir ,|,|punct|Palantir a|DT|det|contract contract|NN|appos|Palantir",
        {"Palantir": "Company"},
    )
    tree = Tree(doc)
    assert [tree.dep[token(doc, word)] for word in ("Palantir", "firm", "contract")] == ["dative", "appos", "dobj"]


def test_a_noun_is_coordinated_with_a_noun():
    doc = parse(
        "Intel|NNP|nsubj|fell fell/fall|VBD|ROOT|= behind|IN|prep|fell TSMC|NNP|pobj|behind and|CC|cc|fell "
        "a|DT|det|host host|NN|conj|fell of|IN|prep|host rivals/rival|NNS|pobj|of"
    )
    tree = Tree(doc)
    assert tree.head[token(doc, "host")] == token(doc, "TSMC")


def test_a_product_is_no_adverb():
    doc = parse(
        "Qwen|NNP|nsubj|edged edged/edge|VBD|ROOT|= out|RP|prt|edged Llama|NNP|advmod|edged",
        {"Llama": "AIModel"},
    )
    assert Tree(doc).dep[token(doc, "Llama")] == "dobj"


def test_a_name_is_no_adverb_of_its_verb():
    doc = parse("Zelensky|NNP|advmod|won won/win|VBD|ROOT|=", {"Zelensky": "Person"})
    assert Tree(doc).dep[token(doc, "Zelensky")] == "nsubj"


def test_two_names_with_an_owner_each():
    doc = parse(
        "Tokyo|NNP|nsubj|met met/meet|VBD|ROOT|= China|NNP|poss|Kemri 's|POS|case|China CNNC|NNP|nmod|Kemri "
        "and|CC|cc|CNNC Kenya|NNP|conj|CNNC 's|POS|case|Kenya Kemri|NNP|dobj|met"
    )
    tree, cnnc, kemri = Tree(doc), token(doc, "CNNC"), token(doc, "Kemri")
    assert (tree.dep[cnnc], tree.head[token(doc, "China")]) == ("dobj", cnnc)
    assert (tree.head[kemri], tree.dep[kemri], tree.head[token(doc, "Kenya")]) == (cnnc, "conj", kemri)
