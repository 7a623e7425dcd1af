
    select posting_id, place_index, count(*) as rows
    from "work"."main"."posting_places"
    group by posting_id, place_index
    having count(*) > 1
         or posting_id is null or place_index is null
