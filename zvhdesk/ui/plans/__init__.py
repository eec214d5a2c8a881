"""Plannen en brieven: which plan each case has, and who has a copy of it."""

from zvhdesk.ui.plans.page import PlansPage

__all__ = ["PlansPage"]
