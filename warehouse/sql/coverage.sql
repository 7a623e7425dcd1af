-- One row per line of the coverage ledger; half lines that a kill left are passed over. The best row of a night counts.
delete from raw.coverage;

insert into raw.coverage
with lines as (
    select unnest(string_split(content, chr(10))) as line
    from read_text($paths)
),
rows as (
    select unnest(from_json(line, '{
        "night": "DATE", "source": "VARCHAR", "board": "VARCHAR", "crawl_id": "VARCHAR", "status": "VARCHAR",
        "postings": "UINTEGER", "requests": "UINTEGER", "errors": "UINTEGER", "reason": "VARCHAR",
        "finished_at": "TIMESTAMP"
    }'))
    from lines
    where json_valid(line)
)
select * exclude (finished_at)
from rows
qualify row_number() over (
    partition by night, source, board
    order by
        list_position(
            ['complete', 'unchanged', 'absent', 'partial', 'suspect', 'blocked', 'failed', 'asleep'], status
        ),
        finished_at desc,
        crawl_id desc
) = 1;
