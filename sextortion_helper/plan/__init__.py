"""Answers -> situations -> plan. Pure functions: no disk, no clock, no screen. The rules are content."""

from sextortion_helper.plan.build import Plan, PlannedStep, PlannedTask, circumstances, make_plan

__all__ = ["Plan", "PlannedStep", "PlannedTask", "circumstances", "make_plan"]
