-- Rà soát, nhận diện: rounds, what each said of each unit, judgements, letters and explanations.
-- The rows of a round are written once, together, and never changed; its digest stands in its event. They carry no
-- foreign keys to each other, which would cost more than the whole screening.

CREATE TABLE round (                             -- đợt rà soát
  id BIGINT PRIMARY KEY, unit_id BIGINT NOT NULL REFERENCES unit (id),
  tree TEXT NOT NULL, tree_on TEXT NOT NULL, periods TEXT NOT NULL, criteria TEXT NOT NULL, rules_hash TEXT NOT NULL,
  seal_no BIGINT NOT NULL, figure_mark BIGINT NOT NULL,   -- the state of data
  n_units BIGINT NOT NULL, n_hit BIGINT NOT NULL, n_undetermined BIGINT NOT NULL, digest BYTEA NOT NULL,
  run_at TEXT NOT NULL, event_id BYTEA NOT NULL
);
CREATE INDEX round_of_unit ON round (unit_id, id);

-- One row for each unit screened, in the order of the tree.
CREATE TABLE round_unit (
  round_id BIGINT NOT NULL, place BIGINT NOT NULL, unit_id BIGINT NOT NULL, part_id BIGINT NOT NULL,
  n_hits BIGINT NOT NULL, n_undetermined BIGINT NOT NULL, n_missing BIGINT NOT NULL,
  grp TEXT CHECK (grp IN ('1', '2', '3')), PRIMARY KEY (round_id, place)
) /* WITHOUT ROWID */;
CREATE UNIQUE INDEX round_unit_unit ON round_unit (round_id, unit_id);

-- Counted once, as nothing changes any more: by criterion, and by the units directly below the one screened.
CREATE TABLE round_criterion (
  round_id BIGINT NOT NULL, criterion TEXT NOT NULL, n_applicable BIGINT NOT NULL, n_hit BIGINT NOT NULL,
  n_undetermined BIGINT NOT NULL, PRIMARY KEY (round_id, criterion)
) /* WITHOUT ROWID */;
CREATE TABLE round_part (
  round_id BIGINT NOT NULL, place BIGINT NOT NULL, unit_id BIGINT NOT NULL, n_units BIGINT NOT NULL, n_hit BIGINT NOT NULL,
  n_undetermined BIGINT NOT NULL, n_one BIGINT NOT NULL, n_two BIGINT NOT NULL, n_three BIGINT NOT NULL,
  PRIMARY KEY (round_id, place)
) /* WITHOUT ROWID */;

-- Kết quả rà soát, nhận diện: a hit, or a criterion that could not be determined.
CREATE TABLE finding (
  round_id BIGINT NOT NULL, unit_id BIGINT NOT NULL, criterion TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('hit', 'undetermined')),
  says_vi TEXT NOT NULL, says_en TEXT NOT NULL, inputs TEXT NOT NULL,
  PRIMARY KEY (round_id, unit_id, criterion)
) /* WITHOUT ROWID */;

-- What data cannot decide, entered by a person on the ground of a paper of the competent body.
CREATE TABLE judgement (
  id BIGINT PRIMARY KEY, unit_id BIGINT NOT NULL REFERENCES unit (id), criterion TEXT NOT NULL,
  judged TEXT NOT NULL CHECK (judged IN ('present', 'resolved')), judged_on TEXT NOT NULL,
  paper_id BIGINT NOT NULL REFERENCES paper (id), recorded_at TEXT NOT NULL, event_id BYTEA NOT NULL
);
CREATE INDEX judgement_unit ON judgement (unit_id, criterion, id);

-- Đề nghị báo cáo, giải trình: the letter that opens exactly these findings to the organisation.
CREATE TABLE explain_request (
  id BIGINT PRIMARY KEY, round_id BIGINT NOT NULL REFERENCES round (id), unit_id BIGINT NOT NULL REFERENCES unit (id),
  paper_id BIGINT NOT NULL REFERENCES paper (id), due_on TEXT NOT NULL, asked_at TEXT NOT NULL, event_id BYTEA NOT NULL
);
CREATE INDEX explain_request_unit ON explain_request (unit_id, id);
CREATE TABLE explain_request_finding (
  round_id BIGINT NOT NULL, unit_id BIGINT NOT NULL, criterion TEXT NOT NULL,
  request_id BIGINT NOT NULL REFERENCES explain_request (id), PRIMARY KEY (round_id, unit_id, criterion),
  FOREIGN KEY (round_id, unit_id, criterion) REFERENCES finding (round_id, unit_id, criterion)
);
CREATE INDEX explain_request_finding_request ON explain_request_finding (request_id);

-- Ý kiến giải trình của cấp ủy: stays with the finding; a later one stands beside the earlier one.
CREATE TABLE explanation (
  round_id BIGINT NOT NULL, unit_id BIGINT NOT NULL, criterion TEXT NOT NULL, no BIGINT NOT NULL,
  explained_on TEXT NOT NULL, says TEXT NOT NULL, given_by TEXT NOT NULL, paper_number TEXT NOT NULL,
  recorded_at TEXT NOT NULL, event_id BYTEA NOT NULL, PRIMARY KEY (round_id, unit_id, criterion, no),
  FOREIGN KEY (round_id, unit_id, criterion) REFERENCES explain_request_finding (round_id, unit_id, criterion)
);

-- Which findings a proposed listing rests on.
CREATE TABLE listing_finding (
  listing_id BIGINT NOT NULL REFERENCES listing (id), round_id BIGINT NOT NULL, unit_id BIGINT NOT NULL, criterion TEXT NOT NULL,
  event_id BYTEA NOT NULL, PRIMARY KEY (listing_id, round_id, unit_id, criterion),
  FOREIGN KEY (round_id, unit_id, criterion) REFERENCES finding (round_id, unit_id, criterion)
);
CREATE INDEX listing_finding_unit ON listing_finding (round_id, unit_id);
