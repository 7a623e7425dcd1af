-- What fresh versions add to the lines of their employers, and the lines that an employer repeats, each with the night
-- on which it stood under the last title that makes it the employer's.
insert into found.lines
select employer, line, title, min(night) as night
from fresh_lines
anti join found.lines as known using (line, title)
group by employer, line, title;

create or replace temp table repeated as
select line, list_sort(list(night))[$titles] as since
from found.lines
semi join (select distinct line from fresh_lines) using (line)
group by line
having count(*) >= $titles;
