"""Training material of the mapping's model."""
