import type { Remains } from '../../reporters/conformance.ts';
import type { Redacted } from '../../src/evidence/redacted.ts';
import type { VendorPart } from '../../src/run/part.ts';
import { publicUrl } from '../../src/run/public-url.ts';
import type { RowReport } from '../../src/run/types.ts';
import { mailbox, type VendorEnd } from './mailbox.ts';

/** What the runner, the set-up and its teardown left behind of one vendor, in the run's main process. */
export async function partOf(vendor: string, remains: Remains): Promise<Redacted<VendorPart>> {
  const entry = mailbox.get(vendor);
  if (!entry) throw new Error(`The set-up of ${vendor} left nothing behind.`);
  const { context, desk, findings, probes, last } = entry;
  const { redactor, target } = context;
  const { kind, baseUrl, settleMs, deadlineMs, maxUsers, configuration, other } = target;
  const isOfVendor = (id: string) => id.startsWith(`${vendor}/`);
  const reports = [...remains.judged].filter(([id]) => isOfVendor(id)).map(([, judged]) => judged as RowReport);
  const standing = await desk.standing();
  // An interrupted run has not seen enough to settle anything.
  const ended = remains.interrupted ? null : (last ?? null);
  return redactor.value({
    vendor,
    target: {
      kind,
      baseUrl: publicUrl(baseUrl),
      settleMs,
      deadlineMs,
      maxUsers,
      configuration,
      ...(other ? { other: true } : {}),
    },
    standing: { ...standing, unknownRead: {} },
    preflight: findings,
    probes,
    reports,
    broken: remains.interrupted ? [] : [...remains.broken].filter(([id]) => isOfVendor(id)),
    last: ended,
    cleanup: last?.cleanup ?? leftBehind(entry),
  });
}

/** Of an interrupted run, which cleans nothing up: whom it created and did not see deleted. */
function leftBehind({ desk }: VendorEnd): VendorPart['cleanup'] {
  const alive = desk.users().filter(({ offered, deletedAt }) => !offered && deletedAt === null);
  const left = alive.map(({ id }) => id).sort();
  const whom = left.length === 0 ? 'nobody is known to be left' : `left behind: ${String(left.length)} users`;
  return { left, message: `Interrupted before the clean-up: ${whom}.` };
}
