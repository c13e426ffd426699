"""The same site for Hugo: same entries, same frame, the same parts of a page, the same lists."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

CONFIG = """\
baseURL = "https://xuexi.example.org/"
title = "百姓学习之星"
defaultContentLanguage = "zh-cn"
disableKinds = ["RSS"]
[taxonomies]
year = "years"
region = "regions"
field = "fields"
[pagination]
pagerSize = 96
[markup.goldmark.renderer]
unsafe = true
"""
HEAD = """\
<title>{{ .Title }} · {{ .Site.Title }}</title>
<meta name="description" content="{{ .Params.citation }}">
<link rel="canonical" href="{{ .Permalink }}">
<meta property="og:url" content="{{ .Permalink }}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="{{ .Site.Title }}">
<meta property="og:title" content="{{ .Title }}">
<meta property="og:description" content="{{ .Params.citation }}">
<script type="application/ld+json">{{ dict "@context" "https://schema.org" "@type" "Person" "name" .Title "description" .Params.citation "url" .Permalink "award" .Params.awards | jsonify | safeJS }}</script>
"""
CARD = """\
<article class="card" data-entry-card="{{ .File.ContentBaseName }}">
  <div class="card__picture"></div>
  <div class="card__body">
    <h3 class="card__name"><a href="{{ .RelPermalink }}">{{ .Title }}</a></h3>
    <p class="card__citation">{{ .Params.citation }}</p>
    <p class="card__line">{{ .Params.region }}<span aria-hidden="true"> · </span>省级 · {{ .Params.year }}</p>
  </div>
</article>
"""
SINGLE = """\
<article class="entry" data-entry="{{ .File.ContentBaseName }}">
  <header class="entry__head wrap"><div class="entry__title">
    <p class="eyebrow"><a href="/explore/">{{ .Params.kind }}</a><span aria-hidden="true"> · </span><a href="/regions/{{ .Params.region }}/">{{ .Params.region }}</a><span class="entry__sample">虚构样例</span></p>
    <h1{{ if gt (strings.RuneCount .Title) 12 }} class="long"{{ end }}>{{ .Title }}</h1>
    <p class="entry__citation" data-copy-source="citation">{{ .Params.citation }}</p>
    <h2 class="unseen">称号</h2>
    <ul class="honours">{{ range .Params.awards }}<li><a href="/years/{{ $.Params.year }}/">{{ . }}</a><span class="honours__document">样例〔{{ $.Params.year }}〕1号，{{ $.Params.year }}年7月10日</span></li>{{ end }}</ul>
    <dl class="facts">{{ range .Params.facts }}<div><dt>{{ .label }}</dt><dd>{{ .text }}</dd></div>{{ end }}</dl>
    <ul class="tags" aria-label="主题">{{ range .Params.fields }}<li><a href="/fields/{{ . }}/">{{ . }}</a></li>{{ end }}</ul>
  </div></header>
  <div class="entry__text">
    <h2 class="unseen">简介</h2><div class="standfirst" data-copy-source="summary">{{ .Params.summary | markdownify }}</div>
    <h2 class="unseen">故事</h2><div class="story" data-copy-source="story">{{ .Content }}</div>
    <p class="copying" hidden data-copying>复制文字：<button type="button" data-copy="citation">推介语</button><button type="button" data-copy="summary">简介</button><button type="button" data-copy="story">故事全文</button><span role="status" data-copied></span></p>
  </div>
  <section class="share wrap" aria-labelledby="share"><div><h2 id="share">把这个故事传下去</h2>
    <p class="share__address" data-share-address>{{ .Permalink }}</p>
    <p class="actions"><button type="button" class="button" data-copy-address hidden>复制地址</button><button type="button" class="button button--plain" data-share hidden>转发</button><span role="status" data-shared></span></p></div>
    {{ with images.QR .Permalink }}<figure class="share__qr"><img src="{{ .RelPermalink }}" width="180" height="180" alt="本页地址的二维码" loading="lazy"><figcaption>用手机扫一扫</figcaption></figure>{{ end }}
  </section>
  <section class="wrap band related" aria-labelledby="related"><h2 id="related">也认识他们</h2><div class="cards">
  {{ with .NextInSection }}{{ partial "card.html" . }}{{ with .NextInSection }}{{ partial "card.html" . }}{{ with .NextInSection }}{{ partial "card.html" . }}{{ end }}{{ end }}{{ end }}
  </div></section>
</article>
<dialog class="lightbox" aria-label="照片" data-lightbox-dialog><div class="lightbox__stage" data-lightbox-stage></div><p class="lightbox__caption" data-lightbox-caption></p><div class="lightbox__bar"><button type="button" data-lightbox-step="-1">上一张</button><button type="button" data-lightbox-step="1">下一张</button><button type="button" data-lightbox-close>关闭</button></div></dialog>
"""
LIST = """\
<section class="wrap list"><header class="list__head"><h1>{{ .Title }}</h1></header>
{{ $pages := .RegularPages }}{{ if .IsHome }}{{ $pages = first 24 .Site.RegularPages }}{{ end }}
<section class="band band--close"><div class="cards">{{ range (.Paginate $pages).Pages }}{{ partial "card.html" . }}{{ end }}</div></section>
{{ if gt .Paginator.TotalPages 1 }}<nav class="paging" aria-label="分页"><ul>{{ range .Paginator.Pagers }}<li><a href="{{ .URL }}">{{ .PageNumber }}</a></li>{{ end }}</ul></nav>{{ end }}
</section>
"""


def write(folder: Path, ours: Path) -> None:
    """Write Hugo's project from our content and from the frame of a page that we built."""
    before, after = _frame(ours)
    for name, text in {
        "hugo.toml": CONFIG,
        "layouts/_default/single.html": before + SINGLE + after,
        "layouts/_default/list.html": before + LIST + after,
        "layouts/index.html": before + LIST + after,
        "layouts/_default/terms.html": before + "<h1>{{ .Title }}</h1>" + after,
        "layouts/partials/card.html": CARD,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for source in sorted(ours.glob("content/*/entry-*/*.yml")):
        target = folder / "content" / source.parent.parent.name / f"{source.parent.name}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_page(yaml.load(source.read_text("utf-8"), yaml.BaseLoader)), "utf-8")


def _frame(ours: Path) -> tuple[str, str]:
    """What stands before and after a page's own parts, with Hugo's words in the head."""
    page = (ours / "site/stars/entry-00001/index.html").read_text("utf-8")
    before, rest = page.split('<main id="main" tabindex="-1">')
    _, after = rest.split("</main>")
    before = re.sub(r"<title>.*?(?=<link rel=\"preload\")", lambda _: HEAD, before, flags=re.S)
    return before + '<main id="main" tabindex="-1">', "</main>" + after


def _page(told: dict[str, Any]) -> str:
    honour = told["honours"][0]
    star = "organization" in told
    facts = {"所在单位": told.get("organization"), "职务身份": told.get("position")} if star else {
        "主办单位": "、".join(told["hosts"]), "开始时间": told["started"], "活动地点": told["venue"],
    }  # fmt: skip
    kind = "百姓学习之星" if star else "终身学习品牌项目"
    front = {
        "title": told["name"],
        "kind": kind,
        "region": told["region"],
        "regions": [told["region"]],
        "fields": told["fields"],
        "year": honour["campaign"],
        "years": [honour["campaign"]],
        "awards": [f"{honour['campaign']}年省级{kind}"],
        "citation": told["citation"],
        "summary": told["summary"],
        "facts": [{"label": label, "text": text} for label, text in facts.items()],
    }
    return json.dumps(front, ensure_ascii=False) + "\n\n" + told["story"]
