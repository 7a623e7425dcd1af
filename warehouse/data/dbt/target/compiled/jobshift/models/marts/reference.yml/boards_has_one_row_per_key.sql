
    select source, board, count(*) as rows
    from "work"."main"."boards"
    group by source, board
    having count(*) > 1
         or source is null or board is null
