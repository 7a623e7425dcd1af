
    select employer_key, count(*) as rows
    from "work"."main"."employers"
    group by employer_key
    having count(*) > 1
         or employer_key is null
