
    select night, source, board, count(*) as rows
    from "work"."main"."coverage_nightly"
    group by night, source, board
    having count(*) > 1
         or night is null or source is null or board is null
