
    select posting_id, count(*) as rows
    from "work"."main"."postings"
    group by posting_id
    having count(*) > 1
         or posting_id is null
