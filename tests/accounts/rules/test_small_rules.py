"""Device names, the page after signing in, and the cookie's name."""

import pytest

from curriculum_app.accounts.rules.addresses import safe_next
from curriculum_app.accounts.rules.devices import device_label
from curriculum_app.accounts.rules.words import cookie_name, email_key

ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-X210) AppleWebKit/537.36 Chrome/131.0 Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0"
FIREFOX = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14.7; rv:132.0) Gecko/20100101 Firefox/132.0"


@pytest.mark.parametrize(
    ("user_agent", "label"),
    [
        (ANDROID, "Chrome on Android"),
        (IPHONE, "Safari on iPhone"),
        (EDGE, "Edge on Windows"),
        (FIREFOX, "Firefox on Mac"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_device_is_named_coarsely(user_agent: str, label: str) -> None:
    assert device_label(user_agent) == label


@pytest.mark.parametrize("path", ["/", "/cohorts", "/cohorts/018f?tab=roster", "/lessons/3#top", "/admin/users?page=2"])
def test_pages_of_this_site_are_kept(path: str) -> None:
    assert safe_next(path) == path


@pytest.mark.parametrize(
    "elsewhere",
    [
        None,
        "",
        "cohorts",
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "\t//evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "http:/evil.example",
        "//[",
        "/sign-in?next=/",
        "/sign-out",
        "/account/unlock",
        "/set-up/abc",
    ],
)
def test_everything_else_leads_home(elsewhere: str | None) -> None:
    assert safe_next(elsewhere) == "/"


def test_the_cookie_is_bound_to_the_host_where_there_is_tls() -> None:
    assert cookie_name(is_secure=True) == "__Host-sign_in"
    assert cookie_name(is_secure=False) == "sign_in"


def test_an_address_is_found_however_it_is_typed() -> None:
    assert email_key("  Rosa.Delgado@Example.COM ") == "rosa.delgado@example.com"
