"""Draft → files. Each writer takes the draft as it is and invents nothing."""
