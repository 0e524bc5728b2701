"""A copy of everything holds what somebody said is wrong as well."""

from tests.support.browser import Browser


def test_amiras_copy_holds_what_she_said_is_wrong_about_her(amira: Browser) -> None:
    amira.submit("/m/details/wrong", kind="my_name", words="My name is spelled Ameera.")

    page = amira.get("/m/sent/copy")

    assert page.status == 200
    assert "My name is spelled Ameera." in page.text
