
    select role, count(*) as rows
    from "work"."main"."roles"
    group by role
    having count(*) > 1
         or role is null
