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


def test_a_noun_in_a_nouns_place_is_no_verb():
    doc = parse(
        "China|NNP|nsubj|suspended suspended/suspend|VBD|ROOT|= sweeping|JJ|amod|controls "
        "controls/control|VBZ|dobj|suspended"
    )
    assert Tree(doc).pos[token(doc, "controls")] == "NOUN"


def test_what_has_subject_and_object_is_a_verb():
    doc = parse("Poland|NNP|nsubj|back back|RB|ROOT|= the|DT|det|ban ban|NN|dobj|back")
    tree = Tree(doc)
    assert tree.is_verb(token(doc, "back"))


def test_a_participle_is_said_of_the_noun_before_its_comma():
    doc = parse(
        "Under|IN|prep|report rules/rule|NNS|pobj|Under on|IN|prep|rules chips/chip|NNS|pobj|on ,|,|punct|report "
        "drafted/draft|VBN|advcl|report by|IN|agent|drafted Brussels|NNP|pobj|by banks/bank|NNS|nsubj|report "
        "report|VBP|ROOT|="
    )
    tree = Tree(doc)
    drafted = token(doc, "drafted")
    assert (tree.head[drafted], tree.dep[drafted]) == (token(doc, "rules"), "acl")


def test_a_participle_at_the_head_of_the_sentence_is_said_of_its_subject():
    doc = parse(
        "Hit/hit|VBN|advcl|fell by|IN|agent|Hit sanctions/sanction|NNS|pobj|by ,|,|punct|fell Huawei|NNP|nsubj|fell "
        "fell/fall|VBD|ROOT|="
    )
    tree = Tree(doc)
    assert tree.head[token(doc, "Hit")] == token(doc, "fell")


def test_what_a_measure_is_on_belongs_to_it():
    doc = parse(
        "Britain|NNP|nsubj|criticised criticised/criticise|VBD|ROOT|= curbs/curb|NNS|dobj|criticised "
        "on|IN|prep|criticised gallium|NN|pobj|on"
    )
    assert Tree(doc).head[token(doc, "on")] == token(doc, "curbs")


def test_what_a_name_is_called_is_no_member_of_a_list():
    doc = parse(
        "G42|NNP|ROOT|= ,|,|punct|G42 its|PRP$|poss|investor investor|NN|conj|G42 and|CC|cc|investor "
        "customer|NN|conj|investor"
    )
    assert Tree(doc).dep[token(doc, "investor")] == "appos"


def test_a_description_is_no_second_object():
    doc = parse(
        "Hanwha|NNP|nsubj|bought bought/buy|VBD|ROOT|= half|NN|dobj|bought of|IN|prep|half Nvidia|NNP|pobj|of "
        ",|,|punct|bought a|DT|det|maker maker|NN|dobj|bought of|IN|prep|maker ships/ship|NNS|pobj|of"
    )
    tree = Tree(doc)
    assert (tree.head[token(doc, "maker")], tree.dep[token(doc, "maker")]) == (token(doc, "Nvidia"), "appos")


def test_what_is_given_does_not_belong_to_the_last_who_gets_it():
    doc = parse(
        "Washington|NNP|nsubj|awarded awarded/award|VBD|ROOT|= Google|NNP|dative|awarded and|CC|cc|Google "
        "Nvidia|NNP|compound|contracts contracts/contract|NNS|conj|Google"
    )
    tree = Tree(doc)
    assert tree.conjuncts(token(doc, "Google")) == [token(doc, "Google"), token(doc, "Nvidia")]
    assert tree.dep[token(doc, "contracts")] == "dobj"


def test_a_title_with_its_time_is_said_of_the_name_before():
    # as the parser reads "Naver poached Ek, until May a researcher at Foro"
    doc = parse(
        "Naver|NNP|nsubj|poached poached/poach|VBD|ROOT|= Ek|NNP|dobj|poached ,|,|punct|poached until|IN|prep|poached "
        "May|NN|pobj|until a|DT|det|researcher researcher|NN|dobj|poached at|IN|prep|researcher Foro|NNP|pobj|at",
        {"Ek": "Person"},
    )
    tree = Tree(doc)
    assert (tree.head[token(doc, "researcher")], tree.dep[token(doc, "researcher")]) == (token(doc, "Ek"), "appos")


def test_a_title_read_as_an_adjective_is_a_noun():
    doc = parse("the|DT|det|Ek chief|JJ|amod|Ek Ek|NNP|nsubj|spoke spoke/speak|VBD|ROOT|=", {"Ek": "Person"})
    assert Tree(doc).pos[token(doc, "chief")] == "NOUN"


def test_what_is_set_off_by_commas_belongs_to_the_name():
    doc = parse(
        "Ek|NNP|nsubj|flew ,|,|punct|flew at|IN|prep|flew the|DT|det|helm helm|NN|pobj|at ,|,|punct|flew "
        "flew/fly|VBD|ROOT|= to|IN|prep|flew Taipei|NNP|pobj|to",
        {"Ek": "Person"},
    )
    tree = Tree(doc)
    assert tree.head[token(doc, "at")] == token(doc, "Ek")
    assert tree.head[token(doc, "to")] == token(doc, "flew")


def test_an_apposition_with_a_participle_is_no_clause():
    # as the parser reads "Foro, an outsider run by Ek, hopes"
    doc = parse(
        "Foro|NNP|nsubj|hopes ,|,|punct|Foro an|DT|det|outsider outsider|NN|nsubj|run run|VBN|relcl|Foro "
        "by|IN|agent|run Ek|NNP|pobj|by ,|,|punct|Foro hopes/hope|VBZ|ROOT|=",
        {"Foro": "Company", "Ek": "Person"},
    )
    tree = Tree(doc)
    run, outsider = token(doc, "run"), token(doc, "outsider")
    assert (tree.head[outsider], tree.dep[outsider]) == (token(doc, "Foro"), "appos")
    assert (tree.head[run], tree.dep[run]) == (outsider, "acl")


def test_a_passive_read_as_an_adjective_is_one():
    # as the parser reads "Kioxia is majority-owned by Foro"
    doc = parse(
        "Kioxia|NNP|nsubj|is is/be|VBZ|ROOT|= majority|NN|npadvmod|owned -|HYPH|punct|owned owned/own|VBN|acomp|is "
        "by|IN|agent|owned Foro|NNP|pobj|by"
    )
    tree = Tree(doc)
    owned = token(doc, "owned")
    assert tree.is_passive(owned)
    assert (tree.head[token(doc, "Kioxia")], tree.dep[token(doc, "Kioxia")]) == (owned, "nsubjpass")


def test_names_of_those_who_were_counted_are_no_further_members():
    # as the parser may read "Two firms, Foro and Bar, lead"
    doc = parse(
        "Two|CD|nummod|firms firms/firm|NNS|nsubj|lead ,|,|punct|firms Foro|NNP|conj|firms and|CC|cc|Foro "
        "Bar|NNP|conj|Foro ,|,|punct|firms lead|VBP|ROOT|=",
        {"Foro": "Company", "Bar": "Company"},
    )
    assert Tree(doc).dep[token(doc, "Foro")] == "appos"


def test_with_hangs_under_together():
    doc = parse(
        "Ek|NNP|nsubj|left left/leave|VBD|ROOT|= together|RB|advmod|with with|IN|prep|left Bo|NNP|pobj|with",
        {"Ek": "Person", "Bo": "Person"},
    )
    tree = Tree(doc)
    assert tree.head[token(doc, "with")] == token(doc, "together")


def test_a_verb_with_an_object_does_not_go_on_with_a_modal():
    # as the parser reads "X said it would meet Y, and filed suits"
    doc = parse(
        "Intel|NNP|nsubj|said said/say|VBD|ROOT|= it|PRP|nsubj|meet would|MD|aux|meet meet|VB|ccomp|said "
        "Nvidia|NNP|dobj|meet ,|,|punct|meet and|CC|cc|meet filed/file|VBD|conj|meet suits/suit|NNS|dobj|filed"
    )
    tree = Tree(doc)
    assert tree.head[token(doc, "filed")] == token(doc, "said")


def test_a_repeated_preposition_goes_on_with_the_first():
    doc = parse(
        "rebukes/rebuke|NNS|ROOT|= from|IN|prep|rebukes Berlin|NNP|pobj|from where|WRB|advmod|spoke "
        "he|PRP|nsubj|spoke spoke/speak|VBD|relcl|Berlin of|IN|prep|spoke theft|NN|pobj|of and|CC|cc|of "
        "from|IN|conj|of Warsaw|NNP|pobj|from"
    )
    tree = Tree(doc)
    first = next(t.i for t in doc if t.text == "from")
    assert [doc[i].text for i in tree.preposition_objects(tree.head[first], "from")] == ["Berlin", "Warsaw"]


def test_a_gerund_behind_a_verb_that_takes_things_says_what_kind():
    doc = parse(
        "Russia|NNP|nsubj|used used/use|VBD|ROOT|= loitering/loiter|VBG|xcomp|used "
        "munitions/munition|NNS|dobj|loitering in|IN|prep|loitering Sumy|NNP|pobj|in"
    )
    tree = Tree(doc)
    used, loitering, munitions = token(doc, "used"), token(doc, "loitering"), token(doc, "munitions")
    assert (tree.head[munitions], tree.dep[munitions]) == (used, "dobj")
    assert (tree.head[loitering], tree.dep[loitering]) == (munitions, "amod")
    assert tree.head[token(doc, "in")] == used


def test_a_gerund_that_is_done_stays_one():
    doc = parse(
        "Nvidia|NNP|nsubj|stopped stopped/stop|VBD|ROOT|= selling/sell|VBG|xcomp|stopped chips/chip|NNS|dobj|selling"
    )
    tree = Tree(doc)
    assert tree.head[token(doc, "chips")] == token(doc, "selling")


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


def test_a_gerund_behind_its_preposition_is_no_adjective():
    doc = parse(
        "Moscow|NNP|nsubj|answered answered/answer|VBD|ROOT|= by|IN|prep|answered halting/halt|VBG|amod|deliveries "
        "deliveries/delivery|NNS|pobj|by"
    )
    tree = Tree(doc)
    assert (tree.head[token(doc, "deliveries")], tree.dep[token(doc, "deliveries")]) == (token(doc, "halting"), "dobj")
    assert tree.dep[token(doc, "halting")] == "pcomp"


def test_what_is_like_a_gerund_stays_an_adjective():
    doc = parse(
        "Moscow|NNP|nsubj|gained gained/gain|VBD|ROOT|= by|IN|prep|gained rising/rise|VBG|amod|prices "
        "prices/price|NNS|pobj|by"
    )
    assert Tree(doc).dep[token(doc, "rising")] == "amod"


def test_a_gerund_read_as_a_noun_is_a_verb():
    doc = parse(
        "suspicion|NN|ROOT|= of|IN|prep|suspicion spying|NN|pobj|of on|IN|prep|spying dissidents/dissident|NNS|pobj|on"
    )
    tree = Tree(doc)
    spying = token(doc, "spying")
    assert (tree.pos[spying], tree.lemma[spying], tree.dep[spying]) == ("VERB", "spy", "pcomp")


def test_who_denied_it_is_who_accuses():
    doc = parse(
        "Liu|NNP|nsubj|denied denied/deny|VBD|ROOT|= Beijing|NNP|nsubj|played had|VBD|aux|played "
        "played/play|VBN|ccomp|denied roles/role|NNS|dobj|played and|CC|cc|played accused/accuse|VBD|conj|played "
        "Tokyo|NNP|dobj|accused"
    )
    tree = Tree(doc)
    assert tree.head[token(doc, "accused")] == token(doc, "denied")


def test_a_clause_with_whose_is_not_the_main_one():
    doc = parse(
        "Transsion|NNP|nsubj|lead ,|,|punct|Transsion whose|PRP$|poss|brands brands/brand|NNS|nsubj|lead "
        "lead|VBP|ROOT|= ,|,|punct|sued has|VBZ|aux|sued been|VBN|auxpass|sued sued/sue|VBN|conj|lead"
    )
    tree = Tree(doc)
    sued = token(doc, "sued")
    assert tree.head[sued] == sued
    assert tree.head[token(doc, "Transsion")] == sued
    assert tree.dep[token(doc, "lead")] == "relcl"


def test_what_one_wants_done_is_a_passive():
    doc = parse(
        "senators/senator|NNS|nsubj|want want|VBP|ROOT|= Huawei|NNP|nsubj|put put|VBD|ccomp|want on|IN|prep|put "
        "lists/list|NNS|pobj|on"
    )
    tree = Tree(doc)
    assert tree.is_passive(token(doc, "put"))
