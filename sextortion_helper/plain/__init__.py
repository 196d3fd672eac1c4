"""The same guide as plain text and data: no screens, no colour, nothing but lines."""
