"""The published description of the interface (``/openapi.json``): also which calls need a token."""

from typing import Any

from fastapi import FastAPI

from zvhserver.policy import Policy, policy_of, routes_of

BEARER = "token"


class Described(FastAPI):
    """An application that says of each call whether it needs a token, from the policy of its route."""

    def openapi(self) -> dict[str, Any]:
        """The description; made once."""
        if self.openapi_schema is None:
            described = super().openapi()
            schemes = described.setdefault("components", {}).setdefault("securitySchemes", {})
            schemes[BEARER] = {"type": "http", "scheme": "bearer"}
            for route in routes_of(self):
                if policy_of(route) not in {Policy.ANYONE, Policy.CODE, Policy.KEY}:
                    for method in route.methods or ():
                        described["paths"][route.path][method.lower()]["security"] = [{BEARER: []}]
        return super().openapi()
