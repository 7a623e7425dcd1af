
    select panel, month, posting_id, count(*) as rows
    from "work"."steps"."stock_months"
    group by panel, month, posting_id
    having count(*) > 1
         or panel is null or month is null or posting_id is null
