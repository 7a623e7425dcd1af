-- One row per panel, definition and tagged AI level: how often readers put openings so tagged under the definition.
-- From the labels of `jobshift audit`; those that corrected series rest on, whether there are enough of them or not.
select
    panel, definition, ai_level, labels,
    100 * mean as labelled_pct,
    100 * sqrt(variance) as error_points
from "work"."raw"."audit_errors"