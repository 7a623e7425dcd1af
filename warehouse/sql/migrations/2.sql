-- From files that do not say their version: revisions come from the ledger, the version is told.
alter table raw.version add column schema usmallint;

create table raw.revisions (
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
