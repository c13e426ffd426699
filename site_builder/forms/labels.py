"""Which public field, or which private column, a form's label means: pure."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Asked(StrEnum):
    """What a form asks for and the site has a place for."""

    NAME = "name"
    UNIT = "unit"
    """所在单位及职务, in one cell."""
    ORGANIZATION = "organization"
    POSITION = "position"
    STORY = "story"
    SUMMARY = "summary"
    PROJECT = "project"
    """品牌项目名称: a form with it is a project's."""
    HOSTS = "hosts"
    ORGANISERS = "organisers"
    STARTED = "started"
    VENUE = "venue"
    AUDIENCE = "audience"
    PEOPLE = "people"
    """参与人数, in whatever words."""
    REMARK = "remark"
    """备注, where the marked one is named. Only read, never written."""
    PLACE = "place"
    """地址: only looked at for its city, never written."""


LONGEST = 20
"""Characters of a label, at most."""
_PRIVATE = (
    "意见", "电话", "手机", "联系", "邮箱", "邮件", "微信", "身份证", "性别", "出生", "民族", "籍贯", "党派",
    "政治面貌", "参加工作", "职称", "学历", "学位", "毕业", "院校", "简历", "学习情况", "奖励", "获奖", "盖章",
    "填表", "住址", "年龄", "证件", "银行",
)  # fmt: skip
_PUBLIC: tuple[tuple[Asked, tuple[str, ...]], ...] = (
    (
        Asked.SUMMARY,
        ("宣传展示", "展示材料", "事迹概括", "概况介绍", "品牌概况", "项目简介", "品牌简介"),
    ),
    (
        Asked.STORY,
        (
            "主要事迹",
            "事迹和成效",
            "事迹材料",
            "先进事迹",
            "主要做法",
            "工作总结",
            "项目总结",
            "总结报告",
        ),
    ),
    (Asked.PROJECT, ("品牌项目名称", "项目名称", "品牌名称", "品牌项目")),
    (Asked.HOSTS, ("主办",)),
    (Asked.ORGANISERS, ("承办", "协办")),
    (Asked.STARTED, ("开始时间", "起始时间", "启动时间", "创办时间", "起止时间", "实施时间")),
    (Asked.VENUE, ("活动地点", "开展地点", "实施地点")),
    (Asked.AUDIENCE, ("受益群体", "受益人群", "服务对象", "受众")),
    (Asked.PEOPLE, ("参与人数", "参与人次", "受益人数", "人次")),
    (Asked.UNIT, ("单位及职务", "单位和职务", "单位职务", "单位、职务")),
    (Asked.ORGANIZATION, ("所在单位", "工作单位", "单位名称", "单位")),
    (Asked.POSITION, ("职务", "身份", "岗位")),
    (Asked.NAME, ("姓名",)),
    (Asked.PLACE, ("地址", "所在地")),
    (Asked.REMARK, ("备注", "说明")),
)
_ASIDE = re.compile(r"[(（][^)）]*[)）]")
_NUMBERED = re.compile(r"^[\s　]*[\d一二三四五六七八九十]+[、.．]")
_IDLE = re.compile(r"[\s　:：、，,。.·*＊/／]+")
_SENTENCE = re.compile(r"[，。；！？,;!?]")
_NOTES = (
    "照片",
    "彩色照片",
    "贴照片",
    "序号",
    "推荐序号",
    "所附材料",
    "有无视频材料",
    "视频材料",
    "附件",
)


def plain(label: str) -> str:
    """A label without its spaces, breaks, number and asides: 1. 姓 名（全名） -> 姓名."""
    told = _ASIDE.sub("", unicodedata.normalize("NFKC", label))
    return _IDLE.sub("", _NUMBERED.sub("", told))


def asked(label: str) -> Asked | None:
    """The public field that a label means; None for any other text."""
    told = plain(label)
    if not _may_be(label) or private(label):
        return None
    return next(
        (field for field, words in _PUBLIC if any(_means(told, word) for word in words)), None
    )


def private(label: str) -> bool:
    """Whether it is the label of a column that is not public."""
    told = plain(label)
    return _may_be(label) and any(word in told for word in _PRIVATE)


def known(label: str) -> bool:
    """Whether a cell is a label of a form at all."""
    return asked(label) is not None or private(label) or plain(label) in _NOTES


def exact(label: str) -> bool:
    """Whether a cell is a label word for word: what stands behind a label is an answer otherwise."""
    return plain(label) in _EXACT


def _may_be(label: str) -> bool:
    """Labels are short, no sentence, and hold no number: 1975年参加工作 is an answer."""
    told = plain(label)
    if not 1 < len(told) <= LONGEST or re.search(r"\d", told):
        return False
    return not _SENTENCE.search(_ASIDE.sub("", label))


def _means(told: str, word: str) -> bool:
    """A long word may stand anywhere in a label; a short one begins or ends a short label."""
    if len(word) > 2:
        return word in told
    return len(told) <= 8 and (told.startswith(word) or told.endswith(word))


_EXACT = frozenset(
    {*_PRIVATE, *_NOTES, *(word for _, words in _PUBLIC for word in words)}
    | {
        "出生年月",
        "出生年月日",
        "参加工作时间",
        "专业技术职称",
        "毕业院校及专业",
        "联系方式",
        "联系电话",
        "所在单位及职务",
    }
    | {
        "个人简历",
        "参加学习情况",
        "奖励情况",
        "主要事迹和成效",
        "宣传展示材料",
        "电子邮箱",
        "移动电话",
    }
    | {"主办单位", "承办单位", "协办单位", "主办单位推荐意见"}
)
