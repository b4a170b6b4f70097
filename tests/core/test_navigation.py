"""The main navigation shows each role what it may open, and nothing else."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from curriculum_app.core.navigation import ENTRIES
from tests.clients import Client


@pytest.mark.parametrize("role", ["facilitator", "coordinator", "program_manager", "administrator"])
def test_the_navigation_leads_nowhere_that_refuses(role: str, app: Flask, client_as: Callable[..., Client]) -> None:
    browser = client_as(role, service_area=6) if role == "coordinator" else client_as(role)
    html = browser.get("/").get_data(as_text=True)
    navigation = re.search(r'<nav class="main-nav".*?</nav>', html, re.DOTALL)
    assert navigation is not None
    addresses = re.findall(r'href="([^"]+)"', navigation.group())
    assert addresses
    assert {address: browser.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_every_entry_of_the_navigation_has_its_page(app: Flask) -> None:
    assert [endpoint for endpoint, _words, _permission in ENTRIES if endpoint not in app.view_functions] == []


@pytest.mark.parametrize(
    "address", ["/reports/completion", "/reports/fidelity", "/reports/outcomes", "/reports/yearly"]
)
def test_every_report_lies_under_reports(address: str, client_as: Callable[..., Client]) -> None:
    html = client_as("program_manager").get(address).get_data(as_text=True)
    navigation = re.search(r'<nav class="main-nav".*?</nav>', html, re.DOTALL)
    assert navigation is not None
    current = re.findall(r'aria-current="(?:page|true)">([^<]+)<', navigation.group())
    assert current == ["Reports"]
