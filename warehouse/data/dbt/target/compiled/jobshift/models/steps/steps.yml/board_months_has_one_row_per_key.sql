
    select source, board, month, count(*) as rows
    from "work"."steps"."board_months"
    group by source, board, month
    having count(*) > 1
         or source is null or board is null or month is null
