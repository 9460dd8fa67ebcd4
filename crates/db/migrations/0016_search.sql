-- Sổ tổ chức theo thứ tự tên: a page of it reads as many spells as it shows, not all of a province.
CREATE INDEX unit_spell_sort ON unit_spell (name_sort, unit_id);
