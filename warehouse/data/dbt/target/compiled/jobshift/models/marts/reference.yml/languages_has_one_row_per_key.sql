
    select source, language, count(*) as rows
    from "work"."main"."languages"
    group by source, language
    having count(*) > 1
         or source is null or language is null
