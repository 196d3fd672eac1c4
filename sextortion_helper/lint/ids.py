"""Ids: unique, named as their files, and nothing refers to one that is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any, get_args

from sextortion_helper.knowledge import conditions
from sextortion_helper.knowledge.models.facts import Service, ServiceKind
from sextortion_helper.lint.finding import Finding
from sextortion_helper.lint.tree import File, Location, Tree, walk

_CONDITION_KEYS = frozenset({"when", "pictures-closed-to"})


def check(tree: Tree) -> Iterator[Finding]:
    """Names of files, doubles, conditions, and what tasks, plans and Help now refer to."""
    yield from _file_names(tree)
    yield from _doubles(tree)
    yield from _conditions(tree)
    yield from _circles(tree)
    yield from _tasks(tree)
    yield from _note_places(tree)
    yield from _plans(tree)
    yield from _questions(tree)
    yield from _situations(tree)
    yield from _help(tree)


def _file_names(tree: Tree) -> Iterator[Finding]:
    for file in tree.structure:
        data = tree.data(file.path)
        own = {"steps": "id", "platforms": "id", "services": "country"}.get(file.kind)
        if own and data[own] != file.stem:
            problem = f"is {data[own]}, but the file is called {file.stem}; they must be the same"
            yield tree.finding(file.path, (own,), problem)
        if file.kind == "services":
            for number, service in enumerate(data["services"]):
                at = ("services", number)
                if service["country"] != data["country"]:
                    yield tree.finding(file.path, (*at, "country"), f"must be {data['country']}, as the file")
                if not service["id"].startswith(data["country"].lower() + "-"):
                    problem = f"{service['id']} must begin with {data['country'].lower()}-"
                    yield tree.finding(file.path, (*at, "id"), problem)
                for name in service.get("unconfirmed", ()):
                    if name not in Service.model_fields:
                        problem = f"{name} is no field of a service; name the field that no source confirms"
                        yield tree.finding(file.path, (*at, "unconfirmed"), problem)


def _doubles(tree: Tree) -> Iterator[Finding]:
    """Ids that stand twice among things of one kind; tasks and services count over all files."""
    seen: dict[tuple[str, str], str] = {}
    for file in tree.structure:
        for kind, location, ident in _named(file, tree.data(file.path)):
            where = f"{file.path.relative_to(tree.root).as_posix()}:{tree.line(file.path, location)}"
            if (kind, ident) in seen:
                problem = f"the {kind} {ident} stands twice (also {seen[kind, ident]}); rename one"
                yield tree.finding(file.path, location, problem)
            seen.setdefault((kind, ident), where)


_LISTS: dict[tuple[str, str], str] = {
    ("questions", ""): "question",
    ("signs", ""): "sign",
    ("payments", ""): "payment",
    ("takedown", ""): "tool",
    ("laws", ""): "law",
    ("services", "services"): "service",
    ("steps", "tasks"): "task",
    ("plans", "bases"): "base",
    ("plans", "overlays"): "overlay",
    ("situations", "situations"): "situation or condition",
    ("help", "lines"): "line",
}


def _named(file: File, data: Any) -> Iterator[tuple[str, Location, str]]:
    for (kind, key), name in _LISTS.items():
        if kind == file.kind:
            for number, entry in enumerate(data.get(key, []) if key else data):
                place: Location = (key, number) if key else (number,)
                yield name, (*place, "id"), entry["id"]
    if file.kind == "steps":
        yield "step or variant", ("id",), data["id"]
        for number, variant in enumerate(data.get("variants", [])):
            yield "step or variant", ("variants", number), variant
    if file.kind == "situations":
        for name in data["conditions"]:
            yield "situation or condition", ("conditions", name), name
    if file.kind == "advice":
        for number, word in enumerate(data):
            yield "word", (number,), word
    if file.kind == "questions":
        for number, question in enumerate(data):
            for order, option in enumerate(question.get("options", [])):
                ident = option if isinstance(option, str) else option["id"]
                yield f"option of {question['id']}", (number, "options", order), ident


def written(tree: Tree) -> Iterator[tuple[File, Location, Any]]:
    """Every condition of the content with its place."""
    for file in tree.structure:
        for location, value in walk(tree.data(file.path)):
            named = (
                file.kind == "situations"
                and len(location) == 2
                and location[0] in ("conditions", "audiences")
            )
            # `when` is also the id of a field of some notes; there it stands in a list, not as a key.
            if location and (location[-1] in _CONDITION_KEYS or named):
                yield file, location, value


def _conditions(tree: Tree) -> Iterator[Finding]:
    library = tree.library
    for file, location, value in written(tree):
        for problem in conditions.problems(value, library.known_options, library.names):
            yield tree.finding(file.path, location, problem)


def _circles(tree: Tree) -> Iterator[Finding]:
    names = tree.library.names
    place = tree.place("situations")
    data = tree.data(place)
    for name in names:
        todo, seen = [name], set[str]()
        while todo:
            for other in conditions.mentions(names[todo.pop()]):
                if other in names and other not in seen:
                    seen.add(other)
                    todo.append(other)
        if name in seen:
            number = next((n for n, one in enumerate(data["situations"]) if one["id"] == name), None)
            location = ("conditions", name) if number is None else ("situations", number)
            yield tree.finding(
                place, location, f"{name} leads back to itself; write what it really depends on"
            )


def _unknown(
    tree: Tree,
    file: File,
    location: Location,
    given: Iterable[str],
    known: Collection[str],
    what: str,
) -> Iterator[Finding]:
    for ident in given:
        if ident not in known:
            yield tree.finding(file.path, location, f"{ident} is no {what}; check the spelling")


def _note_places(tree: Tree) -> Iterator[Finding]:
    for file in tree.structure:
        if file.kind == "steps":
            tasks = tree.data(file.path)["tasks"]
            fields = {task["id"]: set(task.get("fields", ())) for task in tasks}
            for number, task in enumerate(tasks):
                place = task.get("notes-of")
                if place is not None and not fields[task["id"]] <= fields.get(place, set()):
                    problem = f"{place} is no task of this step with the same fields; their notes are one"
                    yield tree.finding(file.path, ("tasks", number, "notes-of"), problem)


def _tasks(tree: Tree) -> Iterator[Finding]:
    library = tree.library
    served = {kind for country in library.countries.values() for s in country.services for kind in s.kinds}
    services = {s.id for country in library.countries.values() for s in country.services}
    topics = {law.topic for laws in library.laws.values() for law in laws}
    shown = {topic for platform in library.platforms.values() for topic in platform.topics}
    for file in tree.structure:
        if file.kind != "steps":
            continue
        data = tree.data(file.path)
        for number, task in enumerate(data["tasks"]):
            at: Location = ("tasks", number)
            for key in ("advises", "forbids"):
                known = "word of guide/advice.yaml"
                yield from _unknown(tree, file, (*at, key), task.get(key, ()), library.advice, known)
            both = sorted(set(task.get("advises", ())) & set(task.get("forbids", ())))
            if both:
                yield tree.finding(
                    file.path, at, f"advises and forbids {', '.join(both)}; keep one of the two"
                )
            own = (data["id"], *data.get("variants", ()))
            yield from _unknown(
                tree, file, (*at, "only-in"), task.get("only-in", ()), own, "variant of this step"
            )
            uses = task.get("uses", {})
            at = (*at, "uses")
            yield from _unknown(tree, file, (*at, "services"), uses.get("services", ()), services, "service")
            kinds = uses.get("service-kinds", ())
            yield from _unknown(
                tree, file, (*at, "service-kinds"), kinds, get_args(ServiceKind), "kind of service"
            )
            for kind in sorted(set(kinds) & set(get_args(ServiceKind)) - served):
                problem = f"no country has a service of the kind {kind}; add one or take it out"
                yield tree.finding(file.path, (*at, "service-kinds"), problem)
            yield from _unknown(
                tree, file, (*at, "takedown"), uses.get("takedown", ()), library.tools, "takedown tool"
            )
            yield from _unknown(tree, file, (*at, "law"), uses.get("law", ()), topics, "topic of a law")
            if uses.get("platforms") is not None and uses["platforms"] not in shown:
                yield tree.finding(
                    file.path, (*at, "platforms"), "no platform has this topic; add it or take it out"
                )


def _plans(tree: Tree) -> Iterator[Finding]:
    library = tree.library
    steps, names = library.steps, library.step_of
    place = tree.place("plans")
    file = File(place, "plans")
    bases = {base.id for base in library.rules.bases}
    for location, value in walk(tree.data(place)):
        key = location[-1] if location else ""
        if key in ("now", "first-hour", "today", "this-week", "later") and isinstance(value, list):
            yield from _unknown(tree, file, location, value, names, "step or variant")
            doubles = [name for name, count in Counter(value).items() if count > 1]
            if doubles:
                yield tree.finding(place, location, f"has {', '.join(doubles)} twice; keep one")
        elif key in ("insert", "move"):
            yield from _unknown(tree, file, location, [value], names, "step or variant")
        elif key in ("after", "before-any", "remove", "keep-only", "now-keep", "without-text"):
            yield from _unknown(tree, file, location, value, steps, "step")
        elif key in ("behind", "step"):
            yield from _unknown(tree, file, location, [value], steps, "step")
        elif key == "use":
            yield from _unknown(tree, file, location, value, names, "step or variant")
        elif key in ("unless-base", "on-base"):
            yield from _unknown(tree, file, location, value, bases, "base")
    stand_in = library.rules.stand_in
    known = {service.id for service in library.all_services}
    yield from _unknown(tree, file, ("stand-in", "services"), stand_in.services, known, "service")
    yield from _unknown(
        tree, file, ("stand-in", "kinds"), stand_in.kinds, get_args(ServiceKind), "kind of service"
    )
    priorities = Counter(overlay.priority for overlay in library.rules.overlays)
    for number, overlay in enumerate(library.rules.overlays):
        if priorities[overlay.priority] > 1:
            problem = f"{overlay.priority} stands twice; the order of the two must be clear"
            yield tree.finding(place, ("overlays", number, "priority"), problem)
    for number, base in enumerate(library.rules.bases):
        if base.when is None and number + 1 < len(library.rules.bases):
            yield tree.finding(
                place, ("bases", number), "has no condition, so no base behind it is ever taken"
            )
    if library.rules.bases[-1].when is not None:
        problem = "the last base has a condition; somebody could get no plan at all"
        yield tree.finding(place, ("bases", len(library.rules.bases) - 1), problem)


def _questions(tree: Tree) -> Iterator[Finding]:
    place = tree.place("questions")
    for number, question in enumerate(tree.library.questions.values()):
        options = tree.library.options(question)
        hint_for = [question.hint_for] if question.hint_for else []
        at_hint, file = (number, "hint-for"), File(place, "questions")
        yield from _unknown(tree, file, at_hint, hint_for, tree.library.questions, "question")
        for key, named in (("first", question.first), ("exclusive", question.exclusive)):
            at = (number, key)
            yield from _unknown(tree, File(place, "questions"), at, named, options, "option of this question")


def _situations(tree: Tree) -> Iterator[Finding]:
    situations = tree.library.situations
    file = File(tree.place("situations"), "situations")
    named, known = situations.may_not_fit, situations.audiences
    yield from _unknown(tree, file, ("may-not-fit",), named, known, "audience")


def _help(tree: Tree) -> Iterator[Finding]:
    place = tree.place("help")
    file = File(place, "help")
    services = {s.id: s for country in tree.library.countries.values() for s in country.services}
    for code, country in tree.library.help.countries.items():
        at = ("countries", code)
        for key, idents in (("danger", country.danger), ("cannot-speak", country.cannot_speak)):
            yield from _unknown(tree, file, (*at, key), idents, services, "service")
        rows = {
            "talk": country.talk,
            "write": country.write,
            "others": country.others,
            "crisis": country.crisis,
        }
        for key, entries in rows.items():
            for number, row in enumerate(entries):
                where = (*at, key, number)
                yield from _unknown(tree, file, where, row.services, services, "service")
                for ident in row.services:
                    if ident in services and not _has(services[ident], row.channel):
                        problem = f"{ident} has no {row.channel} to be reached by; choose another channel"
                        yield tree.finding(place, where, problem)


def _has(service: Service, channel: str) -> bool:
    if channel == "phone":  # an emergency or directory row may stand with its page only
        return bool(service.dial or service.url)
    return getattr(service, channel, None) is not None
