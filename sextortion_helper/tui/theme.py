"""Our two themes: warm greys, one quiet accent, no red, no pure white on black.

`tests/tui/test_theme.py` computes that every pair used passes WCAG AA.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="quiet-dark",
    primary="#8fb8ad",
    secondary="#b3a89a",
    accent="#8fb8ad",
    foreground="#e4ddd3",
    background="#1e1c1a",
    surface="#272421",
    panel="#2e2b27",
    warning="#d8bb7f",
    error="#d8bb7f",
    success="#8fb8ad",
    dark=True,
    variables={"quiet": "#a59b8f", "bar": "#8fb8ad", "field": "#2e2b27"},
)
LIGHT = Theme(
    name="quiet-light",
    primary="#2c665b",
    secondary="#655d53",
    accent="#2c665b",
    foreground="#2b2723",
    background="#f5f1e9",
    surface="#ece6db",
    panel="#e6dfd2",
    warning="#6e5310",
    error="#6e5310",
    success="#2c665b",
    dark=False,
    variables={"quiet": "#665e54", "bar": "#2c665b", "field": "#e9e2d6"},
)
HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#ffd75f",
    secondary="#e8e8e8",
    accent="#ffd75f",
    foreground="#f0f0f0",
    background="#000000",
    surface="#101010",
    panel="#181818",
    warning="#ffd75f",
    error="#ffd75f",
    success="#ffd75f",
    dark=True,
    variables={"quiet": "#cfcfcf", "bar": "#ffd75f", "field": "#202020"},
)
OWN = (DARK, LIGHT, HIGH_CONTRAST)
# The names a person can choose, in the order Settings shows them.
CHOICE = ("quiet-dark", "quiet-light", "high-contrast", "ansi-dark", "ansi-light")
