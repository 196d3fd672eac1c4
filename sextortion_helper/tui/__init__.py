"""The full-screen guide. Nothing below `tui/` imports Textual."""
