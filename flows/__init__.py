"""CONDUCT: Prefect flows, the run lock and the `jobshift` command line."""
