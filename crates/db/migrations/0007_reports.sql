-- Báo cáo, tờ trình: drafts computed fresh, and what was issued, locked with its copy and hash.

CREATE TABLE report (
  id BIGINT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('periodic', 'list', 'remove')),
  unit_id BIGINT NOT NULL REFERENCES unit (id), from_on TEXT NOT NULL, to_on TEXT NOT NULL, head TEXT NOT NULL,
  place TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('draft', 'issued')),
  corrects_id BIGINT REFERENCES report (id), version BIGINT NOT NULL, event_id BYTEA NOT NULL, CHECK (from_on <= to_on)
);
CREATE INDEX report_unit ON report (unit_id);
-- A report is corrected by one other at most, and never by itself.
CREATE UNIQUE INDEX report_corrects ON report (corrects_id) WHERE corrects_id IS NOT NULL;

-- What the drafter writes himself, by place in the paper.
CREATE TABLE report_text (
  report_id BIGINT NOT NULL REFERENCES report (id), slot TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (report_id, slot)
);

-- The listings of a submission, in its order.
CREATE TABLE report_listing (
  report_id BIGINT NOT NULL REFERENCES report (id), no BIGINT NOT NULL, listing_id BIGINT NOT NULL REFERENCES listing (id),
  PRIMARY KEY (report_id, no), UNIQUE (report_id, listing_id)
);

-- What was issued: the paper, the two files, the hash of their content, and the head of the chain of seals.
CREATE TABLE report_issue (
  report_id BIGINT PRIMARY KEY REFERENCES report (id), paper_id BIGINT NOT NULL REFERENCES paper (id), issued_at TEXT NOT NULL,
  docx_id BIGINT NOT NULL REFERENCES file (id), xlsx_id BIGINT REFERENCES file (id), content_hash BYTEA NOT NULL,
  plain TEXT NOT NULL, seal_no BIGINT NOT NULL, seal_hash BYTEA NOT NULL, event_id BYTEA NOT NULL
);

-- Each figure as it was printed, with its query, base and data window.
CREATE TABLE report_figure (
  report_id BIGINT NOT NULL REFERENCES report (id), key TEXT NOT NULL, shown TEXT NOT NULL, what_vi TEXT NOT NULL,
  what_en TEXT NOT NULL, from_on TEXT NOT NULL, to_on TEXT NOT NULL, leads_to TEXT NOT NULL, PRIMARY KEY (report_id, key)
);
