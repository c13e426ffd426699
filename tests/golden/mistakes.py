"""What editors get wrong: each mistake in a folder of its own, by the sentence that tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from site_builder.content.original import FilmFacts, Originals, PictureFacts, Unreadable
from tests.written import CAMPAIGN, OPENING, PROJECT, STAR, VOCABULARY, changed, folder

Mistake = Callable[[Path], Originals]
"""Writes a content folder with one thing wrong in it; gives what its media were found to be."""

FILM = FilmFacts("d", 9, "mp4", "h264", 1280, 720, 25.0, 270.0, "aac", 2, copyable=True)
FILMED = changed(
    STAR,
    "consent:",
    "film: {file: film.mp4, captions: film.srt, title: 片, credit: 供图}\nconsent:",
)
AWAY = "film: {{file: film.mp4, original: {{{}}}, title: 片}}\n"
"""A film named by content: its digest, size and address are to be filled in."""
NAMED = "sha256: " + "0123456789abcdef" * 4
TITLED = changed(CAMPAIGN, "year: 2026", "year: 2024")


def star(before: str, after: str) -> Mistake:
    return lambda root: _written(root, star=changed(STAR, before, after))


def star_adds(lines: str) -> Mistake:
    return lambda root: _written(root, star=STAR + lines)


def project(before: str, after: str) -> Mistake:
    return lambda root: _written(root, project=changed(PROJECT, before, after))


def campaign(before: str, after: str) -> Mistake:
    return lambda root: _written(root, campaign=changed(CAMPAIGN, before, after))


def vocabulary(text: str | None) -> Mistake:
    return lambda root: _written(root, vocabulary=text)


ON_SCREEN = changed(STAR, "scope: [web, press]", "scope: [web, press, screen]")


def opening(before: str, after: str, star: str = ON_SCREEN) -> Mistake:
    return lambda root: _written(root, star=star, opening=changed(OPENING, before, after))


def out_of_order(root: Path) -> Originals:
    folder(root, star=changed(ON_SCREEN, "level: provincial", "level: provincial, grade: most-moving"),
           opening=changed(OPENING, "notes: 请上台}", "notes: 请上台}\n  - {show: entry, entry: wang-zhe}"))  # fmt: skip
    another_star(root, "wang-zhe", changed(ON_SCREEN, "李秀兰", "王喆"))
    return {}


def bytes_of_star(raw: bytes) -> Mistake:
    def write(root: Path) -> Originals:
        folder(root)
        (root / "stars/li-xiulan/star.yml").write_bytes(raw)
        return {}

    return write


def photo(found: Unreadable | PictureFacts) -> Mistake:
    return lambda root: {folder(root) / "stars/li-xiulan/02.jpg": found}


def film(found: FilmFacts | Unreadable, name: str = "film.mp4") -> Mistake:
    return lambda root: {folder(root, star=FILMED) / "stars/li-xiulan" / name: found}


def away(original: str, found: Unreadable | None = None) -> Mistake:
    """A film that is not beside its YAML."""

    def write(root: Path) -> Originals:
        written = folder(root, star=STAR + AWAY.format(original))
        return {written / "stars/li-xiulan/film.mp4": found} if found else {}

    return write


def away_for(reason: str) -> Mistake:
    return away(f"{NAMED}, size: 9, at: 2026/film.mp4", Unreadable(reason))


def _written(root: Path, **texts: str | None) -> Originals:
    folder(root, **texts)
    return {}


def renamed(root: Path) -> Originals:
    folder(root)
    (root / "stars/li-xiulan").rename(root / "stars/Li_Xiulan")
    return {}


def other_case(root: Path) -> Originals:
    folder(root)
    (root / "stars/li-xiulan/01.JPG").touch()
    return {}


def linked(root: Path) -> Originals:
    folder(root)
    (root / "stars/li-xiulan/01.jpg").symlink_to("/etc/hostname")
    return {}


def empty_folder(root: Path) -> Originals:
    folder(root)
    (root / "stars/wang-zhe").mkdir()
    return {}


def wrong_year(root: Path) -> Originals:
    folder(root)
    (root / "campaigns/2025.yml").write_text(CAMPAIGN, "utf-8")
    return {}


def another_star(root: Path, slug: str, text: str) -> None:
    (root / "stars" / slug).mkdir()
    (root / "stars" / slug / "star.yml").write_text(text, "utf-8")


def again(root: Path) -> Originals:
    folder(root)
    (root / "campaigns/2024.yml").write_text(TITLED, "utf-8")
    another_star(root, "li-xiulan-2", changed(STAR, "campaign: 2026", "campaign: 2024"))
    return {}


def quotas(root: Path) -> Originals:
    folder(root)
    marked = changed(STAR, "level: provincial", "level: provincial, grade: most-moving")
    for at in range(5):
        another_star(
            root, f"other-{at}", changed(marked if at < 2 else STAR, "李秀兰", f"李秀{at}")
        )
    return {}


def numbers(root: Path) -> Originals:
    told = changed(STAR, "citation: 从头学起", "citation: 六十一本笔记")
    folder(root, star=changed(told, "后来她", "六十二本笔记。后来她"))
    return {}


MISTAKES: dict[str, Mistake] = {
    "a key is misspelt": star("caption: 课堂上", "captoin: 课堂上"),
    "a key is unheard of": star_adds("爱好: 下棋\n"),
    "a column of the form is private": star_adds("手机: 无\n"),
    "a key has nothing behind it": star("citation: 从头学起", "citation:"),
    "a key is written twice": star("region: 郑州市", "region: 郑州市\nregion: 洛阳市"),
    "a line begins with a tab": star("  - {file: 01", "\t- {file: 01"),
    "a quotation mark is not closed": star("name: 李秀兰", 'name: "李秀兰'),
    "a backslash stands in quotes": star("name: 李秀兰", 'name: "C:\\照片"'),
    "a text holds colon and space": star("citation: 从头学起", "citation: 从头: 学起"),
    "a bracket is not closed": star("[智慧助老]", "[智慧助老"),
    "an anchor": star("name: 李秀兰", "name: &a 李秀兰"),
    "a tag": star("name: 李秀兰", "name: !!str 李秀兰"),
    "a second document": star_adds("---\nname: 又一位\n"),
    "a key in brackets": star_adds("? [甲]\n: 乙\n"),
    "an invisible sign": star("name: 李秀兰", "name: 李\x07秀兰"),
    "an invisible sign by escape": star("name: 李秀兰", 'name: "李\\0秀兰"'),
    "brackets without end": star_adds("aliases: " + "[" * 40 + "]" * 40 + "\n"),
    "a list in place of keys": bytes_of_star("- 一\n- 二\n".encode()),
    "an empty file": bytes_of_star(b""),
    "a file in GBK": bytes_of_star(STAR.encode("gbk")),
    "a picture saved as text": bytes_of_star(b"#" * 1_000_001),
    "a folder that is no address": renamed,
    "a folder without its file": empty_folder,
    "a photo under another case": other_case,
    "a photo that links elsewhere": linked,
    "a campaign under another year": wrong_year,
    "a vocabulary that is missing": vocabulary(None),
    "two cities on one square of the map": vocabulary(
        changed(
            changed(VOCABULARY, "slug: luoyang", "slug: luoyang, tile: [1, 2]"),
            "slug: zhengzhou",
            "slug: zhengzhou, tile: [1, 2]",
        )
    ),
    "a square that no map has": vocabulary(
        changed(VOCABULARY, "slug: luoyang", "slug: luoyang, tile: [0, 13]")
    ),
    "a slug used twice": vocabulary(changed(VOCABULARY, "slug: luoyang", "slug: zhengzhou")),
    "a year in words": star("campaign: 2026", "campaign: 去年"),
    "a level that isn't one": star("level: provincial", "level: 省级"),
    "a date in words": star("signed: 2026-05-06", "signed: 五月六日"),
    "a date without hyphens": star("signed: 2026-05-06", "signed: 20260506"),
    "an embargo without hyphens": campaign("2026-10-23T09:00+08:00", "20261023"),
    "a round that isn't one": campaign("  municipal:", "  市级:"),
    "a yes in Chinese": star_adds("sample: 是\n"),
    "a yes in English": star_adds("sample: yes\n"),
    "a focus beyond the picture": star("alt: 一位老人", "focus: [1.5, 0], alt: 一位老人"),
    "a focus of one number": star("alt: 一位老人", "focus: [0.5], alt: 一位老人"),
    "a file in another folder": star("file: 01.jpg", "file: ../01.jpg"),
    "a text where a list is wanted": star("[智慧助老]", "智慧助老"),
    "a list where a text is wanted": star("name: 李秀兰", "name: [李, 秀兰]"),
    "a text where keys are wanted": star("consent: {", "film: film.mp4\nconsent: {"),
    "a month that isn't one": project("2019-03", "2019-13"),
    "a year of people in words": project("2025: {", "今年: {"),
    "people below nought": project("offline: 1200", "offline: -1"),
    "a city that is misspelt": star("region: 郑州市", "region: 郑洲市"),
    "a city of elsewhere": star("region: 郑州市", "region: 南京"),
    "a theme that is misspelt": star("[智慧助老]", "[智慧养老]"),
    "a theme that is written twice": star("[智慧助老]", "[智慧助老, 智慧助老]"),
    "an honour that is written twice": star(
        "level: provincial}", "level: provincial}\n  - {campaign: 2026, level: provincial}"
    ),
    "a campaign without a file": star("campaign: 2026", "campaign: 2020"),
    "a round that was not held": star("level: provincial", "level: county"),
    "a grade of the other kind": star("level: provincial", "level: provincial, grade: most-loved"),
    "quotas that are passed": quotas,
    "a winner of an earlier year": again,
    "a citation that is long": star("citation: 从头学起", "citation: " + "学" * 41),
    "a summary that is short": star("她从头学起" * 60, "她从头学起" * 49),
    "a story that is short": star("后来她教会了邻居" * 140, "后来她教会了邻居" * 124),
    "a short text that is long": star("citation:", "short: " + "学" * 121 + "\ncitation:"),
    "an English name in Chinese": star("citation:", "english: {name: 李秀兰}\ncitation:"),
    "an English citation that is long": star(
        "citation:",
        "english: {name: Li Xiulan, citation: " + "She learns on. " * 11 + "}\ncitation:",
    ),
    "a name in other characters": star("后来她", "李秀蓝来了。后来她"),
    "numbers that differ": numbers,
    "a title that was not won": star("后来她", "2024年国家级百姓学习之星。后来她"),
    "a year that differs": project("夜里的灯照", "始于2018年。夜里的灯照"),
    "a name that no typeface has": star("name: 李秀兰", "name: 李\U0002a6d6"),
    "a correction without its day": star("citation:", "changes: [{what: 更正}]\ncitation:"),
    "a link by e-mail": star("后来她", "[写信](mailto:office)后来她"),
    "a picture in the story": star("后来她", "![课堂](04.jpg)后来她"),
    "a mobile number": star("后来她", "电话 138 0013 8000，后来她"),
    "an ID number": star("后来她", "证号 11010519491231002X，后来她"),
    "a photo without alt text": star("alt: 一位老人, ", ""),
    "a photo without caption": star("caption: 课堂上, ", ""),
    "a photo without credit": star("caption: 课堂上, credit: 林默 摄", "caption: 课堂上"),
    "a photo listed twice": star("02.jpg", "01.jpg"),
    "too few photos": star("  - {file: 03.jpg, alt: 一双手, caption: 灯下, credit: 林默 摄}\n", ""),
    "a photo that is missing": photo(Unreadable("missing")),
    "a photo that is torn": photo(Unreadable("truncated")),
    "a photo that is too large": photo(Unreadable("too-large")),
    "a number in a photo's properties": photo(
        PictureFacts("d", 9, "JPEG", 9, 9, texts=("0371-69691234",))
    ),
    "a film that is no film": film(Unreadable("not-a-film")),
    "captions that are missing": film(Unreadable("missing"), "film.srt"),
    "a film of a phone": film(replace(FILM, video_codec="hevc", width=1080, height=1920)),
    "a film that is short": film(replace(FILM, seconds=62.4)),
    "an original without its size": away(f"{NAMED}, at: film.mp4"),
    "an original of no bytes": away(f"{NAMED}, size: 0, at: film.mp4"),
    "an original whose size has a unit": away(f"{NAMED}, size: 12 MB, at: film.mp4"),
    "a digest with spaces": away("sha256: 01 23 45 67, size: 9, at: film.mp4"),
    "an original that is only an address": star_adds(
        "film: {file: film.mp4, original: s3://me:secret@host/film.mp4, title: 片}\n"
    ),
    "a key beside an original": away(f"{NAMED}, size: 9, at: film.mp4, password: secret"),
    "a password in an address": away(f"{NAMED}, size: 9, at: s3://me:secret@host/film.mp4"),
    "a signed address": away(f"{NAMED}, size: 9, at: 'https://host/film.mp4?X-Amz-Signature=1f'"),
    "an address that climbs": away(f"{NAMED}, size: 9, at: 2026/../../etc/passwd"),
    "an address that climbs in disguise": away(f"{NAMED}, size: 9, at: 's3://b/%252e%252e/x'"),
    "an address of this machine": away(f"{NAMED}, size: 9, at: /etc/passwd"),
    "an address of Windows": away(f"{NAMED}, size: 9, at: 'D:\\2026\\film.mp4'"),
    "an address inside another": away(f"{NAMED}, size: 9, at: 'simplecache::s3://b/film.mp4'"),
    "an address that nobody allows": away_for("not-allowed"),
    "an address with nothing there": away_for("not-there"),
    "an original of other bytes": away_for("other-content"),
    "an original that is refused": away_for("refused"),
    "an original that is out of reach": away_for("unreachable"),
    "an original that comes too slowly": away_for("fetch-slow"),
    "an original beyond the room": away_for("small-room"),
    "an original on a full disk": away_for("no-room"),
    "an original without its driver": away_for("no-driver"),
    "an original that another machine misses": away_for("not-shared"),
    "a project that is young": project("started: 2019-03", "started: 2025-01"),
    "a project that is small": project("offline: 1200", "offline: 999"),
    "a project named like its host": project("name: 夜灯学院", "name: 涧西工人文化宫夜校"),
    "an item that isn't one": opening("show: title", "show: 标题"),
    "an item without its words": opening("show: title, text: 一生好学", "show: title"),
    "an item that nobody is in": opening("show: title, text: 一生好学", "show: group"),
    "an item with what it has no use for": opening(
        "text: 一生好学", "text: 一生好学, entry: li-xiulan"
    ),
    "an item without end": opening("text: 一生好学", "text: 一生好学, seconds: 36000"),
    "a programme without its campaign": lambda root: _written(root, opening=OPENING, campaign=None),
    "a programme with a telephone number": opening("notes: 请上台", "notes: 找 13800138000"),
    "somebody on the programme who is misspelt": opening("entry: li-xiulan", "entry: li-xiulang"),
    "somebody on the programme without consent": opening("一生", "一生", STAR),
    "somebody on the programme of another year": opening(
        "一生", "一生", changed(ON_SCREEN, "campaign: 2026", "campaign: 2020")
    ),
    "somebody on the programme who is withdrawn": opening(
        "一生", "一生", ON_SCREEN + "withdrawn: 2026-11-01\n"
    ),
    "a film on the programme that nobody has": opening("show: entry", "show: film"),
    "somebody who comes twice": opening(
        "notes: 请上台}", "notes: 请上台}\n  - {show: entry, entry: li-xiulan}"
    ),
    "somebody who comes too late": out_of_order,
    "a photo of which part never came": photo(PictureFacts("d", 9, "JPEG", 90, 60, grey=0.4)),
    "an excerpt of one number": star_adds("film: {file: a.mp4, title: 片, excerpt: [3]}\n"),
    "an excerpt beyond the film": lambda root: {
        folder(root, star=changed(FILMED, "title: 片", "title: 片, excerpt: [260, 290]"))
        / "stars/li-xiulan/film.mp4": FILM
    },
}
