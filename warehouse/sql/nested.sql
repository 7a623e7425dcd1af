-- The roles, places and mentions of the changed postings, straight from the lake.
insert into raw.roles
with nested as (
    select c.posting_id, unnest(l.roles) as item, generate_subscripts(l.roles, 1) as place
    from read_parquet($paths, filename = true, file_row_number = true, union_by_name = true) as l
    join changed as c using (filename, file_row_number)
)
select posting_id, place - 1, item.title, item.role, item.ai_level, item.scope
from nested;

insert into raw.places
with nested as (
    select c.posting_id, unnest(l.places) as item, generate_subscripts(l.places, 1) as place
    from read_parquet($paths, filename = true, file_row_number = true, union_by_name = true) as l
    join changed as c using (filename, file_row_number)
)
select posting_id, place - 1, item.text, item.city, item.region, item.country, item.area, item.remote_scope
from nested;

insert into raw.mentions
with nested as (
    select c.posting_id, unnest(l.mentions) as item
    from read_parquet($paths, filename = true, file_row_number = true, union_by_name = true) as l
    join changed as c using (filename, file_row_number)
)
select
    posting_id, item.skill, item.form, item.status, item.section,
    item.start, item.end, item.sentence, item.role_index, item.is_old
from nested;
