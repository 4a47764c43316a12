"""The article out of dumps and pages: what stays, what goes, and why."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core.records import Report
from onrecord.documents import read_report, skim_report
from onrecord.documents.blocks import key
from onrecord.documents.content import mend, recurring_blocks
from onrecord.documents.content.columns import parted_columns

LEAD = "The port of Vardo reopened on Monday after a storm that kept forty ships at sea for three days."
NEXT = '"We will clear the backlog by the weekend," the harbour master said, adding that no one was hurt.'


def read(*lines: str) -> Report:
    return read_report("\n\n".join(lines).encode())


def reasons(report: Report) -> dict[str, str]:
    return {block.text: block.reason for block in report.dropped}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("https://img.example/port.jpg", "address"),
        ("12 shares", "share"),
        ("Home | World | Sport | Weather", "menu"),
        ("en_GB", "code"),
        ("1920 1080 true", "numbers"),
        ("ab/cd", "signature"),
        ("Advertisement", "advertisement"),
        ("La suite après cette publicité", "advertisement"),
        ("Photo: Harbour Authority", "caption"),
        ("Crédit photo : Autorité portuaire", "caption"),
        ("Also Read | Ferry prices fall", "related"),
        ("Lire aussi : le prix du ferry baisse", "related"),
        ("Lea también: suben los precios del ferry", "related"),
        ("We use cookies to improve your visit.", "cookies"),
        ("newsroom@vardo.example", "contact"),
    ],
)
def test_furniture_inside_the_article_is_dropped_with_its_reason(line: str, reason: str) -> None:
    report = read("Port reopens", LEAD, line, NEXT)
    assert report.text == f"{LEAD}\n\n{NEXT}"
    assert reasons(report)[line] == reason


@pytest.mark.parametrize(
    "sentence",
    [
        "Sweden will become a member of the alliance in March.",
        "The envoy asked for unlimited access to the camps.",
        "La Norvège va faire un don de blé au Malawi.",
        "Selon un sondage, 60 % des habitants veulent rester.",
        "Le ministre a été le premier à réagir.",
        "Il faut soutenir notre armée, a-t-il dit.",
        "The plant is powered by gas from the north.",
        "Related costs rose to 40 million euros.",
        "Photos of the ship showed no damage, the navy said.",
        "Source countries will be named in May, she said.",
        "He said no.",
        "Updated figures will follow in June, the office said.",
    ],
)
@pytest.mark.parametrize("place", ["inside", "last"])
def test_sentences_that_sound_like_furniture_stay(sentence: str, place: str) -> None:
    lines = ["Port reopens", LEAD, NEXT]
    lines.insert(2 if place == "inside" else 3, sentence)
    assert sentence in read(*lines).text


def test_subheads_lists_and_short_last_paragraphs_stay() -> None:
    report = read(
        "Port reopens",
        LEAD,
        "What comes next",
        "The plan has three parts:",
        "- new cranes",
        "- a pier",
        NEXT,
        "The king will visit.",
    )
    for kept in ("What comes next", "- new cranes", "- a pier", "The king will visit."):
        assert kept in report.text


def test_a_list_at_the_very_end_stays() -> None:
    assert read("Port reopens", LEAD, "The plan has two parts:", "- new cranes", "- a second pier").text.endswith(
        "pier"
    )


def test_lists_of_other_stories_end_the_article() -> None:
    report = read(
        LEAD, NEXT, "Recent Stories", "Whale seen off Bodo", "2 hours ago", "Ferry prices fall", "3 hours ago"
    )
    assert report.text == f"{LEAD}\n\n{NEXT}"
    assert reasons(report)["Whale seen off Bodo"] == "related"


def test_the_article_goes_on_after_a_box() -> None:
    report = read(LEAD, "Read also", "Whale seen off Bodo", NEXT)
    assert report.text == f"{LEAD}\n\n{NEXT}"


def test_readers_comments_are_not_the_article() -> None:
    comment = "Anna, 3 May: I live near the port and the storm was the worst that anyone here remembers, truly."
    report = read(LEAD, NEXT, LEAD.replace("Monday", "Tuesday"), "Leave a reply", comment)
    assert comment not in report.text
    assert reasons(report)[comment] == "comments"


def test_titles_doubled_paragraphs_and_pull_quotes_stand_once() -> None:
    report = read("Port reopens", "Port reopens", LEAD, LEAD, NEXT, "We will clear the backlog by the weekend")
    assert report.text == f"{LEAD}\n\n{NEXT}"
    assert report.title == "Port reopens"


def test_tags_in_lower_case_are_dropped() -> None:
    report = read(LEAD, NEXT, "norway", "storms", "barents sea")
    assert reasons(report)["barents sea"] == "tags"


def test_lines_broken_by_a_narrow_column_are_joined() -> None:
    wrapped = (
        "The port of Vardo reopened on Monday after a storm that kept\n"
        "forty ships at sea for three days, the harbour master said in\n"
        "a short statement that was read out on the local station and\n"
        "later put up at the town hall.\n\n"
        "No one was hurt."
    )
    report = read_report(wrapped)
    assert report.text.split("\n\n") == [" ".join(wrapped.split("\n\n")[0].split()), "No one was hurt."]


def test_glued_sentences_are_parted_but_domains_and_initials_are_not() -> None:
    assert mend("It was late, he said.A delegation had left.") == ["It was late, he said.", "A delegation had left."]
    assert mend("The site abamako.Com and the U.S.Army agree.") == ["The site abamako.Com and the U.S.Army agree."]


PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Port reopens - Vardo Post</title>
<meta property="og:site_name" content="Vardo Post"></head><body><nav><a href="/w">World</a><a href="/s">Sport</a></nav>
<div class="cookie-bar">We use cookies.</div><article><h1>Port reopens</h1><p class="by">By Ola Nes</p><p>{LEAD}</p>
<figure><img src="a.jpg"><figcaption>The pier on Monday.</figcaption></figure>
<aside class="related"><h3>More</h3><a href="/x">Whale seen off Bodo</a></aside><h2>A long wait</h2><p>{NEXT}</p>
<ul><li>new cranes</li><li>a second pier</li></ul><p>The king will visit.</p></article>
<div id="comments"><h3>Comments</h3><p>{LEAD.replace("forty", "fifty")}</p></div>
<footer>© 2024 Vardo Post</footer></body></html>"""


def test_a_page_gives_its_article_alone() -> None:
    report = read_report(PAGE.encode())
    for kept in (LEAD, "A long wait", NEXT, "new cranes", "a second pier", "The king will visit."):
        assert kept in report.text
    for dropped in ("cookies", "The pier on Monday", "Whale", "fifty ships", "©", "By Ola Nes", "Sport"):
        assert dropped not in report.text
    assert (report.title, report.outlet, report.language) == ("Port reopens", "Vardo Post", "en")


def test_breaks_part_paragraphs_in_a_page_without_any() -> None:
    page = f"<html><body><div><h1>Port reopens</h1><div>{LEAD}<br><br>{NEXT}<br>It ends here.</div></div></body></html>"
    assert read_report(page).text.split("\n\n")[:2] == [LEAD, NEXT]


def test_every_block_is_kept_or_dropped() -> None:
    report = read("Port reopens", LEAD, "12 shares", NEXT, "Most read", "Whale seen off Bodo")
    positions = sorted(block.position for block in report.dropped)
    assert len(positions) + len(report.text.split("\n\n")) == 6
    assert len(set(positions)) == len(positions)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 20_000 + f"<p>{LEAD}</p>",
        f"<html><body><p>{LEAD}</p><p>{NEXT}",
        f"<html><body><p>{LEAD}</p></div></article></table></body>",
        "<html><body>" + f"<p>{LEAD}</p>" + "<a href='x'>l</a>" * 30_000,
    ],
    ids=["deep", "truncated", "unbalanced", "links"],
)
def test_broken_pages_are_read_in_bounded_time(page: str) -> None:
    report = read_report(page)
    assert LEAD in report.text


def test_a_huge_line_is_read() -> None:
    assert len(read_report((LEAD + " ") * 5000).text) > 100_000


def test_a_page_without_text_says_so() -> None:
    report = read_report("<html><body><nav><a href='/'>Home</a></nav><script>var x = 1;</script></body></html>")
    assert report.text == ""
    assert [issue.code for issue in report.issues] == ["content.empty"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_a_sane_report(text: str) -> None:
    if not text.strip():
        return
    try:
        report = read_report("x " + text)
    except ValueError:
        pytest.fail("no ValueError may leave read_report")
    assert "\n\n\n" not in report.text
    assert report.text == report.text.strip()


def test_what_an_outlets_reports_share_is_learned_and_dropped() -> None:
    slogan = "The Tidewater brings the coast to your table every single morning of the week."
    stories = [
        f"{where} council has voted to mend the pier before the next winter comes."
        for where in ("Vardo", "Bodo", "Alta")
    ]
    reports = [read_report(f"{story}\n\n{NEXT}{where}\n\n{slogan}") for where, story in enumerate(stories)]
    recurring = recurring_blocks(reports)
    assert recurring == frozenset({key(slogan)})
    report = read_report(f"{LEAD}\n\n{slogan}", recurring=recurring)
    assert report.text == LEAD
    assert [(block.text, block.reason) for block in report.dropped] == [(slogan, "recurring")]


def test_copies_of_one_report_teach_no_furniture() -> None:
    copies = [read_report(f"{LEAD}\n\n{NEXT}\n\nPrinted in edition {n} of the paper.") for n in range(5)]
    assert recurring_blocks(copies) == frozenset()
    assert read_report(LEAD, recurring={key(LEAD)}).text == LEAD


def test_a_quick_reading_has_the_text_and_what_the_head_states() -> None:
    report = skim_report(PAGE.encode())
    assert LEAD in report.text and NEXT in report.text
    assert (report.id, report.outlet, report.language) == (read_report(PAGE.encode()).id, "Vardo Post", "en")


def test_marks_of_markdown_and_columns_take_bounded_time() -> None:
    head = "# a\n\n" * 4
    began = time.process_time()
    for text in (
        head + "**a __b " * 60_000,
        head + "[" * 300_000,
        ("word" * 5 + " " * 9 + "other words here\n") * 20_000,
    ):
        read_report(text)
    assert time.process_time() - began < 10


def test_a_table_of_figures_is_not_taken_for_columns() -> None:
    rows = [f"{name:<20}{n:>6}{n * 3:>9}" for n, name in enumerate(["Wheat", "Maize", "Rice", "Millet", "Teff"], 11)]
    assert parted_columns("\n".join(rows)) == "\n".join(rows)


def test_a_menu_named_news_does_not_swallow_the_title() -> None:
    text = (
        "Accueil\nActualités\nPacifique\nMétéo\nPetites annonces\nVanuatu : les bateaux sont repartis\nPar Élodie Roy\n"
        "Publié le 16/10/2025 à 07h15\n\nLes deux bateaux saisis en septembre au nord de l'archipel ont quitté le "
        "port mardi, après le versement d'une amende qui fait débat.\n\nLe ministère nie avoir touché la moindre "
        "compensation, et la délégation attendue la semaine dernière n'est finalement pas venue.\n"
    )
    report = read_report(text)
    assert report.title == "Vanuatu : les bateaux sont repartis"
    assert report.text.startswith("Les deux bateaux")
