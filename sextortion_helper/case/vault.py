"""The store under a passphrase: an SQLCipher 4 file at its defaults, so that other programs can open it too.

Other programs must give the passphrase as it is kept here: in Unicode's form NFKC, without blanks at
its ends. `sqlcipher3` and the word lists are imported inside functions only: without the library the
other modes go on, and nobody else pays for it at the start.
"""

from __future__ import annotations

import hashlib
import hmac
import importlib
import re
import secrets
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, Protocol, TypeVar

from sextortion_helper.case.connect import Connection, Driver, from_system
from sextortion_helper.case.store import Store
from sextortion_helper.errors import (
    EmptyPassphraseError,
    NoCipherError,
    NotSealedError,
    PassphraseError,
    ShortPassphraseError,
    StoreDamagedError,
    StoreError,
    StoreFileError,
    WrongPassphraseError,
)

MODE: Final = "passphrase"
LEAST_SIGNS: Final = 12
LEAST_WORDS: Final = 4
SUGGESTED: Final = 6  # words; at least 70 bits with any of the lists
LONGEST_WAIT: Final = 60.0
KEY_ROUNDS: Final = 256_000  # of PBKDF2-HMAC-SHA512: the default of SQLCipher 4
PLAIN_HEAD: Final = b"SQLite format 3\x00"

# Soft hyphen, zero width blank, direction marks, byte order mark: pasted unnoticed, never typed.
_UNSEEN: Final = frozenset(
    "\u00ad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)

_T = TypeVar("_T")


class Chooser(Protocol):
    """What picks a word: the module `secrets`, or a `random.Random` in a test."""

    def choice(self, seq: Sequence[_T], /) -> _T: ...  # noqa: D102


# -- the passphrase -------------------------------------------------------------------------------


def normal(text: str) -> str:
    """The one form in which a passphrase is given to the file: NFKC, ends trimmed.

    Raises EmptyPassphraseError, or PassphraseError for signs that could not be typed again.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if not text:
        raise EmptyPassphraseError
    # Control signs (a pasted line break, NUL), half signs, and signs that are not to be seen.
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in _UNSEEN for sign in text):
        raise PassphraseError
    return text


def check_passphrase(text: str) -> str:
    """A new passphrase in its normal form. Raises PassphraseError and its kinds, each with a `key`."""
    text = normal(text)
    if len(text) < LEAST_SIGNS and len(text.split()) < LEAST_WORDS:
        raise ShortPassphraseError
    return text


def delay_after(wrong_tries: int) -> float:
    """Seconds to wait after so many wrong passphrases in a row: 1, 2, 4 ... 60."""
    if wrong_tries <= 0:
        return 0.0
    return min(LONGEST_WAIT, 2.0 ** min(wrong_tries - 1, 10))


# -- a passphrase to offer ------------------------------------------------------------------------

# Lists of the package xkcdpass: EFF's long list (CC BY 3.0) and dys2p's German one (BSD-3-Clause).
_LISTS: Final = {"en": "eff-long", "de": "ger-long"}
# Whoever reads these words has enough of them already. Parts of words, looked for anywhere.
_UNKIND: Final = {
    "en": re.compile(
        "abus|agon|asham|blood|bribe|bust|coffin|crime|cruel|curs|death|devil|dread|dying|"
        "evil|extort|fear|fright|fury|grave|grop|guilt|gun|harm|hate|hurt|jail|kiss|lust|"
        "molest|murder|naked|nude|panic|panties|pantyhose|poison|prison|rage|scold|sex|shame|"
        "shock|slap|slut|snoop|spank|spy|stalk|stolen|strip|suffer|sulk|thief|thong|threat|"
        "spied|thug|torment|trap|undress|unloved|victim|violat|violen|vulgar|womb|worr|wound|"
        "abreast|alone|backstab|beat|bullfight|bullwhip|bully|captiv|chain|cheating|chok|crying|cuddl|cuff|"
        "danger|deceased|deceit|deceiv|defraud|despair|drown|enslave|entomb|explode|exploit|failing|filth|"
        "flirt|grief|griev|groin|jackknife|kick|kill|lonel|mortal|mourn|outcast|overhang|penknife|perish|"
        "prewar|postwar|punch|reburial|ribcage|robbing|ruin|sadd|sadly|sadness|scam|scar[eirdy]|seduc|"
        "sinner|skelet|strangl|suffocat|thigh|trash|unbutton|undoing|unrobed|unsafe|unwarlike|"
        "venom|verdict|wreck|rope|bloomer|glare|droop"
    ),
    "de": re.compile(
        "angst|arsch|ausgezogen|bestraf|betrog|betrug|blut|brust|bumsen|busen|drecks|droh|"
        "ekel|elend|ermord|erpress|erschoss|erwuerg|feind|folter|gefahr|geil|geisel|gepeinigt|"
        "gestraf|gewalt|gift|grab|grausam|gruft|hass|haft|henker|hinricht|hure|jobkiller|kriminal|"
        "irrsinn|leiche|leid|luder|luege|lust|mord|mundtot|nackt|narben|nutte|opfer|panik|peinlich|"
        "peitsch|pruegel|qual|rache|raub|reintreten|scham|schand|schlampe|schock|schuld|schwein|"
        "selbstmord|sex|sterb|straf|suizid|terror|teufel|titte|tod|tot|trauer|verbrech|"
        "verdammt|verfolg|vergewalt|verlust|verrat|wollust|wund|wut|zwang|zwing|"
        "ableb|abgrund|anklag|brand|bruch|deppen|dieb|ehebruch|einsam|enttarn|erkrank|ersticht|erstick|"
        "ertrink|fallbeil|fegefeuer|fessel|feuer|fliehen|flucht|galgen|gefangen|gehauen|gericht|gierig|grusel|"
        "haudegen|hauen|intim|kampf|klau|kriegen|gekriegt|kummer|messer|monster|pfand|sarg|schuss|stech|stehl|"
        "spalten|stich|traurig|unfall|urteil|weinen|zwick"
    ),
}


@cache
def _words(lang: str) -> tuple[str, ...]:
    """Words that any keyboard can type, without capital letters, long or unkind ones."""
    from importlib.resources import files

    lines = files("xkcdpass").joinpath("static", _LISTS[lang]).read_text(encoding="utf-8").split()
    return tuple(
        word
        for word in dict.fromkeys(lines)
        if 3 <= len(word) <= 10
        and word.isascii()
        and word.isalpha()
        and word.islower()
        and not _UNKIND[lang].search(word)
    )


def suggest(lang: str, rng: Chooser = secrets) -> str:
    """Six words to offer as a passphrase, German for `de`, else English. Kept nowhere."""
    words = _words("de" if lang.lower().startswith("de") else "en")
    return " ".join(rng.choice(words) for _ in range(SUGGESTED))


# -- the file -------------------------------------------------------------------------------------


def pretend(passphrase: str) -> None:
    """Take as long as opening a file with `passphrase` would, so that its absence can't be told."""
    hashlib.pbkdf2_hmac("sha512", passphrase.encode(), b"0123456789abcdef", KEY_ROUNDS)


def kind(path: Path) -> Literal["none", "plain", "sealed"]:
    """What is kept at `path`, by its first bytes; a file of another program may seem sealed.

    Raises StoreFileError if it can't be read.
    """
    first = head(path)
    return "none" if not first else "plain" if first.startswith(PLAIN_HEAD) else "sealed"


def head(path: Path) -> bytes:
    """The first bytes of the file. One that this process has open is never read: see `Store.at`."""
    store = Store.at(path)
    if store is not None:
        return b"?" if store.mode == MODE else PLAIN_HEAD
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(100)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise from_system(error, path) from error


def cipher_version() -> str | None:
    """The version of the library that encrypts. None: there is none, or it does not encrypt."""
    try:
        return _version(_library())
    except NoCipherError:
        return None


def driver(path: Path, passphrase: str) -> Driver:
    """The way to open or make the sealed file at `path`. Writes nothing.

    Raises NoCipherError, NotSealedError, PassphraseError and its kinds, StoreFileError.
    """
    _version(_library())
    found = kind(path)
    if found == "plain":
        raise NotSealedError(path)
    # A file that exists may have been given a shorter one by another program.
    return _driver(check_passphrase(passphrase) if found == "none" else normal(passphrase))


def change_passphrase(store: Store, old: str, new: str) -> None:
    """Encrypt the whole open store anew. One transaction: if killed, the file opens with one of the two.

    Raises WrongPassphraseError if `old` is not its passphrase, other PassphraseErrors for `new`, and
    StoreFileError and its kinds; after an error `old` is still the passphrase. An older copy of the file
    still opens with `old`.
    """
    place = store.path or Path(":memory:")
    if store.mode != MODE:
        raise NotSealedError(place)
    if not store.opens_with(normal(old)):
        raise WrongPassphraseError(place)
    text = check_passphrase(new)

    def change(connection: Connection) -> None:
        if connection.execute(f"PRAGMA rekey={_quoted(text)}").fetchone() != ("ok",):
            raise StoreFileError(place)
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            raise StoreDamagedError(place)

    store.rekey(change, _driver(text))


# -- inside ---------------------------------------------------------------------------------------


def _library() -> Any:
    try:
        return importlib.import_module("sqlcipher3.dbapi2")
    except ImportError as error:
        raise NoCipherError from error


def _version(library: Any) -> str:
    """Asked of a database in memory, before any file is made. Raises NoCipherError."""
    connection = library.connect(":memory:")
    try:
        row = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    if not row or not row[0]:
        raise NoCipherError
    return str(row[0])


def _driver(text: str) -> Driver:
    library = _library()

    def connect(name: str) -> Connection:
        # Any thread may call: the store has its own lock around each transaction.
        connection: Connection = library.connect(name, isolation_level=None, check_same_thread=False)
        return connection

    def unlock(connection: Connection) -> None:
        connection.execute("PRAGMA cipher_log_level=NONE")  # else it writes to the terminal
        connection.execute(f"PRAGMA key={_quoted(text)}")
        # A build without encryption ignores the key without a word and would write plain text.
        for question in ("cipher_version", "cipher_status"):
            row = connection.execute(f"PRAGMA {question}").fetchone()
            if not row or row[0] in (None, "", "0", 0):
                raise NoCipherError

    def unreadable(path: Path) -> StoreError:
        return WrongPassphraseError(path)

    def knows(other: str) -> bool:
        return hmac.compare_digest(other.encode(), text.encode())

    return Driver(MODE, connect, library.Error, unlock, unreadable, knows)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"  # a pragma takes no parameters
