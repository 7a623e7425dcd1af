-- What is known of postings to tell openings: evidence, signatures, links. All of it can be made again from texts.
create schema if not exists found;

-- One row: the rules by which the tables below were made.
create table if not exists found.version (made_by varchar);

-- One row per posting and version of it: a face. Unresolved employers have neither `who` nor `copy`, and so no evidence.
create table if not exists found.faces (
    face uinteger,
    posting_id uinteger,
    version ubigint,
    evidence ubigint,
    night date,
    employer ubigint,
    who ubigint,
    name ubigint,
    copy ubigint,
    thread ubigint,
    head ubigint,
    requisition varchar,
    titles varchar,
    is_agency boolean,
    is_first boolean,
    sketch blob
);

-- One row per face and exact key: requisition, address or identical text.
create table if not exists found.keys (
    key ubigint, kind utinyint, posting_id uinteger, face uinteger, employer ubigint
);

-- One row per line and title of an employer: the first night on which it stood under that title.
create table if not exists found.lines (
    employer ubigint, line ubigint, title uinteger, night date
);

-- One row per face and band of its signature; only the first face of a text.
create table if not exists found.bands (
    band uinteger, who ubigint, copy ubigint, employer ubigint, is_agency boolean, face uinteger
);

-- One row per pair of postings that advertise one job, with the strongest evidence for it.
create table if not exists found.links (
    low uinteger, high uinteger, reason varchar, similarity float, is_firm boolean
);

-- One row per posting: what it is connected with, however weakly, and what came out of it.
create table if not exists found.members (
    posting_id uinteger,
    component uinteger,
    opening_id uinteger,
    opening_reason varchar,
    matched_posting_id uinteger,
    similarity float
);
