
    select distinct panel
    from "work"."main"."panel_periods" as model
    where panel is not null
        and not exists (from "work"."main"."panels" as other where other.panel = model.panel)
