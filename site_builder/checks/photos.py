"""Rules on photos: how many, described, credited, and readable."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.checks.measured import Measured, bounded, bounds, counted
from site_builder.checks.say import rules
from site_builder.content.library import Entry, Library, Path_
from site_builder.content.model import Range
from site_builder.content.original import AT_ADDRESS, Originals, PictureFacts, Unreadable
from site_builder.content.problem import Place, Problem, Text, error, warning

REASONS = {
    "missing": Text("文件夹里没有这个文件", "there is no such file in the folder"),
    "empty": Text("文件是空的（0 字节）", "the file is empty (0 bytes)"),
    "not-a-picture": Text("它不是图片", "it is no picture"),
    "not-a-film": Text("它不是能播放的影片", "it is no film that plays"),
    "no-picture": Text("里面只有声音，没有画面", "it holds sound and no picture"),
    "truncated": Text(
        "文件不完整，多半是传输时断了", "it is torn: the transfer may have broken off"
    ),
    "too-large": Text("像素太多，超出处理上限", "it has more pixels than can be handled"),
    "damaged": Text(
        "里面有损坏的画面，解码出错", "some of its frames are damaged and do not decode"
    ),
    "too-slow": Text("处理时间超出上限", "it took longer to handle than is allowed"),
    "not-captions": Text("里面没有可用的字幕", "it holds no captions that can be used"),
    "unreadable": Text("文件打不开", "it can't be opened"),
    "no-ffmpeg": Text("这台电脑上没有 ffmpeg", "there is no ffmpeg on this machine"),
    "no-access": Text("没有读取权限", "reading it is not allowed"),
    "no-room": Text("磁盘空间不够", "the disk has no room left"),
    "crashed": Text("处理它的程序意外停止", "the program that handles it stopped"),
    "unsupported": Text("这种格式不支持", "this format is not supported"),
    "not-shared": Text(
        "负责制作的那台电脑看不到它", "the machine that should make its copies does not see it"
    ),
    "other-content": Text(
        "它和 original 里登记的不是同一个文件（sha256 或 size 不同）",
        "it is not the file that “original” names (its sha256 or size differs)",
    ),
    "not-allowed": Text(
        "original 里的地址（at）不在网站允许的位置之内",
        "its address (at) is in no place that the site allows",
    ),
    "not-there": Text("original 里的地址（at）上没有这个文件", "nothing is at its address (at)"),
    "refused": Text(
        "存放原件的地方拒绝读取：没有密钥、密钥不对，或没有权限",
        "the place that holds it refuses: no key, a wrong one, or one without the right to read",
    ),
    "unreachable": Text(
        "连不上存放原件的地方，或者中途断了",
        "the place that holds it can't be reached, or broke off",
    ),
    "fetch-slow": Text("取原件的时间超出上限", "fetching it took longer than is allowed"),
    "small-room": Text("它比留给原件的空间还大", "it is larger than the room for what is fetched"),
    "no-driver": Text(
        "这台电脑没有装读取对象存储的软件",
        "what reads an object store is not installed on this machine",
    ),
}
REMEDIES = {
    "missing": Text(
        "核对文件名（大小写、扩展名都要一致），把文件放进同一个文件夹。",
        "See to the name (case and ending) and put the file into the same folder.",
    ),
    "not-shared": Text(
        "请网站管理员让每台电脑在同一路径下都能看到内容文件夹和 .cache，或改用 --engine local。",
        "Have the content folder and .cache seen under one path by every machine, or use --engine local.",
    ),
    "other-content": Text(
        "核对是不是改过文件。文件是对的，就重新算 sha256 和 size（site-builder original 文件名）写进来；文件不对，就换回原来的文件。",
        "See whether the file was changed. If it is right, write its sha256 and size anew (site-builder original FILE); if not, put the right file there.",
    ),
    "not-allowed": Text(
        "改成约定位置里的地址；或请网站管理员在 mkdocs.yml 的 originals 的 from 里加上这个位置。",
        "Name one in an agreed place, or ask the site's owner to add it to originals / from in mkdocs.yml.",
    ),
    "not-there": Text(
        "核对 at 里的文件夹和文件名（大小写、扩展名都要一致），或把文件传上去。",
        "See to folder and name in “at” (case and ending), or upload the file.",
    ),
    "refused": Text(
        "请网站管理员在运行的电脑上设好密钥（AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY）和读取权限；不要写进 YAML。",
        "Have the site's owner set the key (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) and its rights on the machine, never in YAML.",
    ),
    "unreachable": Text(
        "检查网络，过一会儿再试；一直不行，请网站管理员核对 AWS_ENDPOINT_URL 或共享文件夹。",
        "See to the network and try again; if it stays so, have AWS_ENDPOINT_URL or the share looked at.",
    ),
    "fetch-slow": Text(
        "网络好的时候再试，或请网站管理员调大 mkdocs.yml 里 originals 的 minutes。",
        "Try again on a better network, or have originals / minutes in mkdocs.yml raised.",
    ),
    "small-room": Text(
        "请网站管理员调大 mkdocs.yml 里 originals 的 room，或把文件压小。",
        "Have originals / room in mkdocs.yml raised, or make the file smaller.",
    ),
    "no-driver": Text(
        "请网站管理员运行：pip install 'site-builder[s3]'。",
        "Have the site's owner run: pip install 'site-builder[s3]'.",
    ),
    "no-room": Text("清理磁盘后再试。", "Free some of the disk and try again."),
    "too-large": Text("缩小到一亿像素以内再提交。", "Scale it to under 100 megapixels."),
}
EXPORT = Text(
    "向报送单位要原文件，或用看图、剪辑软件另存为 JPEG（照片）、MP4（影片）后替换。",
    "Ask for the original, or save it anew as JPEG (photo) or MP4 (film) and replace it.",
)


def count(library: Library, _: Originals) -> Iterator[Measured]:
    """照片张数符合通知要求。 / As many photos as the notice asks."""
    figure, unit = Text("照片张数", "photos"), Text("张", "")
    for entry in library.entries:
        asked, got = rules(entry, library).photos, len(entry.data.photos)
        problems = () if asked.holds(got) else (_miscounted(entry, got, asked),)
        yield Measured(entry, figure, counted(got, unit), bounded(asked, unit), problems)


def _miscounted(entry: Entry, got: int, asked: Range) -> Problem:
    zh, en = bounds(asked)
    return warning(
        entry.place("photos"), "photo-count",
        Text(f"有 {got} 张照片，要求{zh} 张。", f"There are {got} photos; {en} are asked."),
        Text("补足或精选照片。", "Add photos, or choose the best."),
    )  # fmt: skip


def described(library: Library, _: Originals) -> Iterator[Problem]:
    """每张照片都有替代文字、图片说明和署名。 / Each photo has alt text, caption and credit."""
    wanted = {
        "alt": Text("替代文字（给看不见的人听：画面里有什么）", "alt text (what is to be seen)"),
        "caption": Text("图片说明（写清人物、时间、地点）", "caption (who, when, where)"),
        "credit": Text("署名（谁拍的或谁提供的）", "credit (who took or supplied it)"),
    }
    for entry in library.entries:
        for at, photo in enumerate(entry.data.photos):
            for key, name in wanted.items():
                if not getattr(photo, key).strip():
                    yield error(
                        entry.place("photos", at), f"photo-{key}",
                        Text(f"照片 {photo.file} 缺少{name.zh}。", f"The photo {photo.file} lacks its {name.en}."),
                        Text(f"在这张照片下面补上 {key}: …", f"Add {key}: … to this photo."),
                    )  # fmt: skip


def readable(library: Library, originals: Originals) -> Iterator[Problem]:
    """每张照片都在，而且打得开。 / Each photo is there and can be opened."""
    for entry in library.entries:
        for at, photo in enumerate(entry.data.photos):
            found = originals.get(entry.folder / photo.file)
            if isinstance(found, Unreadable):
                place = entry.place("photos", at, *spot(found))
                yield broken("photo", "照片", photo.file, found, place)


GREY = 0.03
"""Share of a photo's height that may be one even grey: some have a plain border."""


def whole(library: Library, originals: Originals) -> Iterator[Problem]:
    """照片不是只有一部分，其余一片灰。 / No photo is grey where its data stopped."""
    for entry in library.entries:
        for at, photo in enumerate(entry.data.photos):
            found = originals.get(entry.folder / photo.file)
            if isinstance(found, PictureFacts) and found.grey >= GREY:
                share = f"{found.grey:.0%}"
                yield warning(
                    entry.place("photos", at, "file"), "photo-half",
                    Text(f"照片 {photo.file} 有 {share} 是一片灰色，多半是文件没有传完整，画面缺了一部分。",
                         f"{share} of {photo.file} is an even grey: the transfer probably broke off and part of the picture is missing."),
                    Text("打开看一看；确是缺了，向报送单位要完整的原文件替换。替换之前照常显示。",
                         "Look at it; if part is missing, ask for the whole original and replace it. Until then it is shown as it is."),
                )  # fmt: skip


def named_once(library: Library, _: Originals) -> Iterator[Problem]:
    """同一张照片只列一次。 / No photo is listed twice."""
    for entry in library.entries:
        seen: set[str] = set()
        for at, photo in enumerate(entry.data.photos):
            if photo.file in seen:
                yield error(
                    entry.place("photos", at, "file"), "photo-twice",
                    Text(f"照片 {photo.file} 列了两次。", f"The photo {photo.file} is listed twice."),
                    Text("删掉一处，或改成另一张的文件名。", "Delete one, or name the other photo."),
                )  # fmt: skip
            seen.add(photo.file)


def spot(found: Unreadable) -> Path_:
    """Which of a photo's or film's values to look at: the address, or the file's name."""
    return ("original", "at") if found.reason in AT_ADDRESS else ("file",)


def broken(code: str, kind: str, name: str, found: Unreadable, place: Place) -> Problem:
    """The problem of an original that can't be read, for photos and films alike."""
    reason = REASONS.get(found.reason, REASONS["unsupported"])
    detail = f"（{found.detail}）" if found.detail and found.reason != "missing" else ""
    return error(
        place, f"{code}-{found.reason}",
        Text(f"{kind} {name} 用不了：{reason.zh}{detail}。", f"{name} can't be used: {reason.en}{detail}."),
        REMEDIES.get(found.reason, EXPORT),
    )  # fmt: skip


def card_missing(name: str, found: Unreadable, place: Place) -> Problem:
    """Of an entry that is shown without its cards or placard."""
    reason = REASONS.get(found.reason, REASONS["unsupported"])
    return warning(
        place, "card-missing",
        Text(f"用 {name} 做不出分享图或海报：{reason.zh}。", f"No card or placard can be made of {name}: {reason.en}."),
        REMEDIES.get(found.reason, EXPORT),
    )  # fmt: skip
