// By hand: a cap on decompressed bytes holds while they are decompressed.

import zlib from 'node:zlib';

export interface Decoded {
  readonly body: Buffer;
  /** False where the body passed the cap, ended too early or is not what its Content-Encoding states. */
  readonly complete: boolean;
}

/** More codings than this on one body are no honest answer. */
const MAX_CODINGS = 3;

/**
 * Undoes the content codings of a body (RFC 9110 section 8.4: gzip, deflate, br; the last one named comes off first).
 * A coding it does not know leaves the bytes as they are. Bytes that cannot be decoded at all are returned raw and
 * incomplete, so that a reader of the evidence sees what arrived.
 * @param wire the bytes as they arrived, already capped
 * @param codings the Content-Encoding field; empty for none
 * @param maxBytes cap on the bytes of each decoding step: decoding stops there, whatever the input would expand to
 */
export async function decodeContent(wire: Buffer, codings: string, maxBytes: number): Promise<Decoded> {
  const names = codings
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (wire.length === 0 || names.length === 0) return { body: wire, complete: true };
  if (names.length > MAX_CODINGS) return { body: wire, complete: false };

  let body = wire;
  let complete = true;
  for (const name of names.reverse()) {
    const decoder = decoderFor(name, body);
    if (!decoder) return { body, complete };
    const step = await run(decoder, body, maxBytes);
    if (!step.complete && step.body.length === 0) return { body, complete: false };
    body = step.body;
    complete &&= step.complete;
  }
  return { body, complete };
}

function decoderFor(name: string, bytes: Buffer) {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip();
    case 'deflate':
      // RFC 9110 section 8.4.1.2: some implementations send it without the zlib wrapper, whose first nibble is 8.
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? zlib.createInflate() : zlib.createInflateRaw();
    case 'br':
      return zlib.createBrotliDecompress();
    default:
      return undefined;
  }
}

function run(decoder: zlib.Gunzip | zlib.BrotliDecompress, input: Buffer, maxBytes: number): Promise<Decoded> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const settle = (complete: boolean) => {
      decoder.destroy();
      resolve({ body: Buffer.concat(chunks), complete });
    };
    decoder.on('data', (chunk: Buffer) => {
      chunks.push(chunk.subarray(0, maxBytes - bytes));
      bytes = Math.min(bytes + chunk.length, maxBytes + 1);
      if (bytes > maxBytes) settle(false);
    });
    decoder.on('end', () => settle(true));
    decoder.on('error', () => settle(false));
    // Ended only after the write, else zlib drops the output of an input that ends too early.
    decoder.write(input, () => decoder.destroyed || decoder.end());
  });
}
