"""A story's part of the logical tree: what each of its parts is, whatever page it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banxin.hanzi.rules import is_sign
from banxin.page import Node
from banxin.story.records import Box
from banxin.story.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from banxin.languages import Language
    from banxin.story.records import Paragraph, Photo, Story


def story_tree(story: Story, language: Language) -> Node:
    """The story as one article in canonical order: heading, intro, body with its boxes and lists, signoff, figures.

    Ids of leaves are ``slug/key``, as on the page; the text of a leaf is its paragraph's. A heading is never deeper
    than one level below the heading before it. A photo without words of its own is called so in a ``language``.
    """
    children = [_leaf(story, paragraph) for paragraph in story.head]
    children += _titled(story, _listed(_body(story)))
    children += [_leaf(story, story.fields["signoff"])] if "signoff" in story.fields else []
    children += [_figure(story, photo, language) for photo in story.photos]
    return Node(story.node(), "article", children=tuple(_levelled(children)))


def _leaf(story: Story, paragraph: Paragraph) -> Node:
    role = ROLES[paragraph.role]
    return Node(story.node(paragraph.key), role.node, paragraph.text, role.level)


def _body(story: Story) -> Iterator[Node]:
    for number, part in enumerate(story.parts, 1):
        if not isinstance(part, Box):
            yield _leaf(story, part)
            continue
        inside = [_leaf(story, part.title)] if part.title else []
        inside += _listed(_leaf(story, paragraph) for paragraph in part.paragraphs)
        yield Node(story.node(f"/{part.name}{number}"), "box", children=tuple(inside))


def _titled(story: Story, nodes: Iterable[Node]) -> Iterator[Node]:
    """Paragraphs with a run-in heading as the heading and what follows it."""
    lengths = {story.node(one.key): one.run_in for one in story.paragraphs() if one.role == "body" and one.run_in}
    # Below the story's subheads, where it has any.
    level = 3 if any(one.role == "subhead" for one in story.paragraphs()) else 2
    for node in nodes:
        length = lengths.get(node.id, 0)
        if length:
            yield Node(node.id.run_in, "heading", node.text[:length], level)
            yield node._replace(text=node.text[length:].lstrip())
        else:
            yield node


def _listed(nodes: Iterable[Node]) -> list[Node]:
    """Paragraphs that begin with a sign (◆ ● ①), one after the other, are the items of a list."""
    found: list[Node] = []
    for node in nodes:
        if node.kind != "paragraph" or not is_sign(node.text[:1]):
            found.append(node)
            continue
        item = Node(node.id.below("", "item"), "item", children=(node,))
        if found and found[-1].kind == "list":
            found[-1] = found[-1]._replace(children=(*found[-1].children, item))
        else:
            found.append(Node(node.id.below("", "list"), "list", children=(item,)))
    return found


def _figure(story: Story, photo: Photo, language: Language) -> Node:
    words = [part for part in (photo.caption, photo.credit) if part is not None]
    # A caption is read for itself: said here, too, it would be heard twice, and inside the figure not at all, for
    # an alternative text stands for all that is in it.
    alt = photo.alt or language.say("photo_captioned" if photo.caption else "photo")
    figure = Node(story.node(photo.file), "figure", alt=alt)
    caption = Node(story.node(f"/{photo.file}"), "caption", children=tuple(_leaf(story, part) for part in words))
    return Node(story.node(f"/{photo.file}//shown"), "group", children=(figure, caption)) if words else figure


def _levelled(nodes: list[Node], deepest: int = 0) -> Iterator[Node]:
    """Headings whose levels do not jump (PDF/UA-1, 7.4.2)."""
    for node in nodes:
        if node.kind == "heading":
            deepest = min(node.level, deepest + 1)
            yield node._replace(level=deepest)
        elif node.kind == "box":
            yield node._replace(children=tuple(_levelled(list(node.children), deepest)))
        else:
            yield node
