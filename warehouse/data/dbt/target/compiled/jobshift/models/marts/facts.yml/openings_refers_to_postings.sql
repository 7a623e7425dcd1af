
    select distinct opening_id
    from "work"."main"."openings" as model
    where opening_id is not null
        and not exists (from "work"."main"."postings" as other where other.posting_id = model.opening_id)
