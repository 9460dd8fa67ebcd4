-- The register: units of four trees, their dated spells, codes, other names, links, and the dated closure.

CREATE TABLE unit (
  id BIGINT PRIMARY KEY, tree TEXT NOT NULL CHECK (tree IN ('party', 'place', 'state', 'body')),
  last_until_on TEXT NOT NULL,                   -- derived: end of the last spell
  version BIGINT NOT NULL, annulled_at TEXT, event_id BYTEA NOT NULL, UNIQUE (id, tree)
);

CREATE TABLE unit_spell (                        -- [from_on, until_on), '9999-12-31' = open, never NULL
  unit_id BIGINT NOT NULL, tree TEXT NOT NULL, from_on TEXT NOT NULL, until_on TEXT NOT NULL, prev_until_on TEXT,
  name TEXT NOT NULL, name_folded TEXT NOT NULL, name_sort BYTEA NOT NULL, kind TEXT NOT NULL, level TEXT NOT NULL,
  parent_id BIGINT, paper_id BIGINT, recorded_at TEXT NOT NULL, event_id BYTEA NOT NULL,
  PRIMARY KEY (unit_id, from_on), UNIQUE (unit_id, until_on), UNIQUE (unit_id, prev_until_on),
  CHECK (from_on < until_on), CHECK (prev_until_on IS NULL OR prev_until_on = from_on), CHECK (parent_id <> unit_id),
  FOREIGN KEY (unit_id, tree) REFERENCES unit (id, tree), FOREIGN KEY (parent_id, tree) REFERENCES unit (id, tree),
  FOREIGN KEY (unit_id, prev_until_on) REFERENCES unit_spell (unit_id, until_on) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX unit_spell_first ON unit_spell (unit_id) WHERE prev_until_on IS NULL;
CREATE INDEX unit_spell_parent ON unit_spell (parent_id, until_on);
CREATE INDEX unit_spell_folded ON unit_spell (name_folded);

-- Spells as they were entered before a correction or an annulment: "as known on".
CREATE TABLE unit_spell_past (
  unit_id BIGINT NOT NULL REFERENCES unit (id), from_on TEXT NOT NULL, until_on TEXT NOT NULL, name TEXT NOT NULL,
  kind TEXT NOT NULL, level TEXT NOT NULL, parent_id BIGINT, paper_id BIGINT,
  recorded_at TEXT NOT NULL, replaced_at TEXT NOT NULL, replaced_by BYTEA NOT NULL,
  PRIMARY KEY (unit_id, from_on, replaced_at)
);

-- The dated closure, derived from the spells and written with them; a unit is its own ancestor.
CREATE TABLE unit_path (
  ancestor_id BIGINT NOT NULL, descendant_id BIGINT NOT NULL, from_on TEXT NOT NULL, until_on TEXT NOT NULL,
  PRIMARY KEY (descendant_id, ancestor_id, from_on)
) /* WITHOUT ROWID */;
CREATE INDEX unit_path_down ON unit_path (ancestor_id, descendant_id, from_on, until_on);

-- A code is a dated fact of a scheme, never a key.
CREATE TABLE unit_code (
  unit_id BIGINT NOT NULL REFERENCES unit (id), scheme TEXT NOT NULL, code TEXT NOT NULL,
  from_on TEXT NOT NULL, until_on TEXT NOT NULL, event_id BYTEA NOT NULL,
  PRIMARY KEY (unit_id, scheme, from_on), CHECK (from_on < until_on)
);
CREATE UNIQUE INDEX unit_code_open ON unit_code (scheme, code) WHERE until_on = '9999-12-31';
CREATE INDEX unit_code_code ON unit_code (code);

-- Bảng tên gọi khác: names as offices write them, learned at import.
CREATE TABLE unit_alias (
  alias_folded TEXT NOT NULL, unit_id BIGINT NOT NULL REFERENCES unit (id), alias TEXT NOT NULL,
  learned_at TEXT NOT NULL, event_id BYTEA NOT NULL, PRIMARY KEY (alias_folded, unit_id)
);
CREATE INDEX unit_alias_unit ON unit_alias (unit_id);

-- Dated relations between trees.
CREATE TABLE unit_link (
  unit_id BIGINT NOT NULL REFERENCES unit (id), relation TEXT NOT NULL, other_id BIGINT NOT NULL REFERENCES unit (id),
  from_on TEXT NOT NULL, until_on TEXT NOT NULL, paper_id BIGINT, event_id BYTEA NOT NULL,
  PRIMARY KEY (unit_id, relation, other_id, from_on), CHECK (from_on < until_on)
);
CREATE INDEX unit_link_other ON unit_link (other_id);

-- What each account reaches by which action: grants × matrix × closure. Asked with the day of the question;
-- a unit that has ended is reached through the last place it had.
CREATE VIEW reach AS
SELECT g.account_id, m.action, g.role, p.descendant_id AS unit_id, g.unit_id AS granted_unit_id,
       g.from_on AS grant_from_on, g.until_on AS grant_until_on, p.from_on, p.until_on, u.last_until_on
FROM access_grant g
JOIN role_may m ON m.role = g.role
JOIN unit_path p ON p.ancestor_id = g.unit_id
JOIN unit u ON u.id = p.descendant_id;
