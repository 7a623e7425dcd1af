
    select distinct posting_id
    from "work"."main"."evidence" as model
    where posting_id is not null
        and not exists (from "work"."main"."postings" as other where other.posting_id = model.posting_id)
