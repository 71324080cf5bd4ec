import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import zlib from 'node:zlib';

/** Every file below a folder with its bytes, and with whatever is packed or encoded in it, at any depth. */
export function filesBelow(folder: string): Map<string, Buffer> {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return new Map(paths.flatMap((path) => [...unfold(relative(folder, path), readFileSync(path))]));
}

/** The bytes themselves, the entries of a zip archive, and what long base64 texts in them hold. */
export function unfold(name: string, bytes: Buffer): Map<string, Buffer> {
  const inner = isZip(bytes) ? zipEntries(bytes) : base64Texts(bytes);
  const unfolded = [...inner].flatMap(([part, content]) => [...unfold(`${name} > ${part}`, content)]);
  return new Map([[name, bytes], ...unfolded]);
}

/** Playwright's HTML report carries a whole archive as base64, its blob the bodies of attachments. */
function base64Texts(bytes: Buffer): Map<string, Buffer> {
  const texts = bytes.toString('latin1').match(/[A-Za-z0-9+/]{200,}={0,2}/g) ?? [];
  return new Map(texts.map((text, at) => [`base64 ${at}`, Buffer.from(text, 'base64')]));
}

const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04';

/** By the central directory (PKWARE APPNOTE 4.3.12), for the local headers of a streamed archive hold no sizes. */
function zipEntries(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const entries = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const lengths = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const name = zip.subarray(at + 46, at + 46 + (lengths[0] ?? 0)).toString('utf8');
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + size);
    if (method !== 0 && method !== 8) throw new Error(`${name} is packed by a method that is not known here.`);
    entries.set(name, method === 8 ? zlib.inflateRawSync(packed) : packed);
    at += 46 + lengths.reduce((sum, length) => sum + length, 0);
  }
  return entries;
}
