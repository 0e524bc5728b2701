"""A file leaves as a download that no browser runs, and whose name tells nothing."""

import pytest

from app.files.serving import attachment_response, neutral_name


def test_a_download_has_a_neutral_name_and_cannot_run() -> None:
    response = attachment_response(b"%PDF-", neutral_name("7K3M2-ABCDE"))

    assert response.body == b"%PDF-"
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"] == 'attachment; filename="document-7k3m2abcde.pdf"'
    assert response.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "name", ["report.pdf", 'document-a".pdf', "document-a.pdf\r\nX: y", "document-a.html", ""]
)
def test_a_download_takes_no_other_name(name: str) -> None:
    with pytest.raises(ValueError, match="neutral"):
        attachment_response(b"%PDF-", name)
