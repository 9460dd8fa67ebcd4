-- Số liệu: codes as small numbers, who is asked, answers, figures with their past, imports.

CREATE TABLE indicator (id BIGINT PRIMARY KEY, code TEXT NOT NULL UNIQUE);
CREATE TABLE period (id BIGINT PRIMARY KEY, code TEXT NOT NULL UNIQUE);

-- Who is asked for a form in a period, and until when.
CREATE TABLE form_duty (
  form TEXT NOT NULL, period_id BIGINT NOT NULL REFERENCES period (id), unit_id BIGINT NOT NULL REFERENCES unit (id),
  due_on TEXT NOT NULL, event_id BYTEA NOT NULL, PRIMARY KEY (form, period_id, unit_id)
);

-- Báo cáo biểu: one unit's answer.
CREATE TABLE form_return (
  id BIGINT PRIMARY KEY, form TEXT NOT NULL, period_id BIGINT NOT NULL REFERENCES period (id),
  unit_id BIGINT NOT NULL REFERENCES unit (id),
  state TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'closed', 'returned')),
  sent_on TEXT, state_on TEXT, copy_number TEXT, reason TEXT, version BIGINT NOT NULL, event_id BYTEA NOT NULL,
  UNIQUE (form, period_id, unit_id),
  CHECK ((state = 'draft') = (sent_on IS NULL)), CHECK ((state IN ('closed', 'returned')) = (state_on IS NOT NULL)),
  -- Closed only with the number of the signed copy, sent back only with a reason.
  CHECK ((state = 'closed') = (copy_number IS NOT NULL)), CHECK ((state = 'returned') = (reason IS NOT NULL))
);
CREATE INDEX form_return_unit ON form_return (unit_id);

-- A figure is an integer with the scale of its indicator; no row means missing.
CREATE TABLE figure (
  indicator_id BIGINT NOT NULL REFERENCES indicator (id), period_id BIGINT NOT NULL REFERENCES period (id),
  unit_id BIGINT NOT NULL REFERENCES unit (id), value BIGINT NOT NULL, version BIGINT NOT NULL,
  recorded_at TEXT NOT NULL, event_id BYTEA NOT NULL,
  PRIMARY KEY (indicator_id, period_id, unit_id)
) /* WITHOUT ROWID */;

-- What stood there before: "as known on".
CREATE TABLE figure_past (
  indicator_id BIGINT NOT NULL, period_id BIGINT NOT NULL, unit_id BIGINT NOT NULL, version BIGINT NOT NULL,
  value BIGINT NOT NULL, recorded_at TEXT NOT NULL, event_id BYTEA NOT NULL, replaced_at TEXT NOT NULL, replaced_by BYTEA NOT NULL,
  PRIMARY KEY (indicator_id, period_id, unit_id, version)
) /* WITHOUT ROWID */;

-- An import from the upload to the writing; the file lies in `file`.
CREATE TABLE import (
  id BIGINT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('units', 'figures', 'listings')),
  unit_id BIGINT NOT NULL REFERENCES unit (id), target TEXT NOT NULL, file_id BIGINT NOT NULL REFERENCES file (id),
  file_hash BYTEA NOT NULL, state TEXT NOT NULL CHECK (state IN ('begun', 'written', 'dropped')), choices TEXT NOT NULL,
  begun_at TEXT NOT NULL, written_at TEXT, n_written BIGINT, version BIGINT NOT NULL, event_id BYTEA NOT NULL,
  CHECK ((state = 'written') = (written_at IS NOT NULL AND n_written IS NOT NULL))
);
CREATE INDEX import_hash ON import (file_hash);

-- What the columns of a head mean, as somebody once pointed out.
CREATE TABLE import_mapping (
  kind TEXT NOT NULL, fingerprint TEXT NOT NULL, mapping TEXT NOT NULL, learned_at TEXT NOT NULL, event_id BYTEA NOT NULL,
  PRIMARY KEY (kind, fingerprint)
);
