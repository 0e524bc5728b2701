"""A public page is made once, kept as bytes, and not sent again to who has it."""

import gzip

import brotli  # type: ignore[import-untyped]
import pytest
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from app.access.scopes import Installation
from app.kit import form_token
from app.kit.pages import Page
from app.kit.public_bytes import PUBLIC, PublicBytes
from tests.public.site import open_site

GUIDE = "/barnsley/en/guide/before"


@pytest.fixture
def site(installation: Installation) -> TestClient:
    """Give a browser at a portal that has kept no page yet."""
    return open_site(installation)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the names of the templates that were rendered, in order."""
    names: list[str] = []
    render = Page.render

    def noting(page: Page, template: str, **values: object) -> str:
        names.append(template)
        return render(page, template, **values)

    monkeypatch.setattr(Page, "render", noting)
    return names


def raw(site: TestClient, address: str, encoding: str) -> tuple[bytes, str]:
    with site.stream("GET", address, headers={"accept-encoding": encoding}) as answer:
        return b"".join(answer.iter_raw()), answer.headers.get("content-encoding", "")


def test_a_repeat_is_answered_without_making_the_page(site: TestClient, made: list[str]) -> None:
    first, second = site.get(GUIDE), site.get(GUIDE)

    assert made == ["guide/show_guide_page.html"]
    assert first.content == second.content
    assert dict(first.headers) == dict(second.headers)


def test_a_public_page_may_be_kept_by_everyone(site: TestClient) -> None:
    headers = site.get(GUIDE).headers

    assert headers["cache-control"] == PUBLIC
    assert headers["vary"] == "Accept-Encoding"
    assert headers["content-language"] == "en"
    assert "content-security-policy" in headers
    assert "x-robots-tag" not in headers


def test_each_encoding_has_the_same_words_and_its_own_mark(site: TestClient) -> None:
    plain, none = raw(site, GUIDE, "identity")
    zipped, gzip_name = raw(site, GUIDE, "gzip")
    small, br = raw(site, GUIDE, "gzip, br;q=0.9")

    assert (none, gzip_name, br) == ("", "gzip", "br")
    assert gzip.decompress(zipped) == plain == brotli.decompress(small)
    assert len(small) < len(zipped) < len(plain)
    marks = {site.get(GUIDE, headers={"accept-encoding": one}).headers["etag"] for one in ("", "gzip", "br")}
    assert len(marks) == 3


def test_a_refused_encoding_is_not_sent(site: TestClient) -> None:
    assert raw(site, GUIDE, "br;q=0, gzip")[1] == "gzip"


@pytest.mark.parametrize("known", ["{}", "W/{}", '"other", {}', "*"])
def test_who_has_the_page_is_not_sent_it_again(site: TestClient, known: str) -> None:
    etag = site.get(GUIDE).headers["etag"]

    again = site.get(GUIDE, headers={"if-none-match": known.replace("{}", etag)})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == etag
    assert again.headers["cache-control"] == PUBLIC


def test_the_very_first_answer_can_be_304_too(site: TestClient) -> None:
    etag = site.get("/").headers["etag"]

    assert site.get("/", headers={"if-none-match": etag}).status_code == 304
    assert site.get("/", headers={"if-none-match": '"other"'}).status_code == 200


def test_a_page_that_depends_on_the_readers_language_is_made_each_time(
    site: TestClient, made: list[str]
) -> None:
    english = site.get("/", headers={"accept-language": "en"})
    other = site.get("/", headers={"accept-language": "dv"})

    assert made == ["public/choose_council.html"] * 2
    assert english.headers["vary"] == "Accept-Encoding, Accept-Language"
    assert (english.headers["content-language"], other.headers["content-language"]) == ("en", "dv")


def test_a_question_after_the_address_is_not_kept(site: TestClient, made: list[str]) -> None:
    usual = site.get("/barnsley/en/guide/all")
    large = site.get("/barnsley/en/guide/all?size=large")
    again = site.get("/barnsley/en/guide/all?size=large")

    assert made == ["guide/show_whole_guide.html"] * 3
    assert usual.text != large.text == again.text


def test_a_notice_for_one_visitor_is_never_kept_for_another(site: TestClient) -> None:
    site.get("/barnsley/en/safe")
    signed = _notice(site, "Made for one visitor.")

    told = site.get("/barnsley/en/safe", headers={"cookie": f"__Host-n={signed}"})
    other = site.get("/barnsley/en/safe")

    assert "Made for one visitor." in told.text
    assert told.headers["cache-control"] == "no-store"
    assert "Made for one visitor." not in other.text


def _notice(site: TestClient, text: str) -> str:
    key = site.app.state.signing_key  # type: ignore[attr-defined]
    return str(form_token.signer(key, "notice").dumps(text))


def test_a_page_that_comes_in_parts_is_sent_when_it_is_whole() -> None:
    async def slow(_scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"cache-control", PUBLIC.encode()), (b"content-type", b"text/html")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"one, ", "more_body": True})
        await send({"type": "http.response.body", "body": b"two"})

    assert TestClient(PublicBytes(slow)).get("/").text == "one, two"


def test_what_is_not_found_is_not_kept(site: TestClient) -> None:
    assert site.get("/barnsley/en/guide/none").headers["cache-control"] == "no-store"


def test_only_reading_is_answered_from_what_is_kept(site: TestClient) -> None:
    site.get(GUIDE)

    assert site.post(GUIDE).status_code == 405


def test_a_page_is_small_enough_for_a_slow_phone(site: TestClient) -> None:
    for encoding in ("gzip", "br"):
        assert len(raw(site, "/barnsley/en/guide/all", encoding)[0]) < 20_000


def test_other_spellings_of_the_host_do_not_keep_the_page_again(site: TestClient, made: list[str]) -> None:
    for host in ("testserver", "testserver:1", "testserver:65000", "TestServer"):
        assert site.get(GUIDE, headers={"host": host}).status_code == 200

    assert made == ["guide/show_guide_page.html"]
