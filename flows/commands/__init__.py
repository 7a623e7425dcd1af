"""The commands, one file per help panel: run, look, publish, maintain."""
