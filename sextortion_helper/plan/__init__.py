"""Answers -> situations -> plan. Pure functions: no disk, no clock, no screen. The rules are content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sextortion_helper.plan.build import Plan, PlannedStep, PlannedTask, circumstances, make_plan

__all__ = ["Plan", "PlannedStep", "PlannedTask", "circumstances", "make_plan"]


def __getattr__(name: str) -> Any:
    """Load the plan itself when first asked for: `contacts` beside it must do without pydantic."""
    if name in __all__:
        from sextortion_helper.plan import build

        return getattr(build, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
