"""Invented entries with as many different words as real ones have, the same for the same number.

`many.py` gives names, places and the phrases that nearly all entries share. The rest is drawn from
the words that pypinyin knows, the common ones often, so that pairs of characters are as many and as
uneven as in real text.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import accumulate

import many
from pypinyin.phrases_dict import phrases_dict

from site_builder.publish.grams import Document

VOCABULARY = 40_000
LINKS = "的的的的了了在和是着与把从向对也都又"
RARE = "䶮𬸚𰻞堃翀犇喆淼鑫彧燚垚頔玥翯"
HONOUR = "年省级百姓学习之星"


@cache
def vocabulary() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Words, and the sums of their weights: as in real text, the n-th is 1/n as frequent."""
    words = sorted(word for word in phrases_dict if 2 <= len(word) <= 4)
    random.Random(1).shuffle(words)
    words.sort(key=len)
    words = words[:: max(1, len(words) // VOCABULARY)]
    random.Random(2).shuffle(words)
    return tuple(words), tuple(accumulate(1 / (rank + 8) for rank in range(len(words))))


def document(at: int) -> Document:
    """Entry number `at`, about 1,800 characters."""
    chance = random.Random(at)
    name, kind = named(at, chance), "projects" if at % 10 == 9 else "stars"
    region = chance.choice(list(many.REGIONS))
    return Document(
        slug=f"entry-{at:05}",
        href=f"{kind}/entry-{at:05}/",
        kind=kind,
        pinyin=None,
        name=name,
        aliases=(f"老{name[0]}{chance.choice('师友乡')}",) if at % 7 == 0 else (),
        titles=(chance.choice(("志愿者", "退休教师", "社区工作者", "农艺师", "校长")),),
        places=(
            f"{chance.choice(list(many.REGIONS))[:-1]}第{at}社区学校", region,
            *chance.sample(list(many.FIELDS), 2), f"{chance.choice(many.YEARS)}{HONOUR}",
        ),
        citation=sentence(chance),
        summary=prose(chance, 300),
        story=prose(chance, 1200),
        captions=tuple(sentence(chance) for _ in range(3)),
        transcript=prose(chance, 120),
    )  # fmt: skip


def named(at: int, chance: random.Random) -> str:
    name = many.name(at)
    if at % 50 == 0:
        return f"{name[0]}{chance.choice(RARE)}"
    if at % 61 == 0:
        return "艾尔肯·" + "".join(chance.sample("吐尼亚孜买提江古丽", 4))
    if at % 10 == 9:
        return "“" + drawn(chance)[:2] + "”" + drawn(chance) + name
    return name


def drawn(chance: random.Random) -> str:
    words, weights = vocabulary()
    return chance.choices(words, cum_weights=weights)[0]


def sentence(chance: random.Random) -> str:
    told = [drawn(chance) + chance.choice(LINKS) for _ in range(chance.randrange(3, 6))]
    return "".join(told) + drawn(chance)


def prose(chance: random.Random, length: int) -> str:
    """Sentences, every ninth of them one that all entries share."""
    told: list[str] = []
    while sum(map(len, told)) < length:
        told.append(chance.choice(many.PHRASES) if chance.random() < 0.11 else sentence(chance))
        told.append(chance.choice("，，，。；“”"))
    return "".join(told)
