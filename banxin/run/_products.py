"""What each kind of file takes: the press's colours, the archive's tree; and where it is written."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from banxin.files import LIMITS
from banxin.plan import page_path
from banxin.press.pdf.records import Attachment, Product
from banxin.problems import Fault
from banxin.run.sources import table_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banxin.makeup.work import Work
    from banxin.plan.records import House
    from banxin.press.products import ProductKind
    from banxin.problems import Report
    from banxin.run.sources import Sources

#: The media types of what goes along with a file.
_MEDIA = {
    "yaml": "application/yaml", "md": "text/markdown", "csv": "text/csv", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "png": "image/png", "tif": "image/tiff", "tiff": "image/tiff", "webp": "image/webp", "heic": "image/heic",
    "avif": "image/avif", "svg": "image/svg+xml", "pdf": "application/pdf", "ttf": "font/ttf", "otf": "font/otf",
    "ttc": "font/collection",
}  # fmt: skip
#: The list of what a file of PDF/A-4f was made of and does not carry.
ASSETS_LIST = "made-of.json"


def product(kind: ProductKind, sources: Sources, works: list[Work], *, assets: bool = False) -> Product:
    """What the files of a kind take; a house's profile that cannot be used is said in the edition's report.

    ``assets``: a file that carries what it was made of carries pictures and faces, too.
    """
    house, edition = sources.house, sources.edition
    if kind.archived:
        title = " ".join(part for part in (house.paper.get("name", ""), edition.date) if part)
        return of_pages(Product(kind, assets=assets), sources, works, title, house.setting.language)
    if kind.inked:
        made = _press(kind, sources, house, sources.report)
        # On sheets, marks and slug are the sheets'; the pages lie on them without any.
        return made._replace(slug=0, marks=False) if kind.imposed else made
    if kind.screened:
        return Product(kind, separation=_press(kind, sources, house, sources.report).separation)
    return Product(kind)


def of_pages(product: Product, sources: Sources, works: list[Work], title: str, tag: str) -> Product:
    """The same for a file of these pages in a language: the archive's has their tree, and what they were made of.

    So a page's own file is the same alone and with its edition.
    """
    if not product.kind.archived:
        return product
    from banxin.makeup.tree import edition_tree  # noqa: PLC0415 - only the archive asks for it

    attached = (
        (*_attached(sources, works), *_assets(sources, works, whole=product.assets)) if product.kind.attached else ()
    )
    return product._replace(tree=edition_tree(works, title, tag), attached=attached)


def say_archived(work: Work) -> None:
    """Say which of a page's advertisements the archive has as pictures.

    Raises :class:`Fault` pictures.insert-unarchived, at its block, for one that no file for the archive may have.
    """
    for block in work.plan.blocks if work.plan else ():
        facts = work.facts.get(block.picture)
        if facts is None or facts.kind != "insert":
            continue
        from banxin.plates.archived import archived  # noqa: PLC0415 - few pages have one

        try:
            form = archived(facts.path, facts.data)
        except Fault as fault:
            raise Fault(fault.problem.code, block.span, **fault.problem.words) from fault
        if form.how == "drawn":
            work.report.note("makeup.insert-drawn", block.span, path=facts.path, found=", ".join(form.why[:3]))


def _attached(sources: Sources, works: list[Work]) -> Iterator[Attachment]:
    """The layouts, stories and tables of pages, with house style and the edition's file, by path."""
    house, edition = sources.house, sources.edition
    paths = {house.source.path, *(f"layouts/{folder}/ads.{end}" for folder in (edition.folder, edition.base) if folder
                                  for end in ("yaml", "csv"))}  # fmt: skip
    paths |= {f"layouts/{folder}/edition.yaml" for folder in (edition.folder, edition.base) if folder}
    for work in works:
        paths |= {page_path(sources.tree, edition, work.name), *(story.source.path for story in work.stories.values())}
        paths |= {table_path(edition.date, name) for name in work.tables}
        paths |= {block.span.source.path for block in work.plan.blocks} if work.plan else set()
    for path in sorted(filter(sources.tree.exists, paths)):
        limit = LIMITS["story" if path.endswith(".md") else "yaml"]
        yield Attachment(path, _MEDIA[path.rpartition(".")[2]], sources.tree.read(path, limit))


def _assets(sources: Sources, works: list[Work], *, whole: bool) -> Iterator[Attachment]:
    """A list of pictures, advertisements and faces by size and SHA-256, with the program's version; ``whole``: themselves.

    Faces that packages bring are listed alone: they are as large as all else, and to be had by their names.
    """
    import json  # noqa: PLC0415 - the archive alone needs it

    from banxin.version import __version__  # noqa: PLC0415

    rows, files = [], []
    for path in sorted({facts.path for work in works for facts in work.facts.values()}):
        files.append((path, sources.tree.read(path, LIMITS["picture"])))
        rows.append({"file": path, **_facts_of(files[-1][1])})
    for name, file in sources.faces.files().items():
        data = file.read()
        own = not name.startswith("package:")
        shown = sources.faces.shown(name, file)
        rows.append({"face": shown, **_facts_of(data)})
        files += [(shown, data)] if own else []
    told = json.dumps({"program": f"banxin {__version__}", "made_of": rows}, ensure_ascii=False, indent=1)
    yield Attachment(ASSETS_LIST, "application/json", f"{told}\n".encode())
    for path, data in files if whole else ():
        yield Attachment(path, _MEDIA.get(path.rpartition(".")[2].lower(), "application/octet-stream"), data)


def _facts_of(data: bytes) -> dict[str, object]:
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _press(kind: ProductKind, sources: Sources, house: House, report: Report) -> Product:
    from banxin.pictures.separate import Separation, check_profile  # noqa: PLC0415 - the press alone needs it
    from banxin.press.pdf.profiles import NEWSPRINT, own_profile  # noqa: PLC0415

    press = house.press
    profile, condition = own_profile(NEWSPRINT), "Coldset newsprint, modelled"
    if press.profile:
        path = f"assets/{press.profile}"
        try:
            data = sources.tree.read(path, LIMITS["picture"], press.profile_span)
            check_profile(path, data, press.profile_span)
            profile, condition = data, press.profile.rpartition("/")[2].rpartition(".")[0]
        except Fault as fault:
            report.add(fault.problem)
    how = Separation(profile, press.intent, press.ink_limit, press.convert)
    return Product(kind, separation=how, condition=press.condition or condition, slug=press.slug, marks=press.marks)


def slug_line(work: Work, stamp: str) -> str:
    """The page slug: paper, day, page with its version letter, version, and when this file was made (UTC).

    The version is a digest of all that the page is made of: plates of one version are the same.
    """
    plan = work.plan
    assert plan is not None
    time = f"{stamp.replace('T', ' ')} UTC" if stamp else ""
    parts = plan.house.paper.get("name", ""), plan.edition.date, work.name + plan.version, f"v{version(work)}", time
    return "  ".join(part for part in parts if part)


def version(work: Work) -> str:
    """A digest of all that a page is made of."""
    plan = work.plan
    assert plan is not None
    digest = hashlib.sha256(plan.house.source.text.encode("utf-8"))
    for text in (plan.source.text, *(work.stories[slug].source.text for slug in sorted(work.stories))):
        digest.update(text.encode("utf-8"))
    for _, facts in sorted(work.facts.items()):
        digest.update(facts.data)
    return digest.hexdigest()[:8]
