"""The claims by theme, one file each: entries alone, with the selections they share in `selections`."""
