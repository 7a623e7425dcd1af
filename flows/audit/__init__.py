"""The extractor audited by its owner: openings drawn, read without their tags, and held against them."""
