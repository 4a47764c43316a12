"""Watching feeds on the command line."""

from pathlib import Path

import pytest

from onrecord.views.cli import main
from web_server import Page, serving

ARTICLE = "<p>" + "The ministry said on Tuesday that it had sent 500 tons of rice to Togo. " * 9 + "</p>"


def feed(*titles: str) -> Page:
    items = "".join(
        f"<item><title>{title}</title><pubDate>Tue, 05 Mar 2024 08:00:00 GMT</pubDate>"
        f"<content:encoded><![CDATA[<p>{title}.</p>{ARTICLE}]]></content:encoded></item>"
        for title in titles
    )
    space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    return Page(f"<rss version='2.0' {space}><channel><title>Courier</title>{items}</channel></rss>".encode())


def test_a_round_reads_what_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONRECORD_FETCH_PRIVATE", "1")
    monkeypatch.setenv("ONRECORD_FETCH_PAUSE", "0")
    with serving() as site:
        outlines = f'<outline text="a"><outline type="rss" xmlUrl="{site.address}/feed"/></outline>'
        Path("feeds.opml").write_text(f"<opml version='2.0'><body>{outlines}</body></opml>", "utf-8")
        site.pages["/feed"] = feed("Rice leaves")
        assert main(["watch", "feeds.opml", "--once"]) == 0
        assert "1 reports read, 0 unchanged" in capsys.readouterr().out
        site.pages["/feed"] = feed("Rice arrives", "Rice leaves")
        assert main(["watch", "feeds.opml", "--once"]) == 0
        assert "1 reports read, 1 unchanged" in capsys.readouterr().out
        site.pages.clear()
        assert main(["watch", "feeds.opml", "--once"]) == 1


def test_rounds_follow_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("feeds.txt").write_text("# ours\nhttp://127.0.0.1:9/feed # closed\n", "utf-8")
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("onrecord.views.cli.watching.time.sleep", pause)
    assert main(["watch", "feeds.txt", "--every", "15m"]) == 130
    assert pauses == [900, 900]


@pytest.mark.parametrize("period", ["soon", "5s", "-1m", ""])
def test_no_period(period: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["watch", "feeds.txt", "--every", period]) == 2


def test_no_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("none.txt").write_text("no address here", "utf-8")
    assert main(["watch", "none.txt", "--once"]) == 1
    assert main(["watch", "absent.txt", "--once"]) == 1
    assert "watch.none" in (said := capsys.readouterr().err) and "watch.list" in said
