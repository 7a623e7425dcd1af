"""From text to mentions, roles, AI level."""
