"""`flask users`: the first account of an installation, and the way back in when nobody has one."""

from __future__ import annotations

import sys
from typing import NoReturn
from uuid import UUID

import click
from email_validator import EmailNotValidError, validate_email
from flask import Flask, current_app, url_for
from flask.cli import AppGroup

from curriculum_app.accounts.queries.assignments import site_called
from curriculum_app.accounts.queries.users import user_by_email
from curriculum_app.accounts.service import links, roles, users
from curriculum_app.core import clock
from curriculum_app.core.access import Role, command_line
from curriculum_app.core.db import command_transaction
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id

accounts = AppGroup("users", help="Accounts of staff.")


@accounts.command("create")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]), help="What she is.")
@click.option("--service-area", type=click.IntRange(1, 8), help="The role holds for this service area.")
@click.option("--site", help="The role holds for the site of this name.")
@click.option("--name", help="Her full name; the address when it is left out.")
def create(email: str, role: str, service_area: int | None, site: str | None, name: str | None) -> None:
    """Make an account and print the one-time link with which its owner chooses a password."""
    at = clock.now()
    actor = command_line(clock.today(at))
    try:
        address = validate_email(email, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise click.BadParameter(str(error), param_hint="EMAIL") from None
    try:
        with command_transaction():
            wanted = roles.RoleWanted(
                id=new_id(),
                role=Role(role),
                from_on=actor.today,
                service_area=service_area,
                site_id=_site(site),
            )
            made = users.create_user(
                user_id=new_id(), email=address, full_name=name or address, role=wanted, actor=actor, at=at
            )
            token = made.token if made else ""
    except Refusal as refusal:
        _fail(str(refusal))
    click.echo(f"Made the account of {address}. With this link, once and within 72 hours, its owner sets a password:")
    click.echo(_address(token))


@accounts.command("link")
@click.argument("email")
@click.option("--forget-second-factor", is_flag=True, help="The phone with the codes is lost.")
def link(email: str, forget_second_factor: bool) -> None:
    """Print a new one-time link for an account; earlier links stop working."""
    at = clock.now()
    actor = command_line(clock.today(at))
    try:
        with command_transaction():
            user = user_by_email(email)
            if user is None:
                _fail("There is no account with this e-mail.")
            token = links.make_link(user, actor=actor, at=at, forget_second_factor=forget_second_factor)
    except Refusal as refusal:
        _fail(str(refusal))
    click.echo("With this link, once and within 72 hours, the owner of the account sets a new password:")
    click.echo(_address(token))


def _site(name: str | None) -> UUID | None:
    if name is None:
        return None
    site_id = site_called(name)
    if site_id is None:
        _fail("There is no open site of this name.")
    return site_id


def _address(token: str) -> str:
    with current_app.test_request_context():
        path = url_for("accounts.show_set_up", token=token)
    return str(current_app.config["SETTINGS"].base_url).rstrip("/") + path


def _fail(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(accounts)
