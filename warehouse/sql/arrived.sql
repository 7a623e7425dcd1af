-- One row per posting and page in the parts to be loaded, without text, roles, places and mentions; is_newest marks the version to keep.
create or replace temp table arrived as
with rows as (
    select
        * exclude (text, roles, places, mentions, part, input_hash),
        source || '/' || night || '/' || part as part,
        least(len(roles), 255)::utinyint as n_roles
    from read_parquet($paths, filename = true, file_row_number = true, union_by_name = true)
)
select
    *,
    row_number() over (
        partition by source, board, ref
        order by fetched_at desc, part desc, file_row_number desc
    ) = 1 as is_newest
from rows;
