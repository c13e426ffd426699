"""What may be written in the content folder: no I/O, no pixel, no URL.

Public fields are an allow-list: the forms' private columns (birth date, telephone, address …) have
no place here, so writing one is an error. A docstring's first line, in Chinese, is what editors
read of a key: in their editor (JSON Schema), in skeletons and in the handbook's lists.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated
from urllib.parse import unquote

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A string with something in it."""

FileName = Annotated[str, StringConstraints(pattern=r"^[^./\\\x00-\x1f][^/\\\x00-\x1f]*$")]
"""The name of a file that lies beside its YAML: no folder, not hidden, no control character."""


def _spelt(kind: str, form: str) -> BeforeValidator:
    """Refuse a spelling that pydantic would take for something else than its editor meant.

    It reads `publish_from: 20261023` as seconds since 1970, so that an embargo would be over.
    """
    spelling = re.compile(form, re.ASCII)

    def held(value: object) -> object:
        if isinstance(value, str) and not spelling.fullmatch(value):
            raise PydanticCustomError(f"{kind}_form", "not in its form")
        return value

    return BeforeValidator(held)


Day = Annotated[dt.date, _spelt("date", r"\d{4}-\d\d-\d\d")]
Moment = Annotated[dt.datetime, _spelt("datetime", r"\d{4}-\d\d-\d\d([T ].*)?")]
_DIGITS = _spelt("int", r"-?\d{1,15}")
Whole = Annotated[int, _DIGITS]
Count = Annotated[int, Field(ge=0), _DIGITS]
Positive = Annotated[int, Field(gt=0), _DIGITS]
Twelfth = Annotated[int, Field(ge=1, le=12), _DIGITS]
"""Bounds stand before the spelling: after it they would not be seen in the schema."""
Truth = Annotated[bool, _spelt("bool", "(?i:true|false)")]

_SCHEME = re.compile(r"[a-z][a-z0-9]*://")
_ODD = re.compile(r"[\x00-\x1f\x7f\\*\[\]]|::")


def _address(value: object) -> object:
    """Refuse an address that carries a secret or could lead out of the place that it names."""
    if not isinstance(value, str):
        return value
    scheme, rest = _SCHEME.match(value), _SCHEME.sub("", value, count=1)
    if "?" in value or "#" in value or (scheme and "@" in rest.partition("/")[0]):
        raise PydanticCustomError("address_secret", "may hold a secret")
    parts = rest.removeprefix("/").split("/") if scheme else value.split("/")
    if _ODD.search(value) or not all(map(_harmless, parts)) or (not scheme and ":" in parts[0]):
        raise PydanticCustomError("address_form", "not in its form")
    return value


def _harmless(part: str) -> bool:
    """Whether a part of a path names something below, even to whoever decodes `%2e` (twice)."""
    plain = unquote(unquote(part)).strip()
    return plain.strip(".~") != "" and not set(plain) & {"/", "\\", "\0"}


Address = Annotated[str, BeforeValidator(_address), StringConstraints(max_length=1000)]
"""`s3://bucket/film.mp4`, `file:///mnt/share/film.mp4`, or what follows the site's first place."""

STARTED = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
"""2016, 2016-03 or 2016-03-01."""

Share = Annotated[float, Field(ge=0, le=1)]
"""A position in a picture, from 0 (left, top) to 1 (right, bottom)."""


Second = Annotated[float, Field(ge=0)]
"""A moment of a film, counted from its start."""


class Kind(StrEnum):
    """The two kinds of entry; the value is the name of their folder and of their address."""

    STAR = "stars"
    PROJECT = "projects"


class Level(StrEnum):
    """Who named the winner, highest first."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    MUNICIPAL = "municipal"
    COUNTY = "county"


class Grade(StrEnum):
    """The mark that each recommending unit may give to one star and one project."""

    MOST_MOVING = "most-moving"
    MOST_LOVED = "most-loved"


class Scope(StrEnum):
    """An output that consent can cover."""

    WEB = "web"
    PRESS = "press"
    SCREEN = "screen"
    PRINT = "print"


class Usage(StrEnum):
    """What others may do with a photo: `press`, newsrooms may reuse it with credit; `site`, none."""

    PRESS = "press"
    SITE = "site"


class Written(BaseModel):
    """Base of everything an editor writes: frozen, and an unknown key is an error."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


# --- entries -------------------------------------------------------------------------------


class Honour(Written):
    """称号：哪一年、哪一级授予的。
    One title conferred in one campaign."""

    campaign: Whole
    """年份：哪一年的活动，要有对应的 campaigns/年份.yml。
    The campaign's year; there must be a `campaigns/<year>.yml`."""
    level: Level
    """级别：哪一级授予的。
    Who named the winner."""
    grade: Grade | None = None
    """标记：人物是“事迹特别感人”，项目是“特别受百姓喜爱”；没有就不写。
    The mark of the recommending unit, where there is one."""


class Original(Written):
    """原件：太大、不放在这个文件夹里的文件，用内容登记，从地址去取。
    A file too large to lie beside its YAML: named by its content, fetched by its address."""

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9A-Fa-f]{64}$", to_lower=True)]
    """指纹：文件内容的 SHA-256，64 个字符。
    SHA-256 of its bytes, 64 hex digits."""
    size: Positive
    """大小：文件的字节数。
    Its bytes."""
    at: Address
    """放在哪里：从约定的位置算起的文件夹和文件名，例如 2026/film.mp4。
    Where it is fetched from; it must lie in a place that mkdocs.yml allows."""


class Photo(Written):
    """照片：一张照片和它的说明。
    A photo, with what is said of it."""

    file: FileName
    """文件名：和这份 yml 放在同一个文件夹里的照片，例如 01.jpg。
    The photo's name, beside this file."""
    original: Original | None = None
    """原件在别处：照片太大、不放在这个文件夹里时才写。
    Where its bytes are, when the file does not lie beside the YAML."""
    alt: str = ""
    """替代文字：画面里有什么，给看不见的人听。
    What is to be seen, for those who can't see it."""
    caption: str = ""
    """图片说明：写清人物、时间、地点。
    What the picture means, with place and date."""
    credit: str = ""
    """署名：谁拍的，或谁提供的。
    Who took or supplied it."""
    usage: Usage = Usage.SITE
    """用途：press 媒体可以用，site 只在本站用。
    Whether newsrooms may reuse it."""
    focus: tuple[Share, Share] | None = None
    """画面重点：裁切时要留住的点，[横, 竖]，从 0 到 1；[0.5, 0.3] 是左右居中、偏上。
    The point that stays in view when the picture is cropped: [across, down]."""


class Film(Written):
    """影片：一部影片和它的说明。
    A film, with what is said of it."""

    file: FileName
    """文件名：和这份 yml 放在同一个文件夹里的影片，例如 film.mp4。
    The film's name, beside this file."""
    original: Original | None = None
    """原件在别处：影片太大、不放在这个文件夹里时才写。
    Where its bytes are, when the file does not lie beside the YAML."""
    title: Line
    """片名：影片的标题。
    Its title."""
    credit: str = ""
    """署名：谁摄制的。
    Who made it."""
    captions: FileName | None = None
    """字幕：字幕文件的名字，SRT 或 WebVTT，例如 film.srt。
    Subtitles, SRT or WebVTT."""
    poster_at: Second | None = None
    """封面：用影片第几秒的画面做封面；不写就自动选。
    Second of the film to use as its poster; found by itself when left out."""
    excerpt: tuple[Second, Second] | None = None
    """选段：开幕短片用第几秒到第几秒，例如 [12, 20]；不写就自动选最生动的 8 秒。
    The part that the opening's film takes, [from, to] in seconds; the liveliest 8 seconds when
    left out."""


class Consent(Written):
    """同意书：本人或单位同意公开的范围。
    What the person or the host agreed to."""

    signed: Day
    """签署日期：写成 2026-05-06 这样。
    The day on which it was signed."""
    scope: tuple[Scope, ...]
    """同意用在哪里：web 网站、press 媒体、screen 大屏、print 印刷，同意哪几样写哪几样。
    The outputs that it covers."""
    until: Day | None = None
    """有效期至：最后一天；没有期限就不写。
    Last day on which it holds; without it, until withdrawn."""


class People(Written):
    """参与人次：一年里的人次。
    Person-times in one year."""

    offline: Count = 0
    """线下人次：当面参加的。
    In person."""
    online: Count = 0
    """线上人次：在网上参加的。
    Online."""


class Change(Written):
    """更正：公布以后改了什么。
    A correction made after the entry was first shown, for those who used it before."""

    date: Day
    """日期：哪天更正的。
    The day of the correction."""
    what: Line
    """内容：用一句话写清改了什么，例如“更正所在单位的名称”。
    In a sentence: 更正所在单位的名称."""


class English(Written):
    """英文：写了名称，英文站上就有这一条的页面；推介语和简介没有英文的，照用中文并标明。
    What is told of an entry in English; with it the entry has a page in the English part."""

    name: Line
    """英文名称：人名按拼音，姓在前；项目写英文名，例如 Li Xiulan。
    The name in English: family name first for a person."""
    citation: str = ""
    """英文推介语：一句话，一百六十个字符以内。
    One sentence, at most 160 characters."""
    summary: str = ""
    """英文简介：和中文简介说的是同一件事，一百五十个词左右。
    The summary, about 150 words."""


class EntryBase(Written):
    """条目：人物和项目共有的栏目。
    What a star and a project have in common."""

    sample: Truth = False
    """样例：虚构的内容才写 true，每一页都会标注。
    An invented entry, marked as such wherever it is shown."""
    name: Line
    """名称：姓名，或品牌项目名称，与印发文件一致。
    The name of the person or project."""
    aliases: tuple[Line, ...] = ()
    """别名：别人可能用来搜索的其他写法，没有就不写。
    Other spellings that people search for."""
    pinyin: Line | None = None
    """读音：自动注音会读错时才写，例如单莲英写 shan lianying。
    The reading of the name, where the automatic one is wrong: `shan lianying`."""
    region: Line
    """城市：用 vocabulary.yml 里的叫法。
    The city, as `vocabulary.yml` has it."""
    fields: Annotated[tuple[Line, ...], Field(min_length=1)]
    """主题：一到三个，用 vocabulary.yml 里的叫法，例如 [智慧助老, 社区教育]。
    Themes, out of `vocabulary.yml`."""
    honours: Annotated[tuple[Honour, ...], Field(min_length=1)]
    """称号：一项一行，哪一年、哪一级；被标记的再写 grade。
    The titles that were conferred."""
    citation: Line
    """推介语：一句话，四十字以内。
    One sentence, at most forty characters."""
    short: str = ""
    """短介绍：一百字左右，给媒体发简讯用；不写就取 summary 开头几句。
    About 100 characters, for news in brief; the summary's first sentences when left out."""
    summary: Line
    """宣传展示材料：三百字左右。
    The text for display, about 300 characters."""
    story: Line
    """主要事迹和成效：人物一千字以上，项目两千字左右；可以用“## 小标题”。
    What was done and what came of it; Markdown."""
    changes: tuple[Change, ...] = ()
    """更正：公布以后的更正，写清哪天、改了什么。
    Corrections since the entry was first shown."""
    english: English | None = None
    """英文：英文的名称、推介语和简介，没有就不写。
    Name, citation and summary in English, where there are any."""
    photos: tuple[Photo, ...] = ()
    """照片：三到五张，第一张用在卡片和封面上。
    Three to five; the first stands for the entry."""
    film: Film | None = None
    """影片：没有就不写。
    Its film, where there is one."""
    consent: Consent
    """同意书：本人或单位哪天签的，同意用在哪里。
    When consent was given, and to what."""
    withdrawn: Day | None = None
    """撤下日期：要求撤下时才写，页面就只剩一句“此页内容已撤下”。
    The day on which the entry was taken back: a neutral page stays at its address."""


class Star(EntryBase):
    """百姓学习之星：一位人物。
    A person: 百姓学习之星."""

    organization: str = ""
    """所在单位：全称。
    Where the person works or lives."""
    position: str = ""
    """职务或身份：例如“退休教师，社区志愿者”。
    The person's post or part."""


_BY_YEAR = Field(json_schema_extra={"propertyNames": {"pattern": r"^-?\d{1,15}$"}})
"""Keys are years; pydantic says nothing of them by itself."""


class Project(EntryBase):
    """终身学习品牌项目：一个项目。
    A project: 终身学习品牌项目."""

    hosts: Annotated[tuple[Line, ...], Field(min_length=1)]
    """主办单位：可以有几个，例如 [甲单位, 乙单位]。
    Who runs it; there may be several."""
    organisers: tuple[Line, ...] = ()
    """承办单位：可以有几个，没有就不写。
    Who carries it out."""
    venue: str = ""
    """活动地点：在哪里办。
    Where it is held."""
    started: Annotated[str, StringConstraints(pattern=STARTED)]
    """开始时间：写成 2016、2016-03 或 2016-03-01。
    When it began: 2016, 2016-03 or 2016-03-01."""
    audience: str = ""
    """受益群体：为哪些人办的。
    For whom it is."""
    participants: Annotated[dict[Whole, People], _BY_YEAR] = {}
    """参与人次：一年一行，线下 offline、线上 online。
    Person-times, by year."""


# --- campaigns -----------------------------------------------------------------------------


class Range(Written):
    """范围：上下限都算在内；只写一头，另一头就不限。
    Bounds, both included; a bound left out does not bind."""

    min: float | None = None
    """下限：至少多少。
    At least so much."""
    max: float | None = None
    """上限：至多多少。
    At most so much."""

    def holds(self, value: float) -> bool:
        above = self.min is None or value >= self.min
        return above and (self.max is None or value <= self.max)


class FilmRule(Written):
    """影片要求：通知对影片的要求。
    The film that the notice asks for; the containers and codecs are ffmpeg's names."""

    containers: tuple[str, ...] = ("mp4",)
    """封装格式：例如 [mp4]。
    ffmpeg's names of containers."""
    video_codecs: tuple[str, ...] = ("h264",)
    """编码：例如 [h264]。
    ffmpeg's names of codecs."""
    width: Whole = 1280
    """宽：画面宽多少像素。
    Pixels across."""
    height: Whole = 720
    """高：画面高多少像素。
    Pixels down."""
    frame_rate: float = 25
    """帧率：每秒多少帧。
    Frames a second."""
    seconds: Range = Range(min=240, max=300)
    """时长：多少秒，四到五分钟写 {min: 240, max: 300}。
    Its length in seconds."""


class ParticipantsRule(Written):
    """人次要求：线下够数，或合计够数。
    Person-times that a project reaches in a year: enough in person, or enough in all."""

    offline: Whole = 1000
    """线下：一年至少多少人次。
    In person."""
    total: Whole = 3000
    """合计：线上线下一年至少多少人次。
    In person and online together."""


class Rules(Written):
    """数字要求：通知里的每一个数；不写就用 2023 年通知的。
    Every figure of the notice. The defaults are the 2023 notice's."""

    photos: Range = Range(min=3, max=5)
    """照片张数：例如 {min: 3, max: 5}。
    How many photos."""
    citation: Range = Range(max=40)
    """推介语字数：例如 {max: 40}。
    Characters of the citation."""
    short: Range = Range(max=120)
    """短介绍字数：例如 {max: 120}。
    Chinese characters of the short text."""
    summary: Range = Range(min=250, max=350)
    """宣传展示材料字数：例如 {min: 250, max: 350}。
    Chinese characters of the summary."""
    star_story: Range = Range(min=1000)
    """人物事迹字数：例如 {min: 1000}。
    Chinese characters of a star's story."""
    project_story: Range = Range(min=1400, max=2600)
    """项目材料字数：两千字左右，上下三成。
    About 2000, give or take thirty in a hundred."""
    film: FilmRule = FilmRule()
    """影片要求：格式、尺寸、帧率和时长。
    What is asked of films."""
    project_years: float = 2
    """实施年限：项目到印发时至少办了多少年。
    Years that a project has run for when it is named."""
    participants: ParticipantsRule = ParticipantsRule()
    """参与人次：项目一年要达到的人次。
    Person-times that a project reaches in a year."""
    per_region: Range = Range(max=5)
    """推荐名额：一座城市一年的省级人物（项目也一样）多少个。
    Stars, and projects, of one region in one provincial round."""
    marked_per_region: Whole = 1
    """标记名额：一座城市一年可以标记多少个。
    How many of them may be marked."""
    notice_days: Whole = 5
    """公示天数：至少多少天。
    Days of public notice."""
    again_levels: tuple[Level, ...] = (Level.NATIONAL, Level.PROVINCIAL)
    """不再推荐：往年获得过哪几级称号的，不再推荐。
    A title of an earlier year at one of these levels bars a new one."""


class Notice(Written):
    """公示：从哪天到哪天。
    The public notice (公示): first and last day."""

    model_config = ConfigDict(populate_by_name=True)

    from_: Annotated[Day, Field(alias="from")]
    """公示开始：第一天。
    Its first day."""
    to: Day
    """公示结束：最后一天。
    Its last day."""

    @property
    def days(self) -> int:
        return (self.to - self.from_).days + 1


class Document(Written):
    """印发文件：文号和日期。
    The document by which a round was issued (印发)."""

    number: Line
    """文号：例如 教职成〔2026〕41号。
    Its number."""
    date: Day
    """印发日期：写成 2026-07-13 这样。
    Its date."""


class Round(Written):
    """一级评选：公示、印发和公布。
    One level's round of a campaign."""

    notice: Notice | None = None
    """公示：从哪天到哪天；还没有公示就不写。
    Its public notice."""
    document: Document | None = None
    """印发文件：文号和日期；还没有印发就不写。
    Its document, once it is issued."""
    publish_from: Moment | None = None
    """公布时间：这一级另有约定的公布时间才写。
    This round's own embargo; the campaign's when left out."""


class Opening(Written):
    """开幕式：哪天、在哪里。
    When and where the Learning Week opens."""

    date: Day
    """日期：开幕的那天。
    Its day."""
    place: Line
    """地点：在哪里开幕。
    Its place."""


class CampaignEnglish(Written):
    """英文：活动名称和主题的英文。
    What a campaign is called in English."""

    title: str = ""
    """英文名称：这一年活动的英文名。
    Its title."""
    week_theme: str = ""
    """英文主题：活动周主题的英文。
    The Learning Week's theme."""


class Campaign(Written):
    """活动文件：一年一份。
    One year's call."""

    year: Whole
    """年份：和文件名一致。
    The year, as in the file's name."""
    title: Line
    """活动名称：例如 2026年“百姓学习之星”“终身学习品牌项目”。
    What it is called."""
    sample: Truth = False
    """样例：虚构的内容才写 true。
    An invented campaign."""
    week_theme: Line
    """活动周主题：这一年全民终身学习活动周的主题。
    The Learning Week's theme."""
    english: CampaignEnglish | None = None
    """英文：英文站上用的名称和主题，没有就不写。
    Title and theme for the English part."""
    opening: Opening | None = None
    """开幕式：哪天、在哪里；没有就不写。
    The opening, where there is one."""
    publish_from: Moment
    """公布时间：到这一刻才公布，写成 2026-10-23T09:00+08:00。
    Nothing of this campaign is shown before."""
    rounds: dict[Level, Round]
    """各级评选：national 国家级、provincial 省级、municipal 市级、county 县级，有哪级写哪级。
    The rounds, by level."""
    rules: Rules = Rules()
    """数字要求：与 2023 年通知不同的才写。
    Its figures, where they differ from the defaults."""


# --- vocabulary ----------------------------------------------------------------------------

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
Slug = Annotated[str, StringConstraints(pattern=f"^{SLUG.pattern}$")]


class Region(Written):
    """城市：统一叫法和网址。
    A city."""

    name: Line
    """名称：例如 郑州市。
    What it is called."""
    slug: Slug
    """网址：小写拼音，定了就不要再改。
    Its address, which never changes."""
    english: str = ""
    """英文：英文站上的叫法；不写就按拼音，郑州市是 Zhengzhou。
    Its English name; out of its pinyin when left out."""
    tile: tuple[Twelfth, Twelfth] | None = None
    """地图上的格子：[第几列, 第几行]，从左上角数起，1 到 12。
    Column and row of its square on the tile map, counted from 1 at the upper left."""


class ThemeEnglish(Written):
    """英文：主题的英文叫法。
    A theme in English."""

    name: Line
    """英文名称：例如 Digital Life for Elders。
    What it is called."""
    about: str = ""
    """英文的一句话：这个主题说的是什么。
    A sentence on it."""


class Theme(Written):
    """主题：统一叫法和网址。
    A theme."""

    name: Line
    """名称：例如 智慧助老。
    What it is called."""
    slug: Slug
    """网址：小写拼音或英文，定了就不要再改。
    Its address, which never changes."""
    about: str = ""
    """一句话：这个主题说的是什么。
    A sentence on it."""
    english: ThemeEnglish | None = None
    """英文：英文站上的叫法，没有就照用中文。
    Its name in the English part, the Chinese one when left out."""


class Vocabulary(Written):
    """统一叫法：条目里的城市和主题只能用这里的。
    The words that entries may use for their region and their fields."""

    regions: Annotated[tuple[Region, ...], Field(min_length=1)]
    """城市：一座一行。
    The cities."""
    fields: Annotated[tuple[Theme, ...], Field(min_length=1)]
    """主题：一个一行。
    The themes."""
