-- Đề án, kế hoạch củng cố; đánh giá, lấy ý kiến, kết luận; theo dõi sau củng cố.

CREATE TABLE plan (
  id BIGINT PRIMARY KEY, listing_id BIGINT NOT NULL REFERENCES listing (id), unit_id BIGINT NOT NULL REFERENCES unit (id),
  kind TEXT NOT NULL CHECK (kind IN ('scheme', 'branch-plan')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'concluded', 'issued')),
  head TEXT NOT NULL, place TEXT NOT NULL,       -- whose head the paper carries
  begun_on TEXT NOT NULL, submitted_on TEXT, concluded_on TEXT, decision_id BIGINT REFERENCES decision (id),
  remarks TEXT NOT NULL,                         -- what the meeting asked to be worked in, or why it was sent back
  last_edition BIGINT NOT NULL,                  -- 0 before it is issued
  version BIGINT NOT NULL, event_id BYTEA NOT NULL,
  CHECK ((state = 'issued') = (last_edition > 0)),
  CHECK ((state IN ('concluded', 'issued')) = (decision_id IS NOT NULL)),
  CHECK (state NOT IN ('submitted', 'concluded') OR submitted_on IS NOT NULL)
);
CREATE UNIQUE INDEX plan_one ON plan (listing_id);
CREATE INDEX plan_unit ON plan (unit_id);

-- What a plan says, by edition: 0 is being written, 1 and up were issued and never change.
CREATE TABLE plan_text (
  plan_id BIGINT NOT NULL REFERENCES plan (id), edition BIGINT NOT NULL, section TEXT NOT NULL, words TEXT NOT NULL,
  PRIMARY KEY (plan_id, edition, section)
);
CREATE TABLE plan_cause (
  plan_id BIGINT NOT NULL REFERENCES plan (id), edition BIGINT NOT NULL, no BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('objective', 'subjective')), content TEXT NOT NULL, criterion TEXT,
  PRIMARY KEY (plan_id, edition, no)
);
CREATE TABLE plan_measure (
  plan_id BIGINT NOT NULL REFERENCES plan (id), edition BIGINT NOT NULL, no BIGINT NOT NULL, place BIGINT NOT NULL,
  solution TEXT NOT NULL, content TEXT NOT NULL, product TEXT NOT NULL, criterion TEXT,
  lead_unit_id BIGINT REFERENCES unit (id), support TEXT NOT NULL, post TEXT NOT NULL, due_on TEXT,
  PRIMARY KEY (plan_id, edition, no)
);
CREATE TABLE plan_exit (
  plan_id BIGINT NOT NULL REFERENCES plan (id), edition BIGINT NOT NULL, no BIGINT NOT NULL,
  criterion TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (plan_id, edition, no)
);
-- Phương án nhân sự riêng: only its head.
CREATE TABLE plan_personnel (
  plan_id BIGINT NOT NULL REFERENCES plan (id), edition BIGINT NOT NULL, number TEXT NOT NULL,
  secrecy TEXT NOT NULL CHECK (secrecy IN ('open', 'internal', 'secret', 'top-secret', 'utmost')), kept_at TEXT NOT NULL,
  PRIMARY KEY (plan_id, edition)
);

-- Ban hành, điều chỉnh: the paper, the copy and its hash, the signed file where there is one.
CREATE TABLE plan_issue (
  plan_id BIGINT NOT NULL REFERENCES plan (id), edition BIGINT NOT NULL CHECK (edition > 0),
  paper_id BIGINT NOT NULL REFERENCES paper (id), issued_on TEXT NOT NULL, reason TEXT NOT NULL, recorded_at TEXT NOT NULL,
  docx_id BIGINT REFERENCES file (id), signed_id BIGINT REFERENCES file (id), content_hash BYTEA NOT NULL,
  seal_no BIGINT NOT NULL, event_id BYTEA NOT NULL, PRIMARY KEY (plan_id, edition), CHECK (edition = 1 OR reason <> '')
);

-- Which task each measure became; a measure that was amended became another one.
CREATE TABLE plan_task (
  task_id BIGINT PRIMARY KEY REFERENCES task (id), plan_id BIGINT NOT NULL REFERENCES plan (id), measure_no BIGINT NOT NULL, edition BIGINT NOT NULL
);
CREATE INDEX plan_task_measure ON plan_task (plan_id, measure_no);

-- Công tác cán bộ nơi củng cố: how often, by which paper; never who.
CREATE TABLE cadre_count (
  id BIGINT PRIMARY KEY, listing_id BIGINT NOT NULL REFERENCES listing (id), unit_id BIGINT NOT NULL REFERENCES unit (id),
  kind TEXT NOT NULL CHECK (kind IN ('strengthened', 'transferred', 'rotated', 'replaced')),
  n_times BIGINT NOT NULL CHECK (n_times > 0), done_on TEXT NOT NULL, paper_number TEXT NOT NULL,
  recorded_at TEXT NOT NULL, event_id BYTEA NOT NULL
);
CREATE INDEX cadre_count_listing ON cadre_count (listing_id, done_on);

CREATE TABLE evaluation (                        -- đợt đánh giá kết quả củng cố
  id BIGINT PRIMARY KEY, listing_id BIGINT NOT NULL REFERENCES listing (id), unit_id BIGINT NOT NULL REFERENCES unit (id),
  stage TEXT NOT NULL CHECK (stage IN ('begun', 'reported', 'appraised', 'concluded')), begun_on TEXT NOT NULL,
  reported_on TEXT, report_paper_id BIGINT REFERENCES paper (id), report_words TEXT,
  appraised_on TEXT, appraisal_paper_id BIGINT REFERENCES paper (id), appraisal_words TEXT,
  version BIGINT NOT NULL, event_id BYTEA NOT NULL,
  CHECK (stage = 'begun' OR report_paper_id IS NOT NULL),
  CHECK (stage IN ('begun', 'reported') OR appraisal_paper_id IS NOT NULL)
);
CREATE UNIQUE INDEX evaluation_one_live ON evaluation (listing_id) WHERE stage <> 'concluded';
CREATE INDEX evaluation_listing ON evaluation (listing_id);

CREATE TABLE opinion (                           -- ý kiến của cơ quan liên quan
  id BIGINT PRIMARY KEY, evaluation_id BIGINT NOT NULL REFERENCES evaluation (id), body_id BIGINT NOT NULL REFERENCES unit (id),
  asked_on TEXT NOT NULL, asked_paper_id BIGINT NOT NULL REFERENCES paper (id), due_on TEXT NOT NULL,
  answered_on TEXT, answer_paper_id BIGINT REFERENCES paper (id),
  agreement TEXT CHECK (agreement IN ('agrees', 'disagrees')), reason TEXT, entered_by TEXT CHECK (entered_by IN ('body', 'office')),
  event_id BYTEA NOT NULL, CHECK ((answered_on IS NULL) = (answer_paper_id IS NULL)),
  CHECK ((answered_on IS NULL) = (agreement IS NULL)), CHECK (agreement IS NULL OR agreement = 'agrees' OR reason <> '')
);
CREATE UNIQUE INDEX opinion_body ON opinion (evaluation_id, body_id);
CREATE INDEX opinion_of_body ON opinion (body_id, id);

CREATE TABLE evaluation_close (                  -- kết luận
  evaluation_id BIGINT PRIMARY KEY REFERENCES evaluation (id), concluded_on TEXT NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('remove', 'hand-down', 'hand-up', 'prolong')),
  decision_id BIGINT NOT NULL REFERENCES decision (id), despite TEXT NOT NULL, without_opinions TEXT NOT NULL,
  recorded_at TEXT NOT NULL, event_id BYTEA NOT NULL
);
-- What the criteria of exit said on the day of the conclusion; never changed.
CREATE TABLE exit_result (
  evaluation_id BIGINT NOT NULL REFERENCES evaluation (id), no BIGINT NOT NULL, criterion TEXT NOT NULL, words TEXT NOT NULL,
  remedy TEXT NOT NULL CHECK (remedy IN ('remedied', 'persists', 'unknown')), says_vi TEXT NOT NULL, says_en TEXT NOT NULL,
  PRIMARY KEY (evaluation_id, no)
);

CREATE TABLE watch (                             -- theo dõi sau củng cố
  listing_id BIGINT PRIMARY KEY REFERENCES listing (id), from_on TEXT NOT NULL, until_on TEXT NOT NULL, event_id BYTEA NOT NULL,
  CHECK (from_on <= until_on)
);
CREATE INDEX watch_until ON watch (until_on);
CREATE TABLE watch_note (
  listing_id BIGINT NOT NULL REFERENCES watch (listing_id), no BIGINT NOT NULL, noted_on TEXT NOT NULL, says TEXT NOT NULL,
  paper_number TEXT NOT NULL, recorded_at TEXT NOT NULL, event_id BYTEA NOT NULL, PRIMARY KEY (listing_id, no)
);
