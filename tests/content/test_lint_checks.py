"""Each check finds what it is for: the real content with one thing broken."""

from __future__ import annotations

from datetime import date

import pytest
from broken_content import TODAY, Broken, only

from sextortion_helper.lint import (
    complete,
    facts,
    files,
    ids,
    interface,
    prose,
    reach,
    reading,
    references,
    voices,
)

BLOCK = "guide/steps/block.yaml"
BLOCK_EN = "en/steps/block.yaml"
BLOCK_DE = "de/steps/block.yaml"
AT = "facts/services/AT.yaml"
INT = "facts/services/INT.yaml"
PLANS = "guide/plans.yaml"
QUESTIONS = "guide/questions.yaml"
SITUATIONS = "guide/situations.yaml"
HELP = "guide/help.yaml"


# ---- files


@pytest.mark.parametrize(
    ("place", "old", "new", "problem"),
    [
        (BLOCK, "^sensitive: true$", "sensitiv: true", "is not known here"),
        (BLOCK, "^source: https:", "source: http:", "must be a full https address"),
        (BLOCK, "^checked: .*$", "checked: 24.11.2026", "must be a day as YYYY-MM-DD"),
        ("facts/takedown.yaml", "^  source: .*$", "  basis: confirmed", "is missing; add it"),
        (AT, "^    kinds: .*$", "    kinds: [magic]", "Input should be"),
        (BLOCK_EN, "^title: .*$", 'title: " "', "is empty"),
        (BLOCK_DE, "^title: .*$", "title: {siezen: Bitte}", "siezen is no voice"),
        (BLOCK_EN, "^title: .*$", "title: !!int 5", "carries the tag"),
        (PLANS, "^bases:$", "bases: [", "is not valid YAML"),
    ],
)
def test_shape(broken: Broken, place, old, new, problem):
    broken.replace(place, old, new)
    found = broken.says(files.check)
    assert any(one.file.as_posix().endswith(place) and one.line > 0 for one in found), found
    assert any(problem in one.problem for one in found), found


def test_no_source_is_an_error_with_its_line(broken: Broken):
    broken.replace(AT, "^    source: .*\n", "")
    finding = only(broken.says(files.check), AT, "is missing; add it")
    assert finding.path == "services.0.source"
    assert finding.line > 1


def test_files_nobody_reads(broken: Broken):
    broken.write("en/steps/block.yml", "title: x")
    broken.write("guide/spare.yaml", "a: b")
    broken.write(".hidden", "")
    found = broken.says(files.check)
    only(found, "en/steps/block.yml", "rename it to .yaml")
    only(found, "guide/spare.yaml", "is not read by the program")
    assert len(found) == 2


def test_a_missing_file(broken: Broken):
    (broken.root / "guide/signs.yaml").unlink()
    (broken.root / "de/opening.yaml").unlink()
    found = broken.says(files.check)
    only(found, "guide/signs.yaml", "is missing")
    only(found, "de/opening.yaml", "is missing")


# ---- ids


def test_file_name_and_id(broken: Broken):
    (broken.root / BLOCK).rename(broken.root / "guide/steps/blocking.yaml")
    only(broken.says(ids.check), "guide/steps/blocking.yaml", "is block, but the file is called blocking")


def test_service_of_another_country(broken: Broken):
    broken.replace(AT, "^    country: AT$", "    country: DE")
    only(broken.says(ids.check), AT, "must be AT, as the file")


def test_service_id_begins_with_its_country(broken: Broken):
    broken.replace(AT, "^  - id: at-rettung-144$", "  - id: rettung-144")
    only(broken.says(ids.check), AT, "must begin with at-")


def test_unconfirmed_names_a_field(broken: Broken):
    broken.replace(AT, r"unconfirmed: \[languages\]", "unconfirmed: [tongues]")
    only(broken.says(ids.check), AT, "tongues is no field")


def test_doubles(broken: Broken):
    broken.append(BLOCK, "  - id: tell-someone-now\n")
    broken.replace("guide/steps/tell-someone.yaml", "^  - id: .*$", "  - id: tell-someone-now")
    broken.append("guide/advice.yaml", "- pay\n")
    broken.replace(QUESTIONS, r"options: \[self, parent", "options: [self, self")
    found = broken.says(ids.check)
    only(
        found,
        "guide/steps/tell-someone.yaml",
        "the task tell-someone-now stands twice (also guide/steps/block.yaml:",
    )
    only(found, "guide/advice.yaml", "the word pay stands twice")
    only(found, QUESTIONS, "the option of who self stands twice")


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        ("nobody-knows", "nobody-knows is no situation"),
        ("{dangerous: [yes]}", "dangerous is no question"),
        ("{danger: [perhaps]}", "danger has no option perhaps"),
        ("{danger: yes}", "danger: takes a list"),
        ("{unclear: [dangerous]}", "dangerous is no question"),
        ("{only: [danger]}", "only: takes a map"),
        ("{all: []}", "all: takes a list"),
        ("{}", "must be a word or a map"),
        ("{any: [{not: nobody-knows}]}", "nobody-knows is no situation"),
    ],
)
def test_conditions(broken: Broken, condition, problem):
    broken.append(BLOCK, f"  - id: block-probe\n    when: {condition}\n")
    assert only(broken.says(ids.check), BLOCK, problem).path.endswith(".when")


def test_circle(broken: Broken):
    broken.replace(SITUATIONS, "^  partner: .*$", "  partner: level-3")
    finding = only(broken.says(ids.check), SITUATIONS, "partner leads back to itself")
    assert finding.path == "conditions.partner"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("advises: [sing]", "sing is no word of guide/advice.yaml"),
        ("advises: [mute, block]\n    forbids: [block, mute]", "advises and forbids block, mute"),
        ("only-in: [stop-child]", "stop-child is no variant of this step"),
        ("uses: {services: [at-nobody]}", "at-nobody is no service"),
        ("uses: {service-kinds: [peer-support, bakery]}", "bakery is no kind of service"),
        ("uses: {takedown: [eraser]}", "eraser is no takedown tool"),
        ("uses: {law: [gravity]}", "gravity is no topic of a law"),
    ],
)
def test_what_a_task_refers_to(broken: Broken, line, problem):
    broken.append(BLOCK, f"  - id: block-probe\n    {line}\n")
    only(broken.says(ids.check), BLOCK, problem)


def test_a_kind_of_service_that_no_country_has(broken: Broken):
    for path in (broken.root / "facts/services").iterdir():
        path.write_text(path.read_text("utf-8").replace("honour", "directory"), "utf-8")
    broken.append(BLOCK, "  - id: block-probe\n    uses: {service-kinds: [honour]}\n")
    only(broken.says(ids.check), BLOCK, "no country has a service of the kind honour")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (r"now: \[stop, tell-someone\]", "now: [stop, sing]", "sing is no step or variant"),
        (r"now: \[stop, tell-someone\]", "now: [stop, stop]", "has stop twice"),
        ("insert: work-contact", "insert: work-chat", "work-chat is no step or variant"),
        ("behind: police", "behind: polizei", "polizei is no step"),
        (r"unless-base: \[fake-authority\]", "unless-base: [fake]", "fake is no base"),
        (r"remove: \[prevention\]", "remove: [cure]", "cure is no step"),
        (r"use: \[stop-child\]", "use: [stop-kid]", "stop-kid is no step or variant"),
        ("priority: 20$", "priority: 10", "10 stands twice"),
        ("^  - id: webcam-money$", "  - id: webcam-money\n    when: minor", "the last base has a condition"),
        ("^  - {id: child-alone, when: child-alone, ", "  - {id: child-alone, ", "has no condition"),
    ],
)
def test_what_the_rules_refer_to(broken: Broken, old, new, problem):
    broken.replace(PLANS, old, new)
    only(broken.says(ids.check), PLANS, problem)


def test_an_option_to_be_shown_first(broken: Broken):
    broken.replace(QUESTIONS, r"first: \[instagram", "first: [instagrem")
    only(broken.says(ids.check), QUESTIONS, "instagrem is no option of this question")


def test_exclusive_option(broken: Broken):
    broken.replace(QUESTIONS, r"exclusive: \[none\]", "exclusive: [nothing]")
    only(broken.says(ids.check), QUESTIONS, "nothing is no option of this question")


def test_what_may_not_fit_is_an_audience(broken: Broken):
    broken.replace(SITUATIONS, r"^may-not-fit: .*$", "may-not-fit: [young-adult]")
    only(broken.says(ids.check), SITUATIONS, "young-adult is no audience")


def test_help_now_refers_to_services_and_ways_that_are_there(broken: Broken):
    broken.replace(
        HELP,
        r"services: \[at-rat-auf-draht\], when: minor",
        "services: [at-nobody], when: minor",
    )
    broken.replace(
        HELP,
        r"services: \[de-krisenchat\], channel: chat",
        "services: [de-krisenchat], channel: sms",
    )
    found = broken.says(ids.check)
    only(found, HELP, "at-nobody is no service")
    only(found, HELP, "de-krisenchat has no sms")


# ---- references


@pytest.mark.parametrize(
    ("reference", "problem"),
    [
        ("{phone:at-nobody}", "there is no service at-nobody"),
        ("{step:sing}", "there is no step sing"),
        ("{tool:eraser}", "there is no tool eraser"),
        ("{law:at-stgb-144}", "law is none of"),
        ("{name}", "is no reference"),
        ("{phone:at-dec112}", "has no number to show"),
        ("{number:at-112}", "is shown without its country"),
        ("{step:police", None),
    ],
)
def test_references(broken: Broken, reference, problem):
    broken.replace(BLOCK_EN, "^title: .*$", f'title: "Block, see {reference}"')
    found = broken.says(references.check, of=BLOCK_EN)
    if problem is None:
        assert found == []
    else:
        assert only(found, BLOCK_EN, problem).path == "title"


# ---- words


@pytest.mark.parametrize(
    ("place", "old", "new", "path"),
    [
        (BLOCK_DE, "^  block-by-plan:$", "  block-by-planning:", "tasks.block-by-plan"),
        ("en/questions.yaml", "^    mine: ", "    my-own: ", "device.options.mine"),
        ("en/questions.yaml", "^    child:$", "    kid:", "suicide.wordings.child"),
        ("en/questions.yaml", "^country:$", "countries:", "country"),
        ("de/services/AT.yaml", "^at-rettung-144:$", "at-rettung:", "at-rettung-144"),
        ("de/platforms/instagram.yaml", "^  block: ", "  no-account-2: ", None),
        ("de/payments.yaml", "^paysafecard:$", "paysafe:", "paysafecard"),
        ("en/takedown.yaml", "^stopncii:$", "stop:", "stopncii"),
        ("en/situations.yaml", "^  in-danger:$", "  danger:", "situations.in-danger"),
        ("de/signs.yaml", "^  attractive-stranger:$", "  stranger:", "signs.attractive-stranger"),
    ],
)
def test_words_missing_and_words_for_nothing(broken: Broken, place, old, new, path):
    broken.replace(place, old, new)
    found = [
        one
        for one in broken.says(complete.check if path else files.check)
        if one.file.as_posix().endswith(place)
    ]
    assert found
    if path:
        assert {one.path for one in found if "is missing" in one.problem} == {path}
        assert any("has words, but the structure has no such id" in one.problem for one in found)
        assert {one.severity for one in found} == {"error"}


def test_fields_of_a_task(broken: Broken):
    broken.replace(BLOCK, "^tasks:$", "tasks:\n  - {id: block-probe, fields: [day]}")
    found = broken.says(complete.check)
    for lang in ("en", "de"):
        path = only(found, f"{lang}/steps/block.yaml", "is missing; add the words").path
        assert path == "tasks.block-probe"
        broken.replace(f"{lang}/steps/block.yaml", "^tasks:$", "tasks:\n  block-probe: {title: T, do: D}")
    found = broken.says(complete.check)
    for lang in ("en", "de"):
        path = only(found, f"{lang}/steps/block.yaml", "is missing; add the words").path
        assert path == "tasks.block-probe.fields.day"


def test_words_of_a_step_that_is_gone(broken: Broken):
    broken.write("en/steps/sing.yaml", "title: Sing\nbecause: It helps.\ntasks: {}\n")
    only(broken.says(complete.check), "en/steps/sing.yaml", "for something that is not there")


def test_a_reason_that_is_missing_is_a_warning(broken: Broken):
    broken.replace(PLANS, "^  - id: more-images$\n    priority", "  - id: even-more\n    priority")
    only(broken.says(complete.check), "en/situations.yaml", "is missing; add the words", "warning")


def test_a_third_language_may_be_incomplete(broken: Broken):
    broken.write("fr/signs.yaml", "intro: Oui\nclosing: Non\ngroups: {}\nsigns: {}\n")
    found = [one for one in broken.says(complete.check) if "/fr/" in one.file.as_posix()]
    assert found
    assert {one.severity for one in found} == {"warning"}
    assert broken.says(files.check) == []


def test_help_lines_and_danger(broken: Broken):
    broken.replace(HELP, "note: kids-line-salzburg", "note: kids-line-anywhere")
    only(broken.says(complete.check), "en/help.yaml", "is missing; add the words")


# ---- voices


@pytest.mark.parametrize(
    ("text", "problem", "severity"),
    [
        ("{sie: Blockieren Sie.}", "has no du", "error"),
        ("{du: Blockiere.}", "has no sie", "error"),
        ("{helper: Blockieren lassen.}", "has no sie, du", "error"),
        ("{sie: Blockieren Sie., du: Blockiere., you: Block.}", "has the voice you", "error"),
        ("Das können Sie jetzt tun.", "as Sie only", "warning"),
        ("Das kannst du jetzt tun.", "as du only", "warning"),
        ("{sie: Das kannst du tun., du: Das kannst du tun.}", "says du in the text for Sie", "warning"),
        ("{sie: Das können Sie tun., du: Das können Sie tun.}", "says Sie in the text for du", "warning"),
    ],
)
def test_voices(broken: Broken, text, problem, severity):
    broken.replace(BLOCK_DE, "^title: .*$", f"title: {text}")
    only(broken.says(voices.check), BLOCK_DE, problem, severity)


@pytest.mark.parametrize(
    "text",
    ["Nichts löschen.", "Sie kommen wieder.", "{sie: Fragen Sie „Wo bist du?“., du: Frag „Wo bist du?“.}"],
)
def test_voices_that_are_fine(broken: Broken, text):
    broken.replace(BLOCK_DE, "^title: .*$", f"title: {text}")
    assert [one for one in broken.says(voices.check) if one.path.startswith("title")] == []


def test_english_has_no_sie(broken: Broken):
    broken.replace(BLOCK_EN, "^title: .*$", "title: {sie: Block, du: Block}")
    only(broken.says(voices.check), BLOCK_EN, "has the voice sie, du")


# ---- interface


@pytest.mark.parametrize(
    ("place", "old", "new", "problem"),
    [
        ("de/interface.yaml", "^  name: .*\n", "", "is missing; English has it"),
        ("de/interface.yaml", "^app:$", "app:\n  extra: Mehr", "is not in English"),
        (
            "de/interface.yaml",
            r"^  count: .*$",
            "  count: 'Frage {number}'",
            "differs from English in {count}",
        ),
        ("de/interface.yaml", "^    one: .*\n", "", "has no form one"),
        ("de/opening.yaml", "^  button-start: .*\n", "", "is missing; English has it"),
        ("en/interface.yaml", "^  too-small: .*\n", "", "is asked for by base.py"),
        ("en/opening.yaml", "^  helper-first: .*\n", "", "is asked for by question.py"),
    ],
)
def test_interface(broken: Broken, place, old, new, problem):
    broken.replace(place, old, new)
    only(broken.says(interface.check), place, problem)


def test_every_constant_key_of_the_screens_is_seen():
    patterns = {pattern for _, pattern, _, _ in interface.asked()}
    assert r"plan\.where" in patterns
    assert r"country\.[^.]+" in patterns
    assert len(patterns) > 80


# ---- facts


@pytest.mark.parametrize(
    ("place", "old", "new", "problem", "severity"),
    [
        (AT, "^    checked: .*$", "    checked: 2031-01-01", "is in the future", "error"),
        (BLOCK, "^checked: .*$", "checked: 2031-01-01", "is in the future", "error"),
        (AT, "^    checked: (.*)$", "    checked: 2026-11-24\n    review_after: 2026-11-30",
         "has passed", "warning"),
        (AT, "^    checked: (.*)$", "    checked: 2026-11-24\n    review_after: 2026-11-01",
         "is before the day it was checked", "error"),
        (AT, "^    hours: 24/7$", "    hours: Mo-Fr 9-17 Uhr", "is no opening_hours string", "error"),
        (AT, "^    hours: 24/7$", "    hours: Mo-Fr 09:00-17:00; SH off", "names school holidays", "error"),
        (INT, "^    country: INT$", "    country: INT\n    hours: Mo-Fr 09:00-17:00; PH off",
         "names public holidays", "error"),
        (INT, "^    country: INT$", "    country: INT\n    hours: Mo-Fr 09:00-17:00",
         "no time zone is known", "warning"),
        (AT, "^timezone: .*$", "timezone: Europe/Berlin", "must be Europe/Vienna", "error"),
    ],
)  # fmt: skip
def test_days_and_hours(broken: Broken, place, old, new, problem, severity):
    broken.replace(place, old, new)
    only(broken.says(facts.check, TODAY), place, problem, severity)


@pytest.mark.parametrize(
    ("fields", "problem", "severity"),
    [
        ("phone: '+49301234567'", "is no number of AT", "error"),
        ("phone: 01 234567", "is no number with its country code", "error"),
        ("phone: '+43 1 71719'", "is not written as E.164", "error"),
        ("phone: '+43171719'\n    dial: 01 7171999", "is another number than", "error"),
        ("dial: '1999'", "is in no list of numbers of AT", "warning"),
        ("dial: '1'", "is no number", "error"),
    ],
)
def test_numbers(broken: Broken, fields, problem, severity):
    pytest.importorskip("phonenumbers")
    broken.replace(AT, "^    dial: '144'$", f"    {fields}")
    only(broken.says(facts.check, TODAY), AT, problem, severity)


def test_today_is_no_future_day(broken: Broken):
    broken.replace(BLOCK, "^checked: .*$", f"checked: {TODAY}")
    assert [one for one in broken.says(facts.check, TODAY) if one.file.name == "block.yaml"] == []
    only(broken.says(facts.check, date(2026, 11, 30)), BLOCK, "is in the future")


# ---- prose


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Ring 147 now.", "has the number 147 typed in"),
        ("Ring +43 1 71719.", "has the number +43 1 71719 typed in"),
        ("Ring 01 71 71 9 now.", "has the number 01 71 71 9 typed in"),
        ("See https://example.org.", "has the address https:// typed in"),
        ("See www.rataufdraht.at now.", "typed in; addresses stand in facts/"),
        ("See rataufdraht.at now.", "has the address rataufdraht.at typed in"),
        ("Stop now!", "has an exclamation mark"),
        ("Why did you write?", "says “Why did you”"),
        ("They will not\n  publish it.", "says “will not publish”"),
        ("Call victim-friendly people, victim.", "says “victim”"),
        ("Do it immediately.", "says “immediately”"),
        ("They don’t come from Nigerian towns. Don’t worry.", "says “Don't worry”"),
    ],
)
def test_prose(broken: Broken, text, problem):
    broken.replace(BLOCK_EN, "^because: .*$", f"because: >-\n  {text}")
    finding = only(broken.says(prose.check, of=BLOCK_EN), BLOCK_EN, problem)
    assert finding.path == "because"
    assert finding.line == 2


@pytest.mark.parametrize(
    "text",
    ["It takes 24 hours, from 2024 to 2026.", "It is not your fault.", "Ring {phone:at-polizei-notruf} now.",
     "A victim support service helps.", "Nothing to send. At once is not now."],
)  # fmt: skip
def test_prose_that_is_fine(broken: Broken, text):
    broken.replace(BLOCK_EN, "^because: .*$", f'because: "{text}"')
    assert broken.says(prose.check, of=BLOCK_EN) == []


def test_what_not_to_say_may_be_quoted_where_it_is_warned_of(broken: Broken):
    broken.replace(BLOCK_EN, "^  dont:$", "  dont:\n    - Ask “why did you”")
    broken.replace("en/situations.yaml", "^    never:$", "    never:\n      - Say they never publish")
    assert [one for one in broken.says(prose.check) if one.severity == "error"] == []


@pytest.mark.parametrize(
    ("place", "text", "label"),
    [
        (BLOCK_EN, "Your partner should not know.", "partner"),
        (BLOCK_EN, "You think about suicide.", "suicide"),
        (BLOCK_EN, "Your device is watched.", "watched"),
        (BLOCK_DE, "Es kommt aus der Familie.", "Familie"),
        (BLOCK_DE, "Das Gerät wird kontrolliert.", "kontrolliert"),
    ],
)
def test_no_label_in_titles_and_reasons(broken: Broken, place, text, label):
    broken.replace(place, "^title: .*$", f"title: {text}")
    only(broken.says(prose.check, of=place), place, f"says “{label}”, a label")


def test_long_sentences_and_long_tasks_are_warnings(broken: Broken):
    broken.replace(BLOCK_EN, "^because: .*$", "because: " + "word " * 21 + "end.")
    broken.replace(BLOCK_EN, "^ +What the police .*$", "        " + "One two three. " * 21)
    found = broken.says(prose.check, of=BLOCK_EN)
    only(found, BLOCK_EN, "has a sentence of 22 words", "warning")
    only(found, BLOCK_EN, "move what is not the action to `more`", "warning")


def test_a_hard_file_is_a_warning(broken: Broken):
    hard = "Organisational considerations necessitate comprehensive administrative investigations. " * 40
    broken.replace(BLOCK_EN, "^because: .*$", f"because: {hard}")
    broken.replace(
        BLOCK_DE,
        "^title: .*$",
        "title: " + "Unverhältnismäßigkeitsvermutungen berücksichtigen. " * 90,
    )
    found = broken.says(reading.check)
    only(found, BLOCK_EN, "reads like school year", "warning")
    only(found, BLOCK_DE, "reads like school year", "warning")


@pytest.mark.parametrize(
    ("count", "word", "number"),
    [
        (reading.syllables_en, "stop", 1), (reading.syllables_en, "picture", 2),
        (reading.syllables_en, "delete", 2), (reading.syllables_en, "asked", 1),
        (reading.syllables_en, "wanted", 2), (reading.syllables_en, "messages", 3),
        (reading.syllables_de, "Bild", 1), (reading.syllables_de, "Bilder", 2),
        (reading.syllables_de, "Freundeskreis", 3), (reading.syllables_de, "Polizei", 3),
        (reading.syllables_de, "Äußerung", 3), (reading.syllables_de, "123", 1),
    ],
)  # fmt: skip
def test_syllables(count, word, number):
    assert count(word) == number


def test_reading_level_grows_with_words_and_sentences():
    easy, hard = (
        ["We go now.", "It is good."],
        ["Considerable organisational circumstances deteriorate continuously."],
    )
    assert reading.flesch_kincaid(easy) < 3 < 15 < reading.flesch_kincaid(hard)
    assert reading.vienna(["Das ist gut.", "Komm mit."]) < 3
    assert reading.vienna(["Unverhältnismäßige Bearbeitungszeiten beeinträchtigen Beratungsgespräche."]) > 12


# ---- the walk


@pytest.fixture
def short_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "MOST_PAIRS", 60)
    monkeypatch.setattr(reach, "BY_CHANCE", 30)
    monkeypatch.setattr(reach, "TRIES", 20)


@pytest.mark.usefixtures("short_walk")
@pytest.mark.parametrize(
    ("place", "old", "new", "problem"),
    [
        (BLOCK, "^tasks:$", "tasks:\n  - {id: block-probe, when: {all: [minor, {age: [adult]}]}}",
         "no answers lead to the task block-probe"),
        (QUESTIONS, r"^  when: \{all: \[\{not: child-alone\}, \{paid: \['yes'\]\}\]\}$",
         "  when: {all: [child-alone, {paid: ['yes']}]}", "no answers lead to the question paid-how"),
        (SITUATIONS, r"^  - \{id: work, when: .*$",
         "  - {id: work, when: {all: [{danger-if-known: [work]}, child-alone]}}",
         "no answers lead to the situation work"),
        (PLANS, "^  - id: faked$\n    when: faked", "  - id: faked\n    when: {all: [faked, money-mule]}",
         "no answers lead to the base faked"),
        (PLANS, r"use: \[stop-child\]", "use: [stop-known]", "no answers lead to the variant stop-child"),
        (PLANS, "^    when: crisis$", "    when: {all: [crisis, {suicide: [unknown]}]}",
         "no answers lead to the overlay a-person-first"),
        (PLANS, r"\{insert: named-time, ", "{insert: alerts, ", "no answers lead to the step named-time"),
    ],
)  # fmt: skip
def test_unreached(broken: Broken, place, old, new, problem):
    broken.replace(place, old, new)
    only(broken.says(reach.check), ".yaml", problem)


@pytest.mark.usefixtures("short_walk")
def test_contradiction(broken: Broken):
    broken.replace("guide/steps/evidence.yaml", "^tasks:$", "tasks:\n" + (
        "  - id: evidence-never-block\n    forbids: [block]\n"
        "    source: https://example.org/x\n    checked: 2026-11-24\n"
    ))  # fmt: skip
    finding = only(
        broken.says(reach.check),
        BLOCK,
        "which evidence-never-block forbids in the same plan",
    )
    assert finding.path.endswith(".advises")


@pytest.mark.usefixtures("short_walk")
def test_an_empty_plan(broken: Broken):
    broken.replace(
        PLANS,
        "^removals:$",
        "removals:\n  - {when: work, keep-only: [work-contact]}\n  - {when: work, remove: [work-contact]}",
    )
    only(broken.says(reach.check), PLANS, "gives a plan without steps")
