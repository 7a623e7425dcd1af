-- Links by exact keys: every holder of a key that a fresh face has, to the first holder of that key.
insert into found.links
with touched as (
    select distinct key from fresh_keys
),
holders as (
    select distinct key, kind, posting_id
    from found.keys
    semi join touched using (key)
),
firsts as (
    select key, kind, min(posting_id) as low
    from holders
    group by key, kind
)
select
    low,
    posting_id as high,
    ['requisition', 'url', 'same_text'][kind::integer] as reason,
    case kind when 3 then 1 end as similarity,
    true as is_firm
from holders
join firsts using (key, kind)
where low <> posting_id
    and (low, posting_id, reason) not in (select (low, high, reason) from found.links);
