"""The strict reader: what an author wrote is what we get, or one ContentError with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sextortion_helper.errors import ContentError
from sextortion_helper.knowledge import strict
from sextortion_helper.text import UNSAFE

EXAMPLES = settings(max_examples=300, deadline=None)


@pytest.fixture
def read(tmp_path: Path):
    path = tmp_path / "words.yaml"

    def read(text: str | bytes) -> object:
        path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
        return strict.read(path)

    return read


@pytest.mark.parametrize(
    "text",
 ["NO", "no", "yes", "on", "off", "Off", "y", "True", "TRUE", "False", "Null", "NULL", "~", "22:15",
     "2026-11-24", "2026-11-24T10:00:00Z", "+43 59133", "+5", "0x1f", "0o17", "017", "1_000", "1,5", "16 123",
     "0800 112 112", ".inf2", "inf", "nan", "1e", "--", "=", "<<", "24/7", "Mo-Fr 09:00-17:00", "1.2.3",
     "99999999999999999999", "§ 144 StGB", "don't", "a:b"],
)  # fmt: skip
def test_stays_text(read, text):
    assert read(f"value: {text}") == {"value": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("false", False), ("null", None), ("0", 0), ("7", 7), ("-3", -3), ("[1, a]", [1, "a"]),
     ("{a: 1}", {"a": 1}), ('"1"', "1"), ("'true'", "true"), ('"null"', "null"), ('""', ""), ("[]", []),
     ("{}", {})],
)  # fmt: skip
def test_special_values(read, text, value):
    assert read(f"value: {text}") == {"value": value}


def test_blocks_keep_their_lines(read):
    assert read("a: |\n  - x\n  - y\nb: >-\n  one\n  two\n") == {"a": "- x\n- y\n", "b": "one two"}


def test_a_mark_at_the_start_is_no_harm(read):
    assert read("\ufeffa: b") == {"a": "b"}


@pytest.mark.parametrize(
    ("text", "line", "path", "problem"),
    [
        ("a: 1.5", 1, "a", "put it in quotes"),
        ("a: b\nc: [x, 1e5]", 2, "c.1", "put it in quotes"),
        ("a: .inf", 1, "a", "put it in quotes"),
        ("a: 3.", 1, "a", "put it in quotes"),
        # the place of the alias, the line of what it stands for
        ("a: &x b\nc: *x", 1, "c", "uses an alias"),
        ("a: b\nc: &x\n  d: [*x]", 2, "c.d.0", "uses an alias"),
        ("a: *x", 1, "", "is not valid YAML"),
        ("a: !!int 5", 1, "a", "carries the tag"),
        ("a:\n  - !secret b", 2, "a.0", "carries the tag"),
        ("a: !!set {b: null}", 1, "a", "carries the tag"),
        ("a: !!python/object/apply:os.system [echo]", 1, "a", "carries the tag"),
        ("a: b\nc: d\na: e", 3, "a", "stands twice"),
        ("x:\n  a: b\n  'a': c", 3, "x.a", "stands twice"),
        ("1: a", 1, "", "has the key 1"),
        ("a: b\ntrue: c", 2, "", "has the key true"),
        ("null: c", 1, "", "has the key null"),
        ("? [a, b]\n: c", 1, "", "has a key that is not text"),
        ("? {a: b}\n: c", 1, "", "has a key that is not text"),
        ("a: b\nc:", 2, "c", "has no value"),
        ("- a\n-", 2, "1", "has no value"),
        ("a: b\n c: d", 2, "", "is not valid YAML"),
        ("a: [b", 1, "", "is not valid YAML"),
        ("a: 'b", 1, "", "is not valid YAML"),
        ("a: b: c", 1, "", "is not valid YAML"),
        ("a:\n\t- b", 2, "", "is not valid YAML"),
        ("a: b\n---\nc: d", 2, "", "is not valid YAML"),
        ("a: %b", 1, "", "is not valid YAML"),
        ("", 0, "", "is empty"),
        ("# only a remark\n", 0, "", "is empty"),
        ("a: b\nc: d\x1b[31m", 2, "", "holds the control character U+001B"),
        ("a: b\u202ec", 1, "", "holds the control character U+202E"),
        ("a: b\n\n\x00", 3, "", "holds the control character U+0000"),
        ("a: \ufeffb", 1, "", "holds the control character U+FEFF"),
        (b"a: b\nc: \xff", 2, "", "is not UTF-8"),
        (b"\xff\xfea\x00", 1, "", "is not UTF-8"),
        (b"a: \xed\xa0\x80", 1, "", "is not UTF-8"),
    ],
)
def test_refused(read, text, line, path, problem):
    with pytest.raises(ContentError) as caught:
        read(text)
    assert problem in caught.value.problem
    assert caught.value.line in ((line, line + 1) if "not valid" in problem else (line,))
    if "not valid" not in problem:
        assert caught.value.path == path
    assert str(caught.value).startswith(f"{caught.value.file.as_posix()}:{caught.value.line}: ")


@pytest.mark.parametrize(
    "text",
    ["[" * 50 + "]" * 50, "[" * 5_000 + "]" * 5_000, "[" * 30_000, "{a: " * 60 + "b" + "}" * 60,
     "\n".join(" " * depth + "a:" for depth in range(60)) + " b", "- " * 200 + "a"],
)  # fmt: skip
def test_too_deep(read, text):
    with pytest.raises(ContentError, match=r"flatten it|not valid YAML"):
        read(text)


def test_forty_levels_are_fine(read):
    assert read("[" * 40 + "a" + "]" * 40)


def test_too_large(read):
    assert read("a: " + "b" * (strict.MAX_BYTES - 3))
    with pytest.raises(ContentError, match="larger than 2 MB"):
        read("a: " + "b" * (strict.MAX_BYTES - 2))


def test_aliases_cannot_grow(read):
    """The billion laughs: refused at the first alias."""
    lines = ["a: &a [x, x]"] + [
        f"{c}: &{c} [*{p}, *{p}]" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    with pytest.raises(ContentError, match="alias"):
        read("\n".join(lines))


def test_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(ContentError, match="cannot be read"):
        strict.read(tmp_path / "none.yaml")
    with pytest.raises(ContentError, match="cannot be read"):
        strict.read(tmp_path)


def test_text_from_elsewhere_is_read_the_same():
    assert strict.read_text("a: no", "standard input") == {"a": "no"}
    with pytest.raises(ContentError, match=r"^standard input:1: a: "):
        strict.read_text("a: 1.5", "standard input")


@pytest.mark.parametrize(
    ("location", "line"),
    [
        ((), 1),
        (("a",), 1),
        (("b",), 2),
        (("b", 1), 4),
        (("b", 1, "c"), 5),
        (("b", 1, "none"), 4),
        (("b", 9), 2),
    ],
)
def test_line_of(tmp_path: Path, location, line):
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\nb:\n  - x\n  - d: 1\n    c: 2\n", "utf-8")
    assert strict.line_of(path, location) == line


def test_line_of_a_file_that_cannot_be_read(tmp_path: Path):
    assert strict.line_of(tmp_path / "none.yaml", ()) == 0


# ---- by chance


@EXAMPLES
@given(st.binary(max_size=300))
def test_any_bytes_give_data_or_a_content_error(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "a.yaml"
    path.write_bytes(data)
    try:
        strict.read(path)
    except ContentError:
        return


_YAML_LIKE = st.text(st.sampled_from("ab:- \n[]{}#&*!|>'\"%@?,1.~\t"), max_size=120)


@settings(max_examples=1_000, deadline=None)
@given(_YAML_LIKE | st.text(max_size=200))
def test_any_text_gives_data_or_a_content_error(text):
    try:
        found = strict.read_text(text, "any")
    except ContentError:
        return
    check_plain(found)


def check_plain(value: object) -> None:
    """Only what the dialect knows, all the way down."""
    if isinstance(value, dict):
        for key, inner in value.items():
            assert type(key) is str
            check_plain(inner)
    elif isinstance(value, list):
        for inner in value:
            check_plain(inner)
    else:
        assert value is None or type(value) in (str, int, bool)


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20).filter(
    lambda text: not UNSAFE.search(text)
)
_PLAIN = st.recursive(
    _TEXT | st.integers(-(10**16), 10**16) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)


@EXAMPLES
@given(st.dictionaries(_TEXT, _PLAIN, min_size=1, max_size=4))
def test_plain_structures_read_back(data):
    assert strict.read_text(_written(data), "any") == data


def _written(value: object) -> str:
    """Our dialect: every text in quotes, flow style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_written(str(k))}: {_written(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)


@EXAMPLES
@given(st.dictionaries(_TEXT.filter(lambda t: t.strip() == t and t), st.lists(_TEXT, min_size=1), min_size=1))
def test_what_pyyaml_writes_in_quotes_reads_back(data):
    written = yaml.safe_dump(data, default_style='"', allow_unicode=True, width=10_000)
    assert strict.read_text(written.replace("!!str ", ""), "any") == data
