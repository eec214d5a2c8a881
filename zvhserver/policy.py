"""Who may call a route. Every route says so; a route that does not stops the server from starting.

The check itself is in the work that the route does, in the same transaction. The policy is what is meant, and
the tests hold each route against it for every kind of caller.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from fastapi import FastAPI
from fastapi.routing import APIRoute


class Policy(StrEnum):
    """Who gets an answer other than no."""

    ANYONE = "anyone"
    CODE = "code"  # who knows a one-time code
    KEY = "key"  # who holds the key of a device that the roster names, also of one that was revoked
    KNOWN = "known"  # a device that logged in, also one that was revoked
    DEVICE = "device"  # a device that logged in
    ADMIN = "admin"  # one of an admin
    MEMBER = "member"  # of the compartment
    WRITER = "writer"  # a member that may write
    SPEAKER = "speaker"  # an admin that may say who is a member


Endpoint = TypeVar("Endpoint", bound=Callable[..., object])
_POLICIES: dict[Callable[..., object], Policy] = {}


def open_to(policy: Policy) -> Callable[[Endpoint], Endpoint]:
    """Declare who may call this endpoint."""

    def declared(endpoint: Endpoint) -> Endpoint:
        _POLICIES[endpoint] = policy
        return endpoint

    return declared


def policy_of(route: APIRoute) -> Policy:
    """What the route declared. Raises KeyError when it did not."""
    return _POLICIES[route.endpoint]


def routes_of(app: FastAPI) -> tuple[APIRoute, ...]:
    """All routes but the description of the interface itself. Raises RuntimeError for one of another kind."""
    found = []
    for route in app.routes:
        if isinstance(route, APIRoute):
            found.append(route)
        elif getattr(route, "path", None) != app.openapi_url:
            raise RuntimeError(f"a route of an unknown kind: {type(route).__name__}")
    return tuple(found)


def require_policies(app: FastAPI) -> None:
    """Raises RuntimeError when a route has no policy."""
    for route in routes_of(app):
        if route.endpoint not in _POLICIES:
            raise RuntimeError(f"no policy for {route.path}")
