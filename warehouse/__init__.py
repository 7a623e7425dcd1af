"""REMEMBER: the lake, the work warehouse (a dbt project) and the published file."""
