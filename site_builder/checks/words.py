"""Rules on the words that sort entries: cities and themes come out of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.content.library import Entry, Library
from site_builder.content.original import Originals
from site_builder.content.problem import Place, Problem, Text, error, near


def known_region(library: Library, _: Originals) -> Iterator[Problem]:
    """城市要用 vocabulary.yml 里的叫法。 / A region is one of the vocabulary's."""
    known = [region.name for region in library.vocabulary.regions]
    for entry in library.entries:
        if not known:
            yield _no_words(entry)
        elif entry.data.region not in known:
            yield _unknown(
                entry.place("region"), "unknown-region", "城市", entry.data.region, known
            )


def known_fields(library: Library, _: Originals) -> Iterator[Problem]:
    """主题要用 vocabulary.yml 里的叫法。 / Each field is one of the vocabulary's."""
    known = [theme.name for theme in library.vocabulary.fields]
    for entry in library.entries:
        for at, field in enumerate(entry.data.fields):
            if known and field not in known:
                yield _unknown(entry.place("fields", at), "unknown-field", "主题", field, known)


def fields_once(library: Library, _: Originals) -> Iterator[Problem]:
    """一个主题只写一次。 / No field is written twice."""
    for entry in library.entries:
        for at, field in enumerate(entry.data.fields):
            if field in entry.data.fields[:at]:
                yield error(
                    entry.place("fields", at), "field-twice",
                    Text(f"主题“{field}”写了两次。", f"The field “{field}” is written twice."),
                    Text("删掉一个；想写的若是别的主题，就改过来。", "Delete one, or write the field that was meant."),
                )  # fmt: skip


def _no_words(entry: Entry) -> Problem:
    return error(
        entry.place("region"), "no-vocabulary",
        Text("vocabulary.yml 缺失或有错，这一条暂时无法归类。", "vocabulary.yml is missing or wrong, so this can't be sorted."),
        Text("先改好 vocabulary.yml，这里不用动。", "Mend vocabulary.yml first; nothing is to change here."),
    )  # fmt: skip


def _unknown(place: Place, code: str, kind: str, word: str, known: list[str]) -> Problem:
    meant = near(word, known, 0.5)
    listed = "、".join(known)
    return error(
        place, code,
        Text(f"vocabulary.yml 里没有“{word}”这个{kind}。", f"The vocabulary holds no “{word}”."),
        Text(f"是不是“{meant}”？", f"Did you mean “{meant}”?")
        if meant
        else Text(f"从这些里选：{listed}。", f"Choose one of: {', '.join(known)}."),
    )  # fmt: skip
