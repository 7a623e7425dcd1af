-- The tables of schema built: what the tables in parts were made of by the last builds that ended well.
create schema if not exists built;

-- One row per full build that the tables rest on; none while one is under way.
create table if not exists built.full_builds (inputs varchar, built_on date);

-- One row per source and board: the state (models/built/changed_boards.sql) that its rows were made of.
create table if not exists built.board_states (source varchar, board varchar, state hugeint);

-- One row per opening, or employer, that builds which did not end well found to make anew.
create table if not exists built.pending_openings (opening_id uinteger);

create table if not exists built.pending_employers (employer_key varchar);

-- One row per posting: the state (models/built/changed_postings.sql) that its rows were made of.
create table if not exists built.posting_states (posting_id uinteger, source varchar, board varchar, state ubigint);

-- One row per month: the state (models/built/changed_months.sql) that its rows were made of.
create table if not exists built.month_states (month date, state hugeint);
