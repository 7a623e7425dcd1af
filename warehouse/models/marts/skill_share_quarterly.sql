-- One row per panel, unit, definition, quarter and skill: share of the quarter's new IT openings that ask for the skill.
-- Pooled over the quarter's months that were read; complete only when all three are, a gap when none was.
with asked as (
    select distinct panel, unit, 'asked' as definition, skill
    from {{ ref('skill_quarters') }}
)
select * from ({{ quarter_shares(ref('skill_quarters'), 'skill', 'text', 'asked') }})
