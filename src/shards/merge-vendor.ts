import type { PacingReport } from '../http/pacing/types.ts';
import type { FinalCheck } from '../run/final-check.ts';
import type { VendorPart } from '../run/assemble-vendor-results.ts';
import { kindOfLook, MOST_SHOWN } from '../run/shown-looks.ts';
import type { ContractFinding } from '../checks/run-level/types.ts';

/** The parts of one vendor from several shards as that of one run. Each shard has tried the target for itself. */
export function mergeVendor(parts: readonly VendorPart[]): VendorPart {
  const [first] = parts as [VendorPart];
  const lasts = parts.flatMap(({ last }) => last ?? []);
  const last: FinalCheck = {
    seen: shown([...(first.last?.seen ?? []), ...parts.slice(1).flatMap((part) => seenBesides(part, first))]),
    findings: joined(lasts.map(({ findings }) => findings)),
    cleanup: cleanupOf(parts),
  };
  return {
    ...first,
    // A shard without users learns the least in its preflight, so the result of another shard is preferred.
    preflightResult: (parts.find(seesUsers) ?? parts.find(isUsable) ?? first).preflightResult,
    preflight: joined(parts.map(({ preflight }) => preflight)),
    probes: parts.flatMap(({ probes }) => probes),
    reports: parts.flatMap(({ reports }) => reports),
    broken: parts.flatMap(({ broken }) => broken),
    last,
    cleanup: last.cleanup,
    pacing: pacingOf(parts.flatMap(({ pacing }) => pacing ?? [])),
  };
}

/** What was refused in all; the shards may have run at the same time, so the slowest pace is reported. */
function pacingOf(all: readonly PacingReport[]): PacingReport | null {
  if (all.length === 0) return null;
  const sum = (count: (one: PacingReport) => number): number => all.reduce((total, one) => total + count(one), 0);
  const paces = all.flatMap(({ perSecond }) => perSecond ?? []);
  return {
    refused: sum(({ refused }) => refused),
    pauses: sum(({ pauses }) => pauses),
    waitedMs: sum(({ waitedMs }) => waitedMs),
    perSecond: paces.length > 0 ? Math.min(...paces) : null,
    gaveUp: all.some(({ gaveUp }) => gaveUp),
  };
}

const isUsable = ({ preflightResult }: VendorPart): boolean => preflightResult.credentials === 'accepted';
const seesUsers = (part: VendorPart): boolean =>
  isUsable(part) && part.preflightResult.observe !== 'repeat' && part.preflightResult.observe !== 'none';

/** What an earlier shard has shown already is not shown again. */
function joined(findings: readonly (readonly ContractFinding[])[]): ContractFinding[] {
  const seen = new Set<string>();
  return findings.flatMap((ofShard) => {
    const earlier = new Set(seen);
    return ofShard.map((one) => {
      const kind = JSON.stringify([one.operation, one.conforms, one.status, one.facts]);
      seen.add(kind);
      return earlier.has(kind) ? { ...one, evidence: null } : one;
    });
  });
}

/**
 * Each shard's preflight creates a probe user; an unsharded run has only one. A further probe is reported only if its
 * final state differs from that of the first shard's.
 */
function seenBesides({ last, probes }: VendorPart, first: VendorPart): FinalCheck['seen'] {
  const states = (first.last?.seen ?? []).filter(({ user }) => first.probes.includes(user)).map(({ state }) => state);
  return (last?.seen ?? []).filter(({ user, state }) => !(probes.includes(user) && states.includes(state)));
}

function shown(seen: FinalCheck['seen']): FinalCheck['seen'] {
  const counts = new Map<string, number>();
  return seen.map((one) => {
    const kind = kindOfLook(one);
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count > MOST_SHOWN ? { ...one, evidence: [] } : one;
  });
}

/** One line where all shards are clean; else that of each. */
function cleanupOf(parts: readonly VendorPart[]): FinalCheck['cleanup'] {
  const left = parts.flatMap(({ cleanup }) => cleanup.left).sort();
  const messages = parts.map(({ cleanup }) => cleanup.message);
  return { left, message: summed(messages) ?? [...new Set(messages)].join(' ') };
}

/** The sentences differ in their numbers alone: the same sentence with the sums. */
function summed(messages: readonly string[]): string | undefined {
  const [pattern = '', ...others] = messages.map((message) => message.replace(/\d+/g, '#'));
  if (others.some((other) => other !== pattern)) return undefined;
  const numbers = messages.map((message) => (message.match(/\d+/g) ?? []).map(Number));
  let position = 0;
  return pattern.replace(/#/g, () => {
    const sum = numbers.reduce((total, ofOne) => total + (ofOne[position] ?? 0), 0);
    position += 1;
    return String(sum);
  });
}
