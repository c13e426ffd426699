"""Editors' Markdown: read as meant, and harmless."""

from __future__ import annotations

import pytest

from site_builder.publish import prose

SHORT_CUT = "第一段。\n\n## 后来\n\n第二段，\n接着写。"


def test_paragraphs_and_headings_come_out_as_markdown_would_render_them() -> None:
    slow = prose.to_html(SHORT_CUT + "\n\n**末了**")
    assert str(slow).startswith(str(prose.to_html(SHORT_CUT)))


def test_lines_of_one_chinese_paragraph_are_joined_without_a_space() -> None:
    assert prose.to_html("第一行\n第二行") == "<p>第一行第二行</p>"


@pytest.mark.parametrize("more", ["", "\n\n**末了**"])
def test_a_line_that_ends_in_two_spaces_is_broken_whatever_else_there_is(more: str) -> None:
    assert prose.to_html(f"第一行  \n第二行{more}").startswith("<p>第一行<br>")


def test_lines_of_a_poem_stay_apart() -> None:
    assert "<br" in prose.to_html("> 扫帚走过的地方\n> 天就亮了")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[点我](javascript:alert(1))",
        "[点我](data:text/html,x)",
        '<a href="https://a.example" onclick="x()">a</a>',
        "<iframe src=//x></iframe>",
        "![图](https://other.example/x.png)",
        '<p style="position:fixed">x</p>',
    ],
)
def test_nothing_that_runs_or_loads_survives(text: str) -> None:
    html = str(prose.to_html(text)).lower()
    for sign in (
        "<script",
        "onerror",
        "onclick",
        "javascript:",
        "data:",
        "<iframe",
        "<img",
        "style=",
    ):
        assert sign not in html


@pytest.mark.parametrize(
    "target", ["mailto:a", "tel:110", "//other.example/", "../about/", "javascript&colon;x", "/a"]
)
def test_editors_links_lead_to_web_addresses_alone(target: str) -> None:
    assert "href" not in prose.to_html(f"**看**[这里]({target})")
    told = prose.to_html("**看**[这里](https://example.org/)")
    assert 'href="https://example.org/" rel="noopener nofollow"' in told


def test_hand_written_pages_may_lead_to_each_other_and_to_no_nameless_host() -> None:
    assert 'href="../press/"' in prose.to_html("*看*[这里](../press/)", own=True)
    for target in ("//other.example/", "\\\\\\\\other.example/", "javascript:x", "mailto:a"):
        assert "href" not in prose.to_html(f"*看*[这里]({target})", own=True)


def test_plain_signs_are_escaped() -> None:
    assert prose.to_html("甲 & 乙") == "<p>甲 &amp; 乙</p>"


def test_text_has_no_markup_left() -> None:
    assert prose.to_text("## 后来\n\n**还**在学 &amp; 教") == "后来\n还在学 & 教"
