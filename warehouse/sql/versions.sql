-- The contents that postings had for the first time in the arrived parts, or for an earlier night than known.
create or replace temp table versions_now as
with told as (
    select
        ids.posting_id,
        hash(title, place, requisition, text_hash, pay_min, pay_max, pay_currency, pay_period) as version,
        a.*
    from arrived as a
    join raw.posting_ids as ids using (source, board, ref)
),
earliest as (
    select *
    from told
    qualify row_number() over (
        partition by posting_id, version
        order by night, part, file_row_number
    ) = 1
)
select e.*
from earliest as e
left join raw.versions as known using (posting_id, version)
where known.night is null or (e.night, e.part) < (known.night, known.part);

delete from raw.versions where (posting_id, version) in (select (posting_id, version) from versions_now);

insert into raw.versions
with nested as (
    select
        filename, file_row_number,
        list_transform(roles, lambda role: role.title) as titles,
        list_sort(list_distinct(list_transform(
            list_filter(mentions, lambda mention: mention.status <> 'negated'), lambda mention: mention.skill
        ))) as skills
    from read_parquet($paths, filename = true, file_row_number = true, union_by_name = true)
    where (select count(*) from versions_now) > 0
)
select
    v.posting_id, v.version, v.night, v.title, v.place, v.requisition, v.url, v.text_hash, v.text_length,
    nested.titles, nested.skills, v.ai_level, v.pay_min, v.pay_max, v.pay_currency, v.pay_period,
    case when v.thread_month is not null then v.board end,
    v.part, v.file_row_number
from versions_now as v
join nested using (filename, file_row_number);
