-- The tables of schema raw: what the lake and the ledger say, one current row per thing. Filled by warehouse.load only.
create schema if not exists raw;

-- One row: the fingerprint of this file, by which older tables are told, and its number (warehouse.migrations).
create table if not exists raw.version (made_by varchar, schema usmallint);

-- One row per part of the lake that is in the tables below.
create table if not exists raw.loaded_parts (
    path varchar, bytes ubigint, written_at_ns ubigint
);

-- One row per posting ever seen; an id once given is kept for ever (ledger/posting_ids).
create table if not exists raw.posting_ids (
    posting_id uinteger, source varchar, board varchar, ref varchar
);

-- One row per posting: its newest version.
create table if not exists raw.postings (
    posting_id uinteger,
    source varchar,
    board varchar,
    ref varchar,
    url varchar,
    employer varchar,
    employer_key varchar,
    title varchar,
    place varchar,
    n_roles utinyint,
    ai_level varchar,
    language varchar,
    is_posting boolean,
    is_it boolean,
    countries varchar[],
    workplace varchar[],
    workplace_evidence varchar[],
    seniority varchar[],
    employment varchar[],
    pay_min double,
    pay_max double,
    pay_currency varchar,
    pay_period varchar,
    pay_evidence varchar,
    pay_quarantine varchar,
    years_experience smallint,
    certifications varchar[],
    requisition varchar,
    department varchar,
    posted_on date,
    posted_kind varchar,
    thread_month date,
    text_hash ubigint,
    text_length uinteger,
    text_group_id uinteger,
    opening_id uinteger,
    opening_reason varchar,
    matched_posting_id uinteger,
    similarity float,
    first_seen_on date,
    last_seen_on date,
    page_url varchar,
    page_sha256 varchar,
    fetched_at timestamp,
    crawl_id varchar,
    part varchar,
    reader_version smallint,
    taxonomy_version varchar,
    content_hash ubigint,
    employer_given boolean,
    ai_level_frozen varchar,
    ai_level_added varchar
);

-- One row per posting and content that it had, with the first night and page that showed it: what an employer changed.
create table if not exists raw.versions (
    posting_id uinteger,
    version ubigint,
    night date,
    title varchar,
    place varchar,
    requisition varchar,
    url varchar,
    text_hash ubigint,
    text_length uinteger,
    titles varchar[],
    skills varchar[],
    ai_level varchar,
    pay_min double,
    pay_max double,
    pay_currency varchar,
    pay_period varchar,
    thread varchar,
    part varchar,
    file_row_number ubigint
);

-- One row per posting and night in which a listing showed it; is_filled: the board was unchanged that night.
create table if not exists raw.sightings (
    posting_id uinteger, night date, is_filled boolean
);

-- One row per unchanged night of a board: the complete night whose postings count as seen.
create table if not exists raw.unchanged_nights (
    source varchar, board varchar, night date, complete_night date
);

-- One row per role of a posting's newest version.
create table if not exists raw.roles (
    posting_id uinteger, role_index utinyint, title varchar, role varchar, ai_level varchar, scope varchar
);

-- One row per place of a posting's newest version.
create table if not exists raw.places (
    posting_id uinteger,
    place_index utinyint,
    place_text varchar,
    city varchar,
    region varchar,
    country varchar,
    area varchar,
    remote_scope varchar
);

-- One row per mention of a posting's newest version; role_index is null where the whole posting speaks.
create table if not exists raw.mentions (
    posting_id uinteger,
    skill varchar,
    form varchar,
    status varchar,
    section varchar,
    start uinteger,
    "end" uinteger,
    sentence varchar,
    role_index utinyint,
    is_old boolean
);

-- One row per night, source and board.
create table if not exists raw.coverage (
    night date,
    source varchar,
    board varchar,
    crawl_id varchar,
    status varchar,
    postings uinteger,
    requests uinteger,
    errors uinteger,
    reason varchar
);

-- One row per board of the boards files that were ever given; the last one given wins.
create table if not exists raw.boards (
    source varchar, board varchar, employer varchar, frame varchar, employer_key varchar
);

-- One row per run.
create table if not exists raw.runs (
    run_id varchar,
    kind varchar,
    night date,
    started_at timestamp,
    ended_at timestamp,
    state varchar,
    sources varchar[],
    message varchar,
    seconds map(varchar, double),
    requests uinteger,
    errors uinteger,
    postings_read uinteger,
    postings_tagged uinteger,
    unreadable uinteger
);

-- One row per skill of the taxonomy.
create table if not exists raw.skills (
    skill varchar,
    label varchar,
    skill_group varchar,
    group_label varchar,
    tier varchar,
    since smallint,
    retired varchar,
    is_ai boolean
);

-- One row per role of the taxonomy.
create table if not exists raw.role_names (
    role varchar, label varchar, family varchar, soc2018 varchar, isco08 varchar
);

-- One row per panel.
create table if not exists raw.panels (
    panel varchar, sources varchar[], frame varchar, chosen varchar, represents varchar
);

-- One row per published snapshot.
create table if not exists raw.snapshots (
    snapshot_id varchar,
    published_at timestamp,
    run_id varchar,
    taxonomy_version varchar,
    postings uinteger,
    openings uinteger,
    changed_months uinteger,
    forced varchar
);

-- One row per posting whose opening became another (merge or split).
create table if not exists raw.opening_id_changes (
    posting_id uinteger,
    old_opening_id uinteger,
    new_opening_id uinteger,
    changed_on date,
    reason varchar,
    evidence varchar
);

-- One row per label that stands, of a posting whose text is still the one that was read; by readers, see data/audit.
create table if not exists raw.audit_answers (
    panel varchar,
    posting_id uinteger,
    labeller varchar,
    ai_level varchar,
    is_posting boolean,
    is_it boolean,
    labelled varchar,
    weight double
);

-- One row per panel, definition and tagged AI level: what labellers say of openings tagged so (pipeline.trends.correction).
create table if not exists raw.audit_errors (
    panel varchar, definition varchar, ai_level varchar, labels uinteger, mean double, smooth double, variance double
);

-- One row per panel and definition: how the tags do over all its labels.
create table if not exists raw.audit_checks (
    panel varchar,
    definition varchar,
    labels uinteger,
    naive double,
    correction double,
    sensitivity double,
    specificity double
);

-- One row per run that tagged again, panel, month and cause.
create table if not exists raw.retag_effects (
    run_id varchar,
    retagged_on date,
    snapshot_before varchar,
    taxonomy_before varchar,
    taxonomy_after varchar,
    panel varchar,
    month date,
    cause varchar,
    n_before uinteger,
    n_after uinteger,
    count_before uinteger,
    count_after uinteger,
    share_before_pct double,
    share_after_pct double,
    gained uinteger,
    lost uinteger
);

-- One row per snapshot, changed series, month and cause: what a publication revised.
create table if not exists raw.revisions (
    snapshot_before varchar,
    snapshot_id varchar,
    relation varchar,
    panel varchar,
    unit varchar,
    definition varchar,
    series varchar,
    month date,
    status_before varchar,
    status_after varchar,
    n_before uinteger,
    n_after uinteger,
    count_before uinteger,
    count_after uinteger,
    share_before_pct double,
    share_after_pct double,
    cause varchar,
    n_change integer,
    count_change integer,
    points double,
    postings uinteger
);
