"""Item models: hold ready-to-show values per row and role, never query."""
