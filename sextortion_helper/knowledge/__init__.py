"""content/ as checked, frozen models: schema, strict YAML loader, library, words."""
