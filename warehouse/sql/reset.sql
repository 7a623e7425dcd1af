-- Empties what comes from the lake (a part was rewritten or removed: all are read anew); ids are kept.
delete from raw.loaded_parts;

delete from raw.postings;

delete from raw.versions;

delete from raw.sightings;

delete from raw.unchanged_nights;

delete from raw.roles;

delete from raw.places;

delete from raw.mentions;
