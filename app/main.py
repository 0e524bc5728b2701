"""The wiring: one portal from its settings, every router in menu order, and the words for every error."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from anyio import to_thread
from fastapi import FastAPI

from app import failures, worker
from app.access.scopes import Installation
from app.authorities.catalogue import load_catalogue
from app.breaches import staff_routes as breaches_staff
from app.calls import routes as calls
from app.calls import staff_routes as calls_staff
from app.complaints import routes as complaints
from app.complaints import staff_routes as complaints_staff
from app.corrections import routes as corrections
from app.corrections import staff_routes as corrections_staff
from app.demonstration import routes as demonstration
from app.guide import routes as guide
from app.guide import staff_routes as guide_staff
from app.guide.service import load_guide
from app.helping import routes as helping
from app.helping import staff_routes as helping_staff
from app.home import routes as home
from app.kit import headers, i18n, logs
from app.kit.assets import Assets, StaticFiles
from app.kit.database import open_engine
from app.kit.encryption import add_master_key, read_keyring
from app.kit.pages import Addresses, build_templates
from app.kit.public_bytes import PublicBytes
from app.kit.room import THREADS
from app.kit.routing import Router
from app.kit.settings import ROOT, Settings
from app.kit.storage import open_storage
from app.needs import routes as needs
from app.needs import staff_routes as needs_staff
from app.preparation import helper_routes as preparation_helper
from app.preparation import routes as preparation
from app.preparation import staff_routes as preparation_staff
from app.public import routes as public
from app.reports import helper_routes as reports_helper
from app.reports import routes as reports
from app.reports import staff_routes as reports_staff
from app.sign_in import routes as sign_in
from app.staff import routes as staff
from app.written_views import helper_routes as written_views_helper
from app.written_views import routes as written_views
from app.written_views import staff_routes as written_views_staff

ROUTERS: tuple[Router, ...] = (
    home.router,
    reports.router,
    preparation.router,
    written_views.router,
    preparation_helper.router,
    written_views_helper.router,
    reports_helper.router,
    complaints.router,
    corrections.router,
    calls.router,
    needs.router,
    helping.router,
    staff.router,
    reports_staff.router,
    preparation_staff.router,
    written_views_staff.router,
    complaints_staff.router,
    corrections_staff.router,
    calls_staff.router,
    needs_staff.router,
    helping_staff.router,
    breaches_staff.router,
    guide_staff.router,
    sign_in.router,
    guide.router,
    public.router,
)
EVERY_ROUTER: tuple[Router, ...] = (demonstration.router, *ROUTERS)
TEMPLATES = ROOT / "templates"
LOCALES = ROOT / "locales"


def addresses() -> Addresses:
    """Return the address of every named route."""
    return Addresses({name: path for router in EVERY_ROUTER for _, path, _, name in router.guarded})


def list_routes() -> list[tuple[str, str, str]]:
    """Return every route's method, path and guard, in order; the demonstration's own are among them."""
    return sorted(
        (method, path, guard) for router in EVERY_ROUTER for method, path, guard, _ in router.guarded
    )


def build_installation(settings: Settings) -> Installation:
    """Put together what a portal is made of. Raises UnsafeSettings before anything is opened."""
    settings.refuse_unsafe()
    settings.data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if settings.is_demonstration and not settings.keys.exists():
        add_master_key(settings.keys)
    url = addresses()
    return Installation(
        settings=settings,
        engine=open_engine(settings.database),
        keyring=read_keyring(settings.keys),
        catalogue=load_catalogue(settings.authorities),
        languages=i18n.load_languages(LOCALES),
        storage=open_storage(settings.storage),
        url=url,
        messages=build_templates(TEMPLATES / "messages", url, plain=True),
    )


def create_app(installation: Installation) -> FastAPI:
    """Return the web application of one installation."""
    settings = installation.settings
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan, redirect_slashes=False)
    app.state.installation = installation
    app.state.settings = settings
    app.state.languages = installation.languages
    app.state.url = installation.url
    app.state.signing_key = installation.keyring.stable("signing")
    app.state.templates = build_templates(TEMPLATES, installation.url)
    app.state.guide = load_guide(settings.authorities, installation.catalogue.all())
    brands = {authority.key: authority.brand.colour for authority in installation.catalogue.all()}
    app.state.assets = Assets(ROOT / "static", brands)
    app.state.routes = [route for router in _routers(settings) for route in router.routes]
    for router in _routers(settings):
        app.include_router(router)
    failures.register(app)
    app.add_middleware(failures.CatchFaults)
    app.add_middleware(failures.TouchSession)
    app.add_middleware(PublicBytes)
    app.add_middleware(StaticFiles, assets=app.state.assets)
    app.add_middleware(headers.SecureHeaders, hosts=_hosts(installation))
    app.add_middleware(logs.RequestLog)
    return app


def _routers(settings: Settings) -> tuple[Router, ...]:
    return EVERY_ROUTER if settings.is_demonstration else ROUTERS


def _hosts(installation: Installation) -> set[str]:
    if installation.settings.is_demonstration:
        return headers.LOOPBACK
    own = urlsplit(installation.settings.base_url).hostname or ""
    return {own, *(name for authority in installation.catalogue.all() for name in authority.hostnames)}


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    installation: Installation = app.state.installation
    # Each thread may hold a connection and 19 MB while it checks a PIN.
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    ending = threading.Event()
    sender = None
    if installation.settings.worker == "inside":
        sender = threading.Thread(target=worker.run, args=(installation, ending), name="outbox")
        sender.start()
    yield
    ending.set()
    if sender:
        sender.join()
    installation.engine.dispose()
