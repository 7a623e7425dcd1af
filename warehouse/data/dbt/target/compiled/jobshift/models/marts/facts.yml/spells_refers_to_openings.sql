
    select distinct opening_id
    from "work"."main"."spells" as model
    where opening_id is not null
        and not exists (from "work"."main"."openings" as other where other.opening_id = model.opening_id)
