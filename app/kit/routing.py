"""Routes that cannot be declared without a guard, nor take a form without checking it."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

import fastapi
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Match

from app.kit.forms import FormOf

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


class Guard:
    """The base of everything that decides whether a request may go on."""

    name = "guard"


class UnguardedRoute(Exception):
    """A route was declared without exactly one guard, or a POST without exactly one form."""


class GuardedRoute(APIRoute):
    """A route that looks at its own dependencies and refuses to exist unguarded."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """Check the dependency tree while the module is being imported."""
        super().__init__(path, endpoint, **options)
        calls = {id(call): call for call in _calls(self.dependant)}.values()
        guards = [call for call in calls if isinstance(call, Guard)]
        forms = [call for call in calls if isinstance(call, FormOf)]
        if len(guards) != 1:
            raise UnguardedRoute(f"{path} has {len(guards)} guards; it needs exactly one")
        takes_form = bool(UNSAFE & set(self.methods or ()))
        if takes_form != (len(forms) == 1):
            raise UnguardedRoute(f"{path} has {len(forms)} forms; a POST needs exactly one, a GET none")
        self.guard = guards[0]
        self.form = forms[0] if forms else None


def _calls(dependant: Dependant) -> Iterator[Any]:
    for needed in dependant.dependencies:
        yield needed.call
        yield from _calls(needed)


def several_at(routes: Iterable[BaseRoute], address: str) -> Collection[str]:
    """Return which fields of the form at an address may be given several times."""
    asked = {"type": "http", "method": "POST", "path": address, "root_path": "", "headers": []}
    for route in routes:
        if isinstance(route, GuardedRoute) and route.form and route.matches(asked)[0] is Match.FULL:
            return route.form.several
    return ()


class Router(fastapi.APIRouter):  # noqa: TID251 - the one place that may
    """A router of guarded routes that answer with whole pages."""

    def __init__(self, prefix: str = "") -> None:
        """Take the addresses' common beginning."""
        super().__init__(prefix=prefix, route_class=GuardedRoute)
        self.guarded: list[tuple[str, str, str, str]] = []

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """Add a route, and remember its method, address, guard and name for the access list."""
        options.setdefault("response_model", None)
        super().add_api_route(path, endpoint, **options)
        route = self.routes[-1]
        if isinstance(route, GuardedRoute):
            for method in sorted(route.methods or ()):
                self.guarded.append((method, route.path, route.guard.name, route.name))

    def include(self, other: "Router") -> None:
        """Take over the routes of another module of the same feature, guards and all."""
        self.routes.extend(other.routes)
        self.guarded.extend(other.guarded)
