import type { Remains } from '../../reporters/conformance.ts';
import type { VendorPart } from '../../src/run/part.ts';
import { publicUrl } from '../../src/run/public-url.ts';
import type { RowReport } from '../../src/run/types.ts';
import { mailbox, type VendorEnd } from './mailbox.ts';

/** What the runner, the set-up and its teardown left behind of one vendor, in the run's main process. */
export async function partOf(vendor: string, remains: Remains): Promise<VendorPart> {
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
  return {
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
    standing: { ...standing, message: redactor.text(standing.message), unknownRead: {} },
    preflight: findings,
    probes: probes.map(redactor.text),
    reports,
    broken: remains.interrupted ? [] : [...remains.broken].filter(([id]) => isOfVendor(id)),
    last: ended,
    cleanup: last?.cleanup ?? leftBehind(entry),
  };
}

/** Of an interrupted run, which cleans nothing up: whom it created and did not see deleted. */
function leftBehind({ context }: VendorEnd): VendorPart['cleanup'] {
  const users = context.journal.left();
  const left = users.flatMap(({ id }) => (id === undefined ? [] : context.redactor.text(id))).sort();
  const whom = users.length === 0 ? 'nobody is known to be left' : `left behind: ${String(users.length)} users`;
  return { left, message: `Interrupted before the clean-up: ${whom}.` };
}
