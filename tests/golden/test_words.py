"""The catalogue has every text that pages say, and no other."""

from __future__ import annotations

import re

from babel.messages.pofile import read_po

from tests.golden import words
from tests.written import ROOT

CHINESE = re.compile("[一-鿿，。：、]")


def catalogue() -> words.Said:
    with (ROOT / "theme/locales/en.po").open("rb") as file:
        told = [each for each in read_po(file, locale="en", abort_invalid=True) if each.id]
    return {
        each.id if isinstance(each.id, str) else each.id[0]: {str(at) for at, _ in each.locations}
        for each in told
    }


def said(found: words.Said, texts: words.Said) -> None:
    for text, files in found.items():
        if CHINESE.search(text):
            assert text in texts, (text, files)
            assert files <= texts[text], (text, files)


def test_every_text_of_templates_scripts_and_code_is_in_the_catalogue() -> None:
    texts = catalogue()
    for found in (words.templates(), words.scripts(), words.code()):
        assert found
        said(found, texts)


def test_no_text_of_the_catalogue_is_left_over() -> None:
    known = (words.templates(), words.scripts(), words.constants())
    for text, files in catalogue().items():
        real = set().union(*(found.get(text, set()) for found in known))
        if text.endswith("月"):  # made of its number
            continue
        assert files, text
        assert files <= real, (text, files - real)


def test_each_english_text_keeps_the_places_to_be_filled_in() -> None:
    with (ROOT / "theme/locales/en.po").open("rb") as file:
        for each in read_po(file, locale="en"):
            if not each.id:
                continue
            text = each.id if isinstance(each.id, str) else each.id[0]
            for form in [each.string] if isinstance(each.string, str) else each.string:
                assert form, text
                kept = set(re.findall(r"%\(\w+\)s", form))
                assert kept <= set(re.findall(r"%\(\w+\)s", text)), text
                assert not CHINESE.search(form), form
