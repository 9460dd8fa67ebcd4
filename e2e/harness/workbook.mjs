// Workbooks as people fill them in: an archive opened, cells of the first sheet set, packed again.
import { crc32, inflateRawSync } from 'node:zlib';

/** The files of a zip, by name. */
export function unzip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const files = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n -= 1) {
    const [method, packed, nameLength, extra, comment, head] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const from = head + 30 + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28);
    const content = bytes.subarray(from, from + packed);
    files.set(name, method === 0 ? Buffer.from(content) : inflateRawSync(content));
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

/** A zip of files, unpacked in it. */
export function zip(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, content] of files) {
    const title = Buffer.from(name, 'utf8');
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x800, 2); // names in UTF-8
    facts.writeUInt16LE(0x21, 8); // 1 January 1980
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(content.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(title.length, 22);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), facts, title, content);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, place, title);
    offset += 30 + title.length + content.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.size ?? files.length, 8);
  end.writeUInt16LE(files.size ?? files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}

/** A workbook with cells of its first sheet set: numbers as numbers, anything else as text. */
export function fill(book, cells) {
  const files = unzip(book);
  const path = 'xl/worksheets/sheet1.xml';
  let xml = files.get(path).toString('utf8');
  for (const [cell, value] of Object.entries(cells)) {
    const found = new RegExp(`<c r="${cell}"([^>/]*?)(?: t="[^"]*")?([^>/]*)(?:/>|>.*?</c>)`).exec(xml);
    if (!found) throw new Error(`${cell} is not there`);
    const head = `<c r="${cell}"${found[1]}${found[2]}`;
    const filled = typeof value === 'number' ? `${head}><v>${value}</v></c>` : `${head} t="inlineStr"><is><t>${value}</t></is></c>`;
    xml = xml.replace(found[0], () => filled);
  }
  files.set(path, Buffer.from(xml, 'utf8'));
  return zip(files);
}
