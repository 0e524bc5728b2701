"""Addresses."""

from app.kit.routing import Router

router = Router()
