"""Questions that people ask of a search, of every kind, and the right answers by plain reading."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import many
import opencc
import tales

from site_builder.publish import folding
from site_builder.publish.grams import Document

EACH = 14
"""So many questions of most kinds."""


@dataclass(frozen=True)
class Question:
    """What is typed, all that should be found, and what should stand first, if that is certain."""

    kind: str
    typed: str
    found: frozenset[str]
    first: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Plain:
    """All documents as plain folded text, to look things up in the simplest way there is."""

    texts: dict[str, tuple[str, ...]]
    names: dict[str, str]
    spoken: dict[str, list[tuple[str, ...]]]
    """Slug -> syllables of the name, then of the aliases."""

    @classmethod
    def of(cls, documents: Sequence[Document]) -> Plain:
        return cls(
            {
                each.slug: tuple(folding.fold(text) for _, texts in each.zones() for text in texts)
                for each in documents
            },
            {each.slug: folding.fold(each.name) for each in documents},
            {
                each.slug: [
                    folding.syllables(each.name, each.pinyin),
                    *map(folding.syllables, each.aliases),
                ]
                for each in documents
            },
        )

    def holding(self, *words: str) -> frozenset[str]:
        folded = [folding.fold(word) for word in words]
        return frozenset(
            slug
            for slug, texts in self.texts.items()
            if all(any(word in text for text in texts) for word in folded)
        )

    def named(self, name: str) -> frozenset[str]:
        folded = folding.fold(name)
        return frozenset(slug for slug, each in self.names.items() if each == folded)

    def sounding(self, letters: str, heard: Callable[[str], str]) -> frozenset[str]:
        """Names and aliases with a run of syllables that is written so."""
        return frozenset(
            slug
            for slug, names in self.spoken.items()
            if any(
                "".join(map(heard, spoken[start:end])) == letters
                for spoken in names
                for start in range(len(spoken))
                for end in range(start + 1, len(spoken) + 1)
            )
        )

    def said(self, letters: str, heard: Callable[[str], str]) -> frozenset[str]:
        """Entries whose whole name is written so."""
        return frozenset(
            slug for slug, names in self.spoken.items() if "".join(map(heard, names[0])) == letters
        )

    def almost(self, name: str) -> frozenset[str]:
        """Names with one character other than these."""
        return frozenset(
            slug
            for slug, each in self.names.items()
            if len(each) == len(name) and sum(a != b for a, b in zip(each, name, strict=True)) == 1
        )


def questions(documents: Sequence[Document]) -> Iterator[Question]:
    """About 200 questions, the same for the same documents."""
    plain, chance = Plain.of(documents), random.Random(3)
    yield from _names(plain, documents, chance)
    yield from _texts(plain, documents, chance)
    for _ in range(EACH):
        one = chance.choice(documents)
        words = [chance.choice(one.places[1:]), _cut(chance, one.story, 2, 3)]
        yield Question("two words", " ".join(words), plain.holding(*words))
    for typed in ("学", "书", "堃", "𬸚", "李", "的"):
        yield Question("one character", typed, plain.holding(typed))
    for phrase in many.PHRASES[:6]:
        for typed in (phrase[:2], phrase[2:7]):
            yield Question("in most entries", typed, plain.holding(typed))


def _names(
    plain: Plain, documents: Sequence[Document], chance: random.Random
) -> Iterator[Question]:
    traditional = opencc.OpenCC("s2t").convert
    people = [each for each in documents if folding.fold(each.name) == each.name]
    for one in chance.sample(list(documents), EACH + 8):
        yield Question("name", one.name, plain.holding(one.name), plain.named(one.name))
    for one in chance.sample(people, EACH):
        part = one.name[-2:]
        yield Question("part of a name", part, plain.holding(part))
    for one in chance.sample([each for each in documents if each.aliases], EACH // 2):
        yield Question("alias", one.aliases[0], plain.holding(one.aliases[0]))
    for one in chance.sample(people, EACH):
        typed = traditional(one.name)
        yield Question("traditional name", typed, plain.holding(typed), plain.named(one.name))
    for one in chance.sample(people, EACH):
        letters = "".join(folding.syllables(one.name))
        found = plain.sounding(letters, str)
        yield Question("pinyin", letters, found, plain.said(letters, str))
        spaced = " ".join(folding.syllables(one.name))
        yield Question("pinyin, spaced", spaced, found, plain.said(letters, str))
    for one in chance.sample(people, EACH):
        letters = "".join(each[0] for each in folding.syllables(one.name))
        initial = lambda each: each[0]  # noqa: E731
        yield Question(
            "initials", letters, plain.sounding(letters, initial), plain.said(letters, initial)
        )
    for one in chance.sample([each for each in people if len(each.name) > 2], EACH):
        typed = f"{one.name[0]}{chance.choice('锹罐鳃')}{one.name[2:]}"
        yield Question("one character wrong", typed, plain.almost(typed), plain.almost(typed))


def _texts(
    plain: Plain, documents: Sequence[Document], chance: random.Random
) -> Iterator[Question]:
    for region in chance.sample(list(many.REGIONS), EACH // 2):
        yield Question("place", region, plain.holding(region))
        yield Question("place", region[:2], plain.holding(region[:2]))
    words, _ = tales.vocabulary()
    for rank in (0, 1, 2, 5, 12, 30, 80, 200, 500, 900, 1500, 2500, 4000, 7000):
        yield Question("word", words[rank], plain.holding(words[rank]))
    for one in chance.sample(list(documents), EACH):
        typed = _cut(chance, one.story, 3, 4)
        yield Question("across words", typed, plain.holding(typed))
    for one in chance.sample(list(documents), EACH):
        typed = _cut(chance, one.story, 8, 16)
        yield Question("phrase", typed, plain.holding(typed))
    for one in chance.sample(list(documents), EACH):
        typed = opencc.OpenCC("s2t").convert(_cut(chance, one.summary, 3, 6))
        yield Question("traditional words", typed, plain.holding(typed))


def _cut(chance: random.Random, text: str, least: int, most: int) -> str:
    length = chance.randint(least, most)
    start = chance.randrange(len(text) - length)
    return text[start : start + length]
