
    select posting_id, version, count(*) as rows
    from "work"."main"."posting_versions"
    group by posting_id, version
    having count(*) > 1
         or posting_id is null or version is null
