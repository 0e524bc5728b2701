"""The guide's pages, in full and in Easy Read, the words people use, and how a child is heard."""

from typing import Literal

from fastapi import Response

from app.access.guards import AnyVisitor
from app.guide.dependencies import GuideOf
from app.kit.pages import PageOf
from app.kit.public_bytes import public
from app.kit.routing import Router

router = Router()


Size = Literal["usual", "large"]


@router.get("/{council}/{language}/guide")
def show_guide(_visitor: AnyVisitor, guide: GuideOf, page: PageOf) -> Response:
    """Show the contents."""
    contents = guide.contents(page.frame.council, page.frame.language.tag)
    return public(page.show("guide/show_guide.html", contents=contents))


@router.get("/{council}/{language}/guide/all")
def show_whole_guide(_visitor: AnyVisitor, guide: GuideOf, page: PageOf, size: Size = "usual") -> Response:
    """Show every page as one, to read, print or keep."""
    pages = guide.whole(page.frame.council, page.frame.language.tag)
    return public(page.show("guide/show_whole_guide.html", pages=pages, is_large=size == "large"))


@router.get("/{council}/{language}/guide/{part}")
def show_guide_page(
    _visitor: AnyVisitor, guide: GuideOf, page: PageOf, part: str, size: Size = "usual"
) -> Response:
    """Show one page."""
    shown = guide.page(page.frame.council, page.frame.language.tag, part)
    return public(page.show("guide/show_guide_page.html", shown=shown, is_large=size == "large"))


@router.get("/{council}/{language}/easy-read")
def show_easy_read(_visitor: AnyVisitor, guide: GuideOf, page: PageOf) -> Response:
    """Show the contents of the Easy Read edition."""
    contents = guide.easy_contents(page.frame.council, page.frame.language.tag)
    return public(page.show("guide/show_easy_read.html", contents=contents))


@router.get("/{council}/{language}/easy-read/{part}")
def show_easy_read_page(_visitor: AnyVisitor, guide: GuideOf, page: PageOf, part: str) -> Response:
    """Show one page of the Easy Read edition."""
    shown = guide.easy_page(page.frame.council, page.frame.language.tag, part)
    return public(page.show("guide/show_easy_read_page.html", shown=shown))


@router.get("/{council}/{language}/children")
def show_children(_visitor: AnyVisitor, page: PageOf) -> Response:
    """Show how a child is heard."""
    return public(page.show("guide/show_children.html"))


@router.get("/{council}/{language}/words")
def show_words(_visitor: AnyVisitor, guide: GuideOf, page: PageOf) -> Response:
    """Show what the hard words mean."""
    return public(page.show("guide/show_words.html", words=guide.words_in(page.frame.language.tag)))
