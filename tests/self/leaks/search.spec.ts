import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import zlib from 'node:zlib';
import { findAll, spellingsOf } from './secret-encodings.ts';
import { unfold } from './unpack.ts';

// A search that finds nothing proves nothing until it is seen to find.

const TEXT = `s/${randomBytes(10).toString('hex')}+"&<%\\=?@ é`;
const canaries = [
  { name: 'text', pieces: [Buffer.from(TEXT)] },
  { name: 'bytes', pieces: [randomBytes(64)] },
];

for (const { name, pieces } of canaries)
  for (const spelling of spellingsOf(pieces[0]!).keys())
    test(`the search finds ${name} that are spelt ${spelling}`, () => {
      const spelt = spellingsOf(pieces[0]!).get(spelling)!;
      const file = Buffer.concat([Buffer.from('{"a":"…'), spelt, Buffer.from('"}')]);
      expect(findAll(canaries, new Map([['file', file]]))).toContainEqual(`${name} (${spelling}) in file`);
      expect(findAll(canaries, new Map([['file', Buffer.from('{"a":"nothing"}')]]))).toEqual([]);
    });

/** Spelt by the platform itself, not by the search. */
const others: Record<string, string> = {
  JSON: JSON.stringify({ a: TEXT }),
  percent: encodeURI(TEXT) && encodeURIComponent(TEXT),
  form: new URLSearchParams({ a: TEXT }).toString(),
  base64: Buffer.from(TEXT).toString('base64'),
  'base64 behind one byte': Buffer.from(`x${TEXT}yz`).toString('base64'),
  'base64 behind two bytes': Buffer.from(`id${TEXT}y`).toString('base64'),
  base64url: Buffer.from(TEXT).toString('base64url'),
};
for (const [how, spelt] of Object.entries(others))
  test(`the search finds what Node spells in ${how}`, () => {
    expect(findAll(canaries, new Map([['file', Buffer.from(spelt)]]))).not.toEqual([]);
  });

test('what is packed and encoded is unfolded, at any depth', () => {
  const inner = zipOf({
    'deep.jsonl': Buffer.from(JSON.stringify({ base64: Buffer.from('x'.repeat(300) + TEXT).toString('base64') })),
  });
  const page = Buffer.from(`<script>data:application/zip;base64,${inner.toString('base64')}</script>`);
  const files = unfold('page.html', zipOf({ 'page.html': page }));
  expect(findAll(canaries, files)).toContainEqual(
    expect.stringContaining('(raw) in page.html > page.html > base64 0 >'),
  );
});

/** A zip archive as Playwright streams it: sizes in the central directory alone. */
function zipOf(files: Record<string, Buffer>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = zlib.deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.write('PK\x03\x04', 'latin1');
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.write('PK\x01\x02', 'latin1');
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), packed);
    central.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...central, end]);
}
