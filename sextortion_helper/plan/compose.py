"""From circumstances to ordered steps: base, overlays, removals, limit, variants.

The rules are data (`content/guide/plans.yaml`, counsel-review addendum 2); nothing here knows a
situation or a step by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sextortion_helper.knowledge.conditions import Circumstances
from sextortion_helper.knowledge.models.base import PHASES, Phase
from sextortion_helper.knowledge.models.guide import Base, Operation, Rules


@dataclass(frozen=True)
class Placed:
    """A step in the plan: its id, its variant (None: the plain step), the rules that put it there."""

    step: str
    variant: str | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outline:
    """Ordered steps by phase, before any text. `left_out` are steps removed on purpose."""

    base: str
    phases: Mapping[Phase, tuple[Placed, ...]]
    left_out: tuple[str, ...]
    now_most: int


def compose(rules: Rules, step_of: Mapping[str, str], circumstances: Circumstances) -> Outline:
    """Compose the outline. `step_of` maps every step id and variant id to its step id."""
    holds = circumstances.holds
    base = next(base for base in rules.bases if holds(base.when))
    draft = _Draft(base, step_of)
    for overlay in sorted(rules.overlays, key=lambda overlay: overlay.priority):
        if base.id not in overlay.unless_base and holds(overlay.when):
            for operation in overlay.do:
                if holds(operation.when):
                    draft.apply(operation, overlay.id)
    left_out = draft.remove(rules, circumstances)
    limit = next(limit for limit in rules.now_limits if holds(limit.when))
    draft.limit_now(limit.most, rules.now_keep, drop=limit.rest == "drop")
    draft.choose_variants(rules, circumstances)
    phases = {phase: tuple(steps) for phase, steps in draft.phases.items()}
    return Outline(base.id, phases, left_out, limit.most)


@dataclass
class _Draft:
    base: Base
    step_of: Mapping[str, str]
    phases: dict[Phase, list[Placed]] = field(init=False)

    def __post_init__(self) -> None:
        self.phases = {
            phase: [self._placed(name) for name in names] for phase, names in self.base.steps().items()
        }

    def _placed(self, name: str, *rules: str) -> Placed:
        step = self.step_of[name]
        return Placed(step, None if name == step else name, rules)

    def phase_of(self, step: str) -> Phase | None:
        return next((p for p in PHASES if any(placed.step == step for placed in self.phases[p])), None)

    def apply(self, operation: Operation, rule: str) -> None:
        placed = self._placed(operation.step, rule)
        stands = self.phase_of(placed.step)
        if stands is not None and (operation.insert or stands in operation.unless_in):
            return
        for phase in PHASES:
            for other in self.phases[phase]:
                if other.step == placed.step:
                    placed = replace(placed, rules=(*other.rules, rule))
            self.phases[phase] = [p for p in self.phases[phase] if p.step != placed.step]
        phase, position = self._position(operation)
        self.phases[phase].insert(position, placed)

    def _position(self, operation: Operation) -> tuple[Phase, int]:
        for phase in operation.within or PHASES:
            for number, placed in enumerate(self.phases[phase]):
                if placed.step in operation.before_any:
                    return phase, number
                if placed.step == operation.behind:
                    return phase, number + 1
        phase = operation.phase or "today"
        steps = self.phases[phase]
        if operation.after:
            numbers = [number for number, placed in enumerate(steps) if placed.step in operation.after]
            if numbers:
                return phase, numbers[-1] + 1
            return phase, len(steps) if operation.otherwise == "last" else 0
        return phase, len(steps) if operation.at == "last" else 0

    def remove(self, rules: Rules, circumstances: Circumstances) -> tuple[str, ...]:
        gone: list[str] = []
        unsaid: set[str] = set()
        for removal in rules.removals:
            if circumstances.holds(removal.when):
                for phase, steps in self.phases.items():
                    if removal.keep_only:
                        out = [placed.step for placed in steps if placed.step not in removal.keep_only]
                    else:
                        out = [placed.step for placed in steps if placed.step in removal.remove]
                    gone += out
                    unsaid.update(out if removal.silent else ())
                    self.phases[phase] = [placed for placed in steps if placed.step not in out]
        return tuple(step for step in dict.fromkeys(gone) if step not in unsaid)

    def limit_now(self, most: int, keep_order: Sequence[str], *, drop: bool) -> None:
        now = self.phases["now"]
        if len(now) <= most:
            return
        rank = {step: number for number, step in enumerate(keep_order)}
        kept = sorted(now, key=lambda placed: rank.get(placed.step, len(rank)))[:most]
        rest = [placed for placed in now if placed not in kept]
        self.phases["now"] = [placed for placed in now if placed in kept]
        if not drop:
            self.phases["first-hour"] = rest + self.phases["first-hour"]

    def choose_variants(self, rules: Rules, circumstances: Circumstances) -> None:
        chosen: dict[str, tuple[str, ...]] = {}
        for rule in rules.variants:
            fits = not rule.on_base or self.base.id in rule.on_base
            if rule.step not in chosen and fits and circumstances.holds(rule.when):
                chosen[rule.step] = rule.use
        fixed = {p.variant for steps in self.phases.values() for p in steps if p.variant}
        for phase, steps in self.phases.items():
            self.phases[phase] = [
                replace(placed, variant=None if variant == placed.step else variant)
                for placed in steps
                for variant in (
                    (placed.variant,)
                    if placed.variant or placed.step not in chosen
                    else [name for name in chosen[placed.step] if name not in fixed]
                )
            ]
