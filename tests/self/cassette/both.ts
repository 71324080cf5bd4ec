import { rmSync } from 'node:fs';
import { expect } from '@playwright/test';
import { record, replay, throughDisk, type Recording } from './run.ts';

/**
 * Records, and replays from the file alone, in the opposite order of the catalogue: nothing may depend on which
 * requirement comes first. The committed cassettes are replayed in its own order.
 * @returns both runs' verdicts
 */
export async function both(recording: Recording) {
  const { cassette, parts } = await record(recording);
  const { folder, read } = throughDisk(cassette);
  try {
    const { vendor } = parts;
    const backwards = { ...vendor, requirements: vendor.requirements.toReversed() };
    const { verdicts, mismatch } = await replay(read, backwards);
    expect(mismatch).toBeUndefined();
    return { recorded: cassette.verdicts, replayed: verdicts, cassette: read };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
