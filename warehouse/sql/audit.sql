-- The labels that stand, each beside what its posting is tagged as now; those of a text that changed since are left out.
delete from raw.audit_answers;

insert into raw.audit_answers
select
    given.panel, postings.posting_id, given.labeller, postings.ai_level,
    given.is_posting, given.is_it, given.labelled, given.weight
from given_labels as given
join raw.postings as postings using (source, board, ref, text_hash)
where postings.is_posting and postings.is_it and postings.ai_level is not null;

delete from raw.audit_errors;

delete from raw.audit_checks;
