"""The guide, handed to the routes that show it."""

from typing import Annotated

from fastapi import Depends, Request

from app.guide.service import Guide


def guide_of(request: Request) -> Guide:
    """Give the guide that was read at the start."""
    found: Guide = request.app.state.guide
    return found


GuideOf = Annotated[Guide, Depends(guide_of)]
