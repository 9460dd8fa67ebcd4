// The few words that scripts show, in the language of the page.
const words = {
  table: ['Bảng số liệu', 'Table of figures'],
  unsaved: ['Nội dung chưa lưu sẽ mất.', 'What is not saved will be lost.'],
  sending: ['Đang gửi…', 'Sending…'],
  sure: ['Xác nhận', 'Please confirm'],
  yes: ['Đồng ý', 'Yes, go on'],
  no: ['Quay lại', 'Go back'],
  narrowList: ['Lọc danh sách (gõ không dấu cũng được)', 'Narrow the list'],
  shown: ['mục', 'items'],
  changed: ['ô đã sửa, chưa lưu', 'cells changed, not saved'],
  invalid: ['ô chưa phải là số', 'cells that are not figures'],
  notFigure: ['Không phải là số. Viết như 1.234 hoặc 12,5; chưa có số liệu thì để trống.', 'Not a figure. Write 1,234 or 12.5; leave empty if there is none.'],
  entered: ['đã nhập', 'entered'],
  found: ['tổ chức tìm thấy; chọn ở danh sách', 'units found; choose from the list'],
  nothingFound: ['Không tìm thấy tổ chức nào.', 'No unit found.'],
  notAsked: ['Chưa tìm được lúc này; hãy thử lại.', 'The search failed; try again.'],
  pasted: ['ô đã dán', 'cells pasted'],
};

/** The language of the page: 'vi' or 'en'. */
export const lang = globalThis.document?.documentElement.lang.startsWith('en') ? 'en' : 'vi';

/** A word in the language of the page. */
export const word = (key) => words[key][lang === 'en' ? 1 : 0];
