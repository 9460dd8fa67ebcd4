-- Tiến độ theo cơ quan: what was done of what was due in a period is read by day, without the tasks of other years.
CREATE INDEX task_done_due ON task (due_on, lead_unit_id, closed_on) WHERE state = 'done';
