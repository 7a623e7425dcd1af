-- One row per run that tagged postings again, panel, month and cause: what it did to AI in the duties, and why.
-- Cause `all` is the month itself; a skill, the flips of openings that ask for it on one side alone (an opening may have
-- several); `rules`, those in which no AI skill came or went.
select
    run_id, retagged_on, snapshot_before, taxonomy_before, taxonomy_after, panel, month, cause,
    n_before, n_after, count_before, count_after, share_before_pct, share_after_pct, gained, lost
from "work"."raw"."retag_effects"