"""The shape of everything in `content/`: pydantic models, frozen, nothing unknown let in."""
