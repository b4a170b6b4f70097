"""Law: every route says who may use it, its address is plain, and roles are named in one place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from flask import Blueprint, Flask
from werkzeug.routing import Rule

from curriculum_app.core.access import Role, public
from curriculum_app.core.access.gate import check_routes, rule_of
from curriculum_app.core.access.loading import loaders
from tests.house.tree import Source, sources

SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?")
ARGUMENT = re.compile(r"<(?:(?P<kind>\w+)(?:\([^)]*\))?:)?(?P<name>\w+)>")
# Where roles are words of the trade: the policy, the assignment of roles, and invented staff.
ROOMS_THAT_NAME_ROLES = {"accounts", "devtools"}


def faults_of(route: Rule) -> Iterator[str]:
    """What is wrong with one address."""
    for segment in route.rule.strip("/").split("/"):
        plain = ARGUMENT.sub("x", segment)
        if plain and not SEGMENT.fullmatch(plain):
            yield f'{route.rule}: write "{segment}" in small letters with hyphens.'
    for argument in ARGUMENT.finditer(route.rule):
        name, kind = argument["name"], argument["kind"]
        if name.endswith("_id") and kind != "uuid":
            yield f"{route.rule}: ids are UUIDs: write <uuid:{name}>."
        if name.endswith("_id") and name not in loaders.by_parameter:
            yield f'{route.rule}: no room loads {name}: add @loads("{name}", …) to its loaders.py.'


def roles_in(source: Source) -> Iterator[str]:
    """Role names outside the policy."""
    if source.name.startswith("curriculum_app/core/access/") or source.room in ROOMS_THAT_NAME_ROLES:
        return
    names = {role.value for role in Role}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Role":
            yield f"{source.name}:{node.lineno} names a role: ask for a permission instead."
        if isinstance(node, ast.Compare) and any(
            isinstance(each, ast.Constant) and each.value in names for each in [node.left, *node.comparators]
        ):
            yield f"{source.name}:{node.lineno} compares with a role's name: ask for a permission instead."


def test_every_route_declares_who_may_use_it(app: Flask) -> None:
    """@requires or @public stands on each view."""
    silent = [endpoint for endpoint, view in app.view_functions.items() if rule_of(view) is None]
    assert not silent, f'Add @requires(…) or @public("…") to: {", ".join(silent)}'


def test_every_public_route_says_why(app: Flask) -> None:
    """What is open to everybody has a reason in words."""
    rules = {endpoint: rule_of(view) for endpoint, view in app.view_functions.items()}
    mute = [endpoint for endpoint, rule in rules.items() if rule and rule.permission is None and len(rule.reason) < 8]
    assert not mute, f"Say in a few words why these are open to everybody: {', '.join(mute)}"


def test_addresses_are_plain_words_and_typed_ids(app: Flask) -> None:
    """Small letters and hyphens; every id is a UUID that a room can load."""
    faults = [fault for route in app.url_map.iter_rules() for fault in faults_of(route)]
    assert not faults, "\n".join(faults)


def test_roles_are_named_in_the_policy_alone() -> None:
    """Everything else asks for a permission."""
    faults = [fault for source in sources() for fault in roles_in(source)]
    assert not faults, "\n".join(faults)


def test_a_view_without_a_declaration_stops_the_start(own_app: Flask) -> None:
    """The app refuses to serve a route that nobody thought about."""
    own_app._got_first_request = False
    own_app.add_url_rule("/forgotten", "forgotten", lambda: "")
    with pytest.raises(LookupError, match="forgotten declares no access"):
        check_routes(own_app)


def test_an_id_that_no_room_loads_stops_the_start(own_app: Flask) -> None:
    """An object that is not narrowed to what its reader may know of cannot be reached."""
    rooms = Blueprint("rooms", __name__)
    rooms.get("/rooms/<uuid:room_id>")(public("a seeded violation")(str))
    own_app._got_first_request = False
    own_app.register_blueprint(rooms)
    with pytest.raises(LookupError, match="takes room_id"):
        check_routes(own_app)


def test_the_law_of_addresses_bites() -> None:
    """A camel-cased address with an untyped id is named twice."""
    said = "\n".join(faults_of(Rule("/bigRooms/<room_id>", endpoint="x")))
    assert "small letters" in said
    assert "<uuid:room_id>" in said


def test_the_law_of_roles_bites() -> None:
    """Both ways of naming a role are seen."""
    text = 'def f(actor, role):\n    return role == Role.ANALYST or actor.role == "analyst"\n'
    assert len(list(roles_in(Source("curriculum_app/home/views.py", text)))) == 2
