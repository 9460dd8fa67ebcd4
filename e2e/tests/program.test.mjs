// How the harness reads what the demo prints.
import test from 'node:test';
import assert from 'node:assert/strict';
import { read } from '../harness/program.mjs';

const printed = '\nVững Gốc, dữ liệu mẫu\n  http://127.0.0.1:8080/\n  chuyenvien   abc-def-ghi   Chuyên viên, Ban Tổ chức\n  quantri      x1-y2   Quản trị hệ thống\n\n';

test('the address and the people are read', () => {
  assert.deepEqual(read(printed), {
    ready: true,
    url: 'http://127.0.0.1:8080',
    people: [
      { login: 'chuyenvien', password: 'abc-def-ghi', post: 'Chuyên viên, Ban Tổ chức' },
      { login: 'quantri', password: 'x1-y2', post: 'Quản trị hệ thống' },
    ],
  });
});

test('half of what will be printed is not taken for the whole', () => {
  for (const end of [10, 40, 60, 90, 130]) assert.equal(read(printed.slice(0, end)).ready, false, printed.slice(0, end));
});

test('people who are not printed yet are waited for', () => {
  const first = printed.indexOf('Ban Tổ chức\n') + 'Ban Tổ chức\n'.length;
  assert.equal(read(printed.slice(0, first)).ready, false);
  assert.equal(read(printed.slice(0, first + 6)).ready, false);
});
