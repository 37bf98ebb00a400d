"""`parvis createadmin`: the first person of an instance, who opens its first space."""

from __future__ import annotations

import argparse
import sys

from parvis.cli.ready import set_up


def createadmin(args: argparse.Namespace) -> int:
    """Give somebody the right to run the instance; she signs in with a code sent to this address."""
    set_up()
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from parvis.core.people.actions import appoint_operator

    try:
        validate_email(args.email)
    except ValidationError:
        print(f"parvis: expected an e-mail address, got {args.email!r}.", file=sys.stderr)
        return 2
    person = appoint_operator(args.email, public_name=args.name)
    print(f"{person.public_name or person.email} runs this instance. Sign in at /compte/entrer/ with a code sent to {person.email}.")
    return 0
