"""Statements: direct, indirect and mixed speech in English and French, with speaker, cue and content."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core.records import Statement
from onrecord.core.spans import Span
from onrecord.language.lexicons import table
from onrecord.meaning.statements import find_statements, statement_over


def read(text: str, language: str = "en") -> list[tuple[str, str | None, str]]:
    return [(s.form, s.speaker_text, s.content.of(text)) for s in find_statements(text, language=language)]


def cues(text: str, language: str = "en") -> list[str | None]:
    return [s.cue.of(text) if s.cue else None for s in find_statements(text, language=language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor said the bridge would reopen in June.",
            [("indirect", "The mayor", "the bridge would reopen in June")],
        ),
        (
            "“We will rebuild,” said Carla Nunez, the mayor, who was elected in May.",
            [("direct", "Carla Nunez, the mayor", "We will rebuild,")],
        ),
        (
            "“The bridge,” Mr. Heller said, “was never inspected.”",
            [("direct", "Mr. Heller", "The bridge,"), ("direct", "Mr. Heller", "was never inspected.")],
        ),
        (
            "The museum, she insisted, would reopen in time.",
            [("indirect", "she", "The museum, she insisted, would reopen in time")],
        ),
        (
            "The ferry will sail on Monday, according to two people familiar with the plan, who asked not to be named.",
            [("indirect", "two people familiar with the plan", "The ferry will sail on Monday")],
        ),
        (
            "The port is open again, the agency said on Monday, ending a dispute that had lasted a year.",
            [("indirect", "the agency", "The port is open again")],
        ),
        (
            "The ministry denied any delay.",
            [("indirect", "The ministry", "any delay")],
        ),
        (
            "The bank wrote that it had “no intention” of selling and that reserves remained adequate.",
            [("mixed", "The bank", "it had “no intention” of selling and that reserves remained adequate")],
        ),
        (
            "Asked whether he would stay, Mr. Okoro replied: “Absolutely.”",
            [("direct", "Mr. Okoro", "Absolutely.")],
        ),
        (
            "Its chief, Hossein Rahimi, was quoted as saying that talks would resume.",
            [("indirect", "Its chief, Hossein Rahimi", "talks would resume")],
        ),
        (
            "The port will reopen, the mayor said, on condition that the pumps are repaired.",
            [
                (
                    "indirect",
                    "the mayor",
                    "The port will reopen, the mayor said, on condition that the pumps are repaired",
                )
            ],
        ),
    ],
)
def test_english(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Le pont rouvrira lundi, a indiqué mardi la maire de Lanvaux.",
            [("indirect", "la maire de Lanvaux", "Le pont rouvrira lundi")],
        ),
        (
            "« Nous avons tenu parole », a-t-il affirmé.",
            [("direct", "il", "Nous avons tenu parole")],
        ),
        (
            "Selon le préfet, la route est coupée depuis dimanche.",
            [("indirect", "le préfet", "la route est coupée depuis dimanche")],
        ),
        (
            "Le groupe a fait savoir, dans un communiqué publié lundi, qu'il suspendait ses activités.",
            [("indirect", "Le groupe", "il suspendait ses activités")],
        ),
        (
            "Le constructeur dément avoir falsifié les tests.",
            [("indirect", "Le constructeur", "avoir falsifié les tests")],
        ),
        (
            "« Le gouvernement, a déclaré le Premier ministre, ne cédera pas au chantage. »",
            [
                ("direct", "le Premier ministre", "Le gouvernement"),
                ("direct", "le Premier ministre", "ne cédera pas au chantage."),
            ],
        ),
        (
            "La ministre a reconnu que la croissance serait « plus faible que prévu », mais elle a assuré que le cap "
            "serait tenu.",
            [
                ("mixed", "La ministre", "la croissance serait « plus faible que prévu »"),
                ("indirect", "elle", "le cap serait tenu"),
            ],
        ),
    ],
)
def test_french(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(text, "fr") == expected


def test_two_cues_of_one_speaker_are_two_statements() -> None:
    text = "“We sail at dawn,” the captain told reporters, adding that the crew was ready."
    assert read(text) == [
        ("direct", "the captain", "We sail at dawn,"),
        ("indirect", "the captain", "the crew was ready"),
    ]
    assert cues(text) == ["told", "adding"]


def test_the_cue_has_its_auxiliary_but_not_in_inversion() -> None:
    assert cues("Le port a toutefois déclaré que le quai était plein.", "fr") == ["a toutefois déclaré"]
    assert cues("« Le quai est plein », a-t-il dit.", "fr") == ["dit"]


def test_nested_speech_has_a_row_per_level_and_a_chain() -> None:
    text = "Mr. Tan said that Ms. Wu had told him that the plant would close."
    outer, inside = find_statements(text, language="en")
    assert inside.content.of(text) == "the plant would close"
    assert outer.content.covers(inside.content)
    assert inside.chain == (outer.speaker,)


def test_words_without_a_cue_go_to_the_one_who_has_the_floor() -> None:
    text = "“I was stunned,” Mr. Abara recalled. “Nobody had told us anything. We just saw the trucks.”"
    found = find_statements(text, language="en")
    assert [s.speaker_text for s in found] == ["Mr. Abara", "Mr. Abara"]
    assert found[1].cue is None


@pytest.mark.parametrize(
    "text",
    [
        "The ministry declined to say whether the ship had sailed.",
        "The office did not say how long the repairs would take.",
        "She thanked Norway and asked for more buses.",
        "They called it a model farm.",
        "The film “Dawn Patrol” opened on Friday.",
    ],
)
def test_what_was_not_said_is_no_statement(text: str) -> None:
    assert find_statements(text, language="en") == ()


def test_a_promise_with_a_clause_is_a_statement_and_one_without_is_none() -> None:
    assert read("The minister promised that taxes would fall.") == [("indirect", "The minister", "taxes would fall")]
    assert read("The minister promised to cut taxes.") == []


def test_impersonal_cues_have_no_speaker() -> None:
    assert read("It was announced that the schools would close.") == [("indirect", None, "the schools would close")]
    text = "Il a été annoncé que les écoles fermeraient."
    assert read(text, "fr") == [("indirect", None, "les écoles fermeraient")]


def test_addressee_and_venue() -> None:
    (told,) = find_statements("The envoy told reporters that talks had begun.", language="en")
    assert told.addressee == "reporters"
    (said,) = find_statements("Talks have begun, the envoy said at a news conference on Friday.", language="en")
    assert said.venue is not None and "news conference" in said.venue


def test_statement_over_gives_the_innermost() -> None:
    outer, inside = Statement(Span(0, 50), "indirect"), Statement(Span(10, 30), "indirect")
    assert statement_over([outer, inside], Span(12, 20)) is inside
    assert statement_over([outer, inside], Span(5, 20)) is outer
    assert statement_over([outer, inside], Span(45, 60)) is None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_cue_lexicons_are_broad_and_well_formed(language: str) -> None:
    rows = table(language, "cues.tsv")
    assert len(rows) >= 250
    assert len({(r["lemma"], r["pos"]) for r in rows}) == len(rows)
    assert {r["pos"] for r in rows} <= {"VERB", "NOUN", "ADP", "ADV", "ADJ"}
    assert {r["addressee"] for r in rows} <= {"obj", "to", "none"}


_PIECES = ["“We go,” he said. ", "she said ", "that ", "« Oui », a dit ", "selon ", ", ", ": ", ". ", "\n\n", "X "]
_PIECES += ["”", '"', "’’", "told ", "according to ", "dit-il "]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=12), st.sampled_from(["en", "fr"]))
def test_any_wreck_of_a_text_gives_sound_spans(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    for statement in find_statements(text, language=language):
        for span in (statement.content, statement.cue, statement.speaker_span, statement.addressee_span):
            assert span is None or 0 <= span.start < span.end <= len(text)


def stances(text: str, language: str = "en") -> list[tuple[str | None, str]]:
    return [(s.stance, s.content.of(text)) for s in find_statements(text, language=language)]


@pytest.mark.parametrize(
    ("language", "text", "stance"),
    [
        ("en", "The envoy called the pact “historic”.", ("claim", "the pact “historic”")),
        ("en", "The envoy called on both sides to “hold back”.", ("demand", "“hold back”")),
        ("en", "“Why now?” asked the judge.", ("ask", "Why now?")),
        ("en", "The council asked that the bridge be closed.", ("demand", "the bridge be closed")),
        ("fr", "L'envoyée a appelé à « un sursaut ».", ("demand", "« un sursaut »")),
        ("fr", "Le juge a demandé si le pont était fermé.", ("ask", "si le pont était fermé")),
        ("fr", "Le juge a demandé que le pont soit fermé.", ("demand", "le pont soit fermé")),
    ],
)
def test_a_stance_hangs_on_the_complement(language: str, text: str, stance: tuple[str, str]) -> None:
    assert stances(text, language) == [stance]


def test_a_recognised_state_is_no_admission() -> None:
    assert stances("Le Chili a reconnu le nouvel État.", "fr") == []
    assert stances("Le maire a reconnu une erreur.", "fr") == [("admit", "une erreur")]


@pytest.mark.parametrize(
    ("language", "text", "speaker", "content"),
    [
        ("en", "Her call for talks with the guild was ignored.", "Her", "talks with the guild"),
        ("en", "The announcement that the mill would close stunned the town.", None, "the mill would close"),
        ("fr", "L'annonce de la fermeture du moulin a surpris la ville.", None, "la fermeture du moulin"),
    ],
)
def test_nouns_of_saying(language: str, text: str, speaker: str | None, content: str) -> None:
    assert read(text, language) == [("indirect", speaker, content)]


def test_a_denied_claim_is_one_statement() -> None:
    assert stances("The bank denied claims that it had lost gold.") == [("deny", "it had lost gold")]


@pytest.mark.parametrize(
    ("language", "text", "chain"),
    [
        ("fr", "Selon le juge, cité par l'agence Alta, le pont fermera.", ("agence Alta",)),
        ("en", "According to the judge, quoted by Alta, the bridge will close.", ("Alta",)),
        ("en", "Radio Omega quoted the judge as saying the bridge would close.", ("Radio Omega",)),
    ],
)
def test_who_passes_the_words_on(language: str, text: str, chain: tuple[str, ...]) -> None:
    assert [s.chain for s in find_statements(text, language=language)] == [chain]


def test_a_cue_has_its_auxiliary() -> None:
    assert cues("It was reported that the envoy had left.") == ["was reported"]


def test_turns_of_a_dialogue() -> None:
    text = "— Vous partez ? demande le juge Morel.\n\n— Demain, répond Awa.\n\n— Et votre frère ?\n\n— Il reste."
    assert read(text, "fr") == [
        ("direct", "le juge Morel", "Vous partez"),
        ("direct", "Awa", "Demain"),
        ("direct", "le juge Morel", "Et votre frère ?"),
        ("direct", "Awa", "Il reste"),
    ]


def test_a_list_with_dashes_is_no_dialogue() -> None:
    text = "Le plan prévoit :\n– 20 000 tonnes de blé\n– des camions, selon le ministre"
    assert [s.content.of(text) for s in find_statements(text, language="fr")] == ["des camions"]


@pytest.mark.parametrize(
    ("text", "language", "content", "addressee"),
    [
        ("Lund assured Mali of continued support.", "en", "continued support", "Mali"),
        ("Moscou a rassuré Bamako de la poursuite des livraisons.", "fr", "la poursuite des livraisons", "Bamako"),
    ],
)
def test_what_somebody_is_assured_of_is_the_content(text: str, language: str, content: str, addressee: str) -> None:
    (found,) = find_statements(text, language=language)
    assert (found.content.of(text), found.addressee) == (content, addressee)


def test_the_occasion_may_stand_in_a_clause_before_the_cue() -> None:
    text = "Speaking at a joint press conference in Oslo, Lund told Sputnik that talks would resume."
    (found,) = find_statements(text, language="en")
    assert (found.addressee, found.venue) == ("Sputnik", "a joint press conference in Oslo")


def test_a_main_verb_behind_a_relative_clause_has_the_noun_for_its_speaker() -> None:
    text = "Une source diplomatique, qui a requis l'anonymat, évoque une offre « améliorée » d'ici à la fin du mois."
    (found,) = find_statements(text, language="fr")
    assert (found.speaker, found.content.of(text)) == ("source diplomatique", "une offre « améliorée »")


@pytest.mark.parametrize("text", ["évoque une offre « améliorée »", "Évoqué une « offre », plus tard."])
def test_nobody_is_read_as_the_speaker_out_of_what_is_said(text: str) -> None:
    for found in find_statements(text, language="fr"):
        assert found.speaker_span is None or not found.content.overlaps(found.speaker_span)


@pytest.mark.parametrize("teller", ["Varga", "le maire"])
def test_a_clause_before_an_inverted_cue_is_told(teller: str) -> None:
    text = f"Le trafic reprendra lundi, a ajouté {teller}."
    (found,) = find_statements(text, language="fr")
    assert found.content.of(text) == "Le trafic reprendra lundi"
    assert found.speaker is not None and teller.endswith(found.speaker)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Orla Byrne wants the mayor to publish the terms. “Then show us the paper,” she wrote on X.",
            ["Orla Byrne"],
        ),
        (
            "Diplomats said envoys would return on Friday. One said the port was “closed”; another warned that it "
            "might stay so.",
            ["Diplomats", "diplomat", "diplomat"],
        ),
        (
            "The Korean embassy in Oslo rejected that. “The Export Bank of Norway has paid all it owes,” it said in a "
            "reply to questions.",
            ["Korean embassy in Oslo"],
        ),
        (
            "Former premier Kim Lund, whose party has called for a fund, said the state was “throwing it away”.",
            ["Kim Lund"],
        ),
        (
            "Dockers stayed away, rejecting what union leader Ana Ruiz called “a bonus that would not pay the fare”.",
            ["Ana Ruiz"],
        ),
        ("Anne-Marie Holt said it was over. Holt added that Cho Nam-il agreed.", ["Anne-Marie Holt"] * 2),
        (
            "Envoys met in Bern. The chairman left. One of them, a guard who asked not to be named, described "
            "it as “the usual song”.",
            ["guard"],
        ),
        ("“We are ready,” the mission's commander, Rear Admiral Pablo Cruz, said.", ["Pablo Cruz"]),
        ("“They came with a map,” Zoe, a teacher, recalls. “Nobody has come with a key.”", ["Zoe", "Zoe"]),
        (
            "“Politics is power,” says Ilse Brandt of the Alpine Centre. “Oslo has concluded that dams will stay.”",
            ["Ilse Brandt", "Ilse Brandt", "Oslo"],
        ),
    ],
)
def test_the_one_who_spoke_is_found_among_others(text: str, speakers: list[str]) -> None:
    assert [s.speaker for s in find_statements(text, language="en")] == speakers


def test_a_short_quotation_behind_what_they_call_is_a_name() -> None:
    assert find_statements("Troops entered what they call “the zone”.", language="en") == ()


def test_the_reporter_is_no_addressee_and_a_dateline_no_content() -> None:
    (told,) = find_statements("“Everyone was asked,” the mayor told me in his office.", language="en")
    assert told.addressee is None
    text = "LIMA, Oct 2 (Andes Report) -- The presidents will meet on Monday, the palace announced."
    (found,) = find_statements(text, language="en")
    assert found.content.of(text) == "The presidents will meet on Monday"


@pytest.mark.parametrize(
    ("text", "language", "speakers"),
    [
        (
            "The port will open on Friday, a diplomat said, quoting his minister.",
            "en",
            ["diplomat", "diplomat minister"],
        ),
        (
            "According to the radio, citing an aide to the mayor, the bridge will close.",
            "en",
            ["radio", "aide to the mayor"],
        ),
        (
            "Selon la radio, qui cite un conseiller du maire, le pont fermera lundi.",
            "fr",
            ["radio", "conseiller du maire"],
        ),
    ],
)
def test_the_source_of_a_source_has_said_the_same(text: str, language: str, speakers: list[str]) -> None:
    found = find_statements(text, language=language)
    assert [s.speaker for s in sorted(found, key=lambda s: s.cue or s.content)] == speakers
    assert len({s.content for s in found}) == 1


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "« Les discussions se poursuivent », s'est bornée à déclarer une porte-parole de la mairie.",
            "porte-parole de la mairie",
            "Les discussions se poursuivent",
        ),
        (
            "L'association dénonce de son côté un accord « négocié sur le dos des pêcheurs ».",
            "association",
            "un accord « négocié sur le dos des pêcheurs »",
        ),
        (
            "Selon un projet de texte que « Le Phare » a pu consulter, l'ONU propose deux points de passage.",
            "projet de texte",
            "l'ONU propose deux points de passage",
        ),
        (
            "Le maire Ignace Roy a accepté samedi l'aide offerte par le Chili, le Pérou et l'Uruguay pour lutter "
            "contre les incendies qui ravagent la région, a annoncé la présidence.",
            "présidence",
            "Le maire Ignace Roy a accepté samedi l'aide offerte par le Chili, le Pérou et l'Uruguay pour lutter "
            "contre les incendies qui ravagent la région",
        ),
    ],
)
def test_french_speakers_behind_infinitives_asides_and_long_clauses(text: str, speaker: str, content: str) -> None:
    assert [(s.speaker, s.content.of(text)) for s in find_statements(text, language="fr")] == [(speaker, content)]


def test_a_listed_name_inside_a_persons_is_his() -> None:
    text = "Le port restera fermé, a prévenu le ministre, Sidi Ould Cheikh. À l'en croire, rien n'est perdu."
    found = find_statements(text, language="fr")
    assert [s.speaker for s in found] == ["Sidi Ould Cheikh", "Sidi Ould Cheikh"]


def test_what_others_reject_is_not_demanded() -> None:
    text = "Lavrov exige la reconnaissance des deux parties, une condition que Nicosie rejette."
    assert all(s.content.of(text) != "Nicosie rejette" for s in find_statements(text, language="fr"))


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("« On nous consulte après », déplore Mariem Ahmed, mareyeuse.", "Mariem Ahmed", "On nous consulte après"),
        (
            "Un diplomate espagnol, qui a requis l'anonymat, juge cependant que la ville « surestime ses cartes ».",
            "diplomate espagnol",
            "la ville « surestime ses cartes »",
        ),
        (
            "Le président Andreas Pavlou a, lui, plaidé pour une reprise « là où nous étions ».",
            "Andreas Pavlou",
            "une reprise « là où nous étions »",
        ),
        (
            "De source proche du Trésor, on indique qu'une tranche sera versée.",
            "source proche du Trésor",
            "une tranche sera versée",
        ),
        ("« Tout est déjà là », s'est justifié le ministre, Nabil Roy.", "Nabil Roy", "Tout est déjà là"),
        ("« Nous sommes prêts », a rappelé leur chef, le commandant Rui Teix.", "Rui Teix", "Nous sommes prêts"),
        ("Le pont sera fermé lundi, croit savoir le quotidien Sud.", "quotidien Sud", "Le pont sera fermé lundi"),
    ],
)
def test_french_cues_that_the_parser_mistakes(text: str, speaker: str, content: str) -> None:
    assert [(s.speaker, s.content.of(text)) for s in find_statements(text, language="fr")] == [(speaker, content)]


def test_an_agent_inside_the_quotation_is_no_error() -> None:
    text = 'The premier thanked the lender in a speech and said the port was "no longer deemed bankrupt by the world".'
    assert ("mixed", "The premier") in [found[:2] for found in read(text)]
