-- Chức danh, phân công phụ trách và giúp đỡ, nhiệm vụ: posts and who holds them, charge and help, tasks and their grounds.

CREATE TABLE post (
  id BIGINT PRIMARY KEY, unit_id BIGINT NOT NULL REFERENCES unit (id), name TEXT NOT NULL, name_folded TEXT NOT NULL,
  rank TEXT NOT NULL CHECK (rank IN ('head', 'deputy', 'officer')), until_on TEXT NOT NULL, -- derived: end of the last spell
  version BIGINT NOT NULL, event_id BYTEA NOT NULL
);
CREATE INDEX post_unit ON post (unit_id, until_on);

CREATE TABLE tenure (                            -- contiguous spells of a post; no holder = vacant
  post_id BIGINT NOT NULL REFERENCES post (id), from_on TEXT NOT NULL, until_on TEXT NOT NULL, prev_until_on TEXT,
  holder TEXT, account_id BIGINT REFERENCES account (id), paper_id BIGINT REFERENCES paper (id),
  recorded_at TEXT NOT NULL, event_id BYTEA NOT NULL,
  PRIMARY KEY (post_id, from_on), UNIQUE (post_id, until_on), UNIQUE (post_id, prev_until_on),
  CHECK (from_on < until_on), CHECK (prev_until_on IS NULL OR prev_until_on = from_on),
  CHECK (account_id IS NULL OR holder IS NOT NULL), CHECK (holder IS NULL OR holder <> ''),
  FOREIGN KEY (post_id, prev_until_on) REFERENCES tenure (post_id, until_on) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX tenure_first ON tenure (post_id) WHERE prev_until_on IS NULL;
CREATE INDEX tenure_account ON tenure (account_id, until_on) WHERE account_id IS NOT NULL;

-- Ủy quyền: the holder of one post acts for another, for a time, by a paper.
CREATE TABLE deputy (
  id BIGINT PRIMARY KEY, post_id BIGINT NOT NULL REFERENCES post (id), by_post_id BIGINT NOT NULL REFERENCES post (id),
  from_on TEXT NOT NULL, until_on TEXT NOT NULL, paper_id BIGINT NOT NULL REFERENCES paper (id),
  version BIGINT NOT NULL, event_id BYTEA NOT NULL,
  CHECK (post_id <> by_post_id), CHECK (from_on < until_on)
);
CREATE INDEX deputy_post ON deputy (post_id, until_on);
CREATE INDEX deputy_by ON deputy (by_post_id, until_on);

-- Phân công phụ trách (a post is in charge of a unit); phân công giúp đỡ (a unit helps another).
CREATE TABLE charge (
  id BIGINT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('in-charge', 'help')),
  post_id BIGINT REFERENCES post (id), helper_id BIGINT REFERENCES unit (id), target_id BIGINT NOT NULL REFERENCES unit (id),
  from_on TEXT NOT NULL, until_on TEXT NOT NULL, paper_id BIGINT NOT NULL REFERENCES paper (id),
  version BIGINT NOT NULL, event_id BYTEA NOT NULL,
  CHECK ((kind = 'in-charge') = (post_id IS NOT NULL)), CHECK ((kind = 'help') = (helper_id IS NOT NULL)),
  CHECK (helper_id <> target_id), CHECK (from_on < until_on)
);
CREATE UNIQUE INDEX charge_post ON charge (post_id, target_id) WHERE until_on = '9999-12-31' AND kind = 'in-charge';
CREATE UNIQUE INDEX charge_helper ON charge (helper_id, target_id) WHERE until_on = '9999-12-31' AND kind = 'help';
CREATE INDEX charge_target ON charge (target_id, until_on);

-- Căn cứ giao nhiệm vụ: what tasks hang on; rights and heirs go by its unit.
CREATE TABLE ground (
  id BIGINT PRIMARY KEY, unit_id BIGINT NOT NULL REFERENCES unit (id),
  kind TEXT NOT NULL CHECK (kind IN ('plan', 'notice', 'inspection', 'audit', 'self-review', 'year-plan', 'resolution', 'reception', 'other')),
  source_id BIGINT, title TEXT NOT NULL, title_folded TEXT NOT NULL, opened_on TEXT NOT NULL, year BIGINT,
  paper_id BIGINT REFERENCES paper (id), version BIGINT NOT NULL, event_id BYTEA NOT NULL,
  CHECK (kind <> 'year-plan' OR year IS NOT NULL)
);
CREATE UNIQUE INDEX ground_source ON ground (kind, source_id) WHERE source_id IS NOT NULL;
CREATE INDEX ground_unit ON ground (unit_id, kind, opened_on);

CREATE TABLE task (
  id BIGINT PRIMARY KEY, ground_id BIGINT NOT NULL REFERENCES ground (id),
  unit_id BIGINT NOT NULL REFERENCES unit (id),  -- derived: the unit of the ground
  no BIGINT NOT NULL, content TEXT NOT NULL, content_folded TEXT NOT NULL, product TEXT NOT NULL,
  lead_unit_id BIGINT NOT NULL REFERENCES unit (id), post_id BIGINT REFERENCES post (id), doer TEXT NOT NULL,
  started_on TEXT NOT NULL, first_due_on TEXT NOT NULL, due_on TEXT NOT NULL,
  term_start_on TEXT, term_n BIGINT, term_days TEXT CHECK (term_days IN ('working', 'calendar')),
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'stopped', 'carried')), begun_on TEXT, closed_on TEXT,
  result TEXT NOT NULL, reported_by BIGINT REFERENCES account (id), stop_paper_id BIGINT REFERENCES paper (id),
  origin TEXT CHECK (origin IN ('self', 'hinted', 'concluded')), cause TEXT NOT NULL,
  measure TEXT NOT NULL, n_own BIGINT, n_carried BIGINT NOT NULL, n_done BIGINT, carried_from BIGINT REFERENCES task (id),
  outside_system TEXT, outside_id TEXT, version BIGINT NOT NULL, event_id BYTEA NOT NULL,
  CHECK ((state = 'open') = (closed_on IS NULL)), CHECK (started_on <= first_due_on), CHECK (started_on <= due_on),
  CHECK ((term_n IS NULL) = (term_days IS NULL) AND (term_n IS NULL) = (term_start_on IS NULL)),
  CHECK ((state = 'stopped') = (stop_paper_id IS NOT NULL)),
  CHECK ((outside_system IS NULL) = (outside_id IS NULL)), CHECK ((n_own IS NULL) = (n_done IS NULL)),
  CHECK (carried_from IS NOT NULL OR n_carried = 0)
);
CREATE UNIQUE INDEX task_no ON task (ground_id, no);
CREATE UNIQUE INDEX task_outside ON task (outside_system, outside_id) WHERE outside_id IS NOT NULL;
CREATE UNIQUE INDEX task_carried ON task (carried_from) WHERE carried_from IS NOT NULL;
-- Most tasks ever given are closed: what is asked each morning reads the open ones only.
CREATE INDEX task_open_due ON task (due_on, id) WHERE state = 'open';
CREATE INDEX task_open_post ON task (post_id, due_on, id) WHERE state = 'open';
CREATE INDEX task_open_lead ON task (lead_unit_id, due_on, id) WHERE state = 'open';
CREATE INDEX task_open_unit ON task (unit_id, due_on, id) WHERE state = 'open';
CREATE INDEX task_open_term ON task (term_start_on) WHERE state = 'open' AND term_n IS NOT NULL;
CREATE INDEX task_lead ON task (lead_unit_id, due_on);
CREATE INDEX task_unit ON task (unit_id, due_on);
CREATE INDEX task_post ON task (post_id, due_on);

CREATE TABLE task_support (
  task_id BIGINT NOT NULL REFERENCES task (id), unit_id BIGINT NOT NULL REFERENCES unit (id), PRIMARY KEY (task_id, unit_id)
) /* WITHOUT ROWID */;
CREATE INDEX task_support_unit ON task_support (unit_id);

-- Điều chỉnh thời hạn: the old promise stays on record.
CREATE TABLE task_due_move (
  task_id BIGINT NOT NULL REFERENCES task (id), no BIGINT NOT NULL, from_on TEXT NOT NULL, to_on TEXT NOT NULL,
  reason TEXT NOT NULL, cause TEXT NOT NULL CHECK (cause IN ('decided', 'calendar')), paper_id BIGINT REFERENCES paper (id),
  moved_on TEXT NOT NULL, event_id BYTEA NOT NULL, PRIMARY KEY (task_id, no), CHECK (from_on <> to_on)
);

-- Báo cáo tiến độ: what the doer's side said, when.
CREATE TABLE task_report (
  task_id BIGINT NOT NULL REFERENCES task (id), no BIGINT NOT NULL, reported_on TEXT NOT NULL, words TEXT NOT NULL,
  n_done BIGINT, account_id BIGINT, event_id BYTEA NOT NULL, PRIMARY KEY (task_id, no)
);

-- Minh chứng: a file, or number and date of a paper; from Mật up nothing but its head.
CREATE TABLE task_evidence (
  id BIGINT PRIMARY KEY, task_id BIGINT NOT NULL REFERENCES task (id), kind TEXT NOT NULL CHECK (kind IN ('file', 'paper')),
  file_id BIGINT REFERENCES file (id), number TEXT NOT NULL, signed_on TEXT, issuer TEXT NOT NULL,
  secrecy TEXT NOT NULL CHECK (secrecy IN ('open', 'internal', 'secret', 'top-secret', 'utmost')), kept_at TEXT NOT NULL,
  added_on TEXT NOT NULL, account_id BIGINT, event_id BYTEA NOT NULL,
  CHECK ((kind = 'file') = (file_id IS NOT NULL)), CHECK (kind = 'file' OR (number <> '' AND signed_on IS NOT NULL)),
  CHECK (secrecy IN ('open', 'internal') OR (file_id IS NULL AND kept_at <> ''))
);
CREATE INDEX task_evidence_task ON task_evidence (task_id);

-- Xác nhận kết quả: one that holds at most; what was sent back stays on record.
CREATE TABLE task_confirmation (
  task_id BIGINT NOT NULL REFERENCES task (id), no BIGINT NOT NULL, outcome TEXT NOT NULL CHECK (outcome IN ('confirmed', 'returned')),
  by_whom TEXT NOT NULL CHECK (by_whom IN ('another', 'doer')), account_id BIGINT, confirmed_on TEXT NOT NULL,
  reason TEXT NOT NULL, event_id BYTEA NOT NULL, PRIMARY KEY (task_id, no)
);
CREATE UNIQUE INDEX task_confirmed ON task_confirmation (task_id) WHERE outcome = 'confirmed';
