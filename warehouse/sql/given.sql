-- What is given from outside; of boards, the last row that the ledger has of each.
delete from raw.boards;

insert into raw.boards
select source, board, employer, frame, employer_key
from given_boards;

-- A posting whose source names no employer is its board's employer's, whatever the text may seem to say.
update raw.postings as p
set employer = b.employer, employer_key = b.employer_key
from raw.boards as b
where b.source = p.source and b.board = p.board
    and not p.employer_given and b.employer_key is not null
    and (p.employer, p.employer_key) is distinct from (b.employer, b.employer_key);

delete from raw.skills;

insert into raw.skills
select skill, label, skill_group, group_label, tier, since, retired, is_ai
from given_skills;

delete from raw.role_names;

insert into raw.role_names
select role, label, family, soc2018, isco08
from given_roles;

delete from raw.panels;

insert into raw.panels
select panel, string_split(sources, ' '), nullif(frame, ''), chosen, represents
from given_panels;
