"""How the sample papers look: one module for each kind of file, one YAML text for each paper."""
