import { deletionRequest } from '../../../src/users/operation-requests.ts';
import type { RequestCase } from '../../../src/contract/cases/types.ts';
import type { WireRequest, WireResponse } from '../../../src/http/types.ts';
import type { Vendor } from '../../../src/spec-loader/types.ts';
import { broken, type Broken, type Grade } from './types.ts';
import { instead, lost, type Between } from './wire.ts';

/** A request as far as a case can change it. */
type Sent = Pick<WireRequest, 'method' | 'headers' | 'body'>;
type IsCase = (request: Sent) => boolean;

/** What the makers of generated entries must know of a vendor. */
export interface Wrongs<Run> {
  readonly vendor: Vendor;
  /** A well-formed id, such as the run's own. */
  readonly sampleId: string;
  /** The answer of a server that takes the request at its word. */
  readonly accepted: (request: Sent) => WireResponse;
  readonly crashed: WireResponse;
  /** A refusal with 422 and the vendor's code for bad input, and the grade of it by requirement; other requirements allow it. */
  readonly unprocessable: WireResponse;
  readonly unprocessableGrades: Readonly<Record<string, Grade>>;
  /** Why the suite does not do what an entry expects, by its id. */
  readonly known?: Readonly<Record<string, string>>;
  /** Requirements that allow that the request is accepted. */
  readonly mayAccept: readonly string[];
  /** Refuses as ever, and yet deletes whom the request names; everybody where it names nobody. */
  readonly obeyed: (isCase: IsCase) => Run;
}

/** Every generated request in turn: accepted, crashed on, left unanswered, refused wrongly, refused and obeyed. */
export function generatedWrongs<Run>(wrongs: Wrongs<Run | Between>): Broken<Run | Between>[] {
  const { vendor, known = {} } = wrongs;
  const all = vendor.requirements.flatMap((requirement) => {
    const cases = vendor.casesOf(requirement).filter((one) => !isOrdinary(wrongs, one));
    if (requirement.check === 'faulty-request') return cases.flatMap((one) => answers(wrongs, requirement.slug, one));
    if (requirement.check !== 'refused-request-has-no-effect') return [];
    return cases.map((one) => obedience(wrongs, requirement.slug, one));
  });
  return all.map((one) => (known[one.id] === undefined ? one : { ...one, known: known[one.id]! }));
}

function answers<Run>(wrongs: Wrongs<Run | Between>, slug: string, one: RequestCase): Broken<Run | Between>[] {
  const is = recogniser(wrongs, one);
  const line = (way: string, what: string, grade: Grade, reply: (request: Sent) => WireResponse) =>
    broken(`${one.name}/${way}`, `${one.description}: ${what}.`, { [slug]: grade }, instead(is, reply), {
      requirements: [slug],
    });
  const unprocessable = wrongs.unprocessableGrades[slug];
  return [
    ...(one.conforms || wrongs.mayAccept.includes(slug) ? [] : [line('accepted', 'accepted', 'fail', wrongs.accepted)]),
    line('crash', 'answered 500', 'fail', () => wrongs.crashed),
    line('silence', 'left unanswered', 'fail', () => {
      throw lost('timeout');
    }),
    ...(unprocessable ? [line('422', 'answered 422', unprocessable, () => wrongs.unprocessable)] : []),
  ];
}

function obedience<Run>(wrongs: Wrongs<Run>, slug: string, one: RequestCase): Broken<Run> {
  const does = `${one.description}: refused, and yet carried out.`;
  const change = () => wrongs.obeyed(recogniser(wrongs, one));
  return broken(`${one.name}/obeyed`, does, { [slug]: 'fail' }, change, { requirements: [slug] });
}

/** Tells the requests of a case by their shape: ids and random parts differ from run to run. */
function recogniser<Run>({ vendor, sampleId }: Wrongs<Run>, one: RequestCase): IsCase {
  const shape = shapeOf(one.apply(sample(vendor, sampleId, one.ids)));
  return (request) => shapeOf(request) === shape;
}

/** Whether nothing tells the case from an ordinary deletion. */
function isOrdinary<Run>(wrongs: Wrongs<Run>, one: RequestCase): boolean {
  return recogniser(wrongs, one)(sample(wrongs.vendor, wrongs.sampleId, 1));
}

const sample = (vendor: Vendor, id: string, count: number) => deletionRequest(vendor, Array<string>(count).fill(id));

const scriptOf = (digit: string): number => (digit.codePointAt(0) as number) >> 5;

function shapeOf({ method, headers, body }: Sent): string {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'none';
  const text = (body ?? Buffer.alloc(0)).toString();
  const shape = text
    .replace(/(?:nobody|conformance|\d{16})-[0-9a-f]+-[0-9a-f]{12}|[0-9a-f]{16,}-[0-9a-f]{12}-first/gi, 'ID')
    // Which digit is written in another script, and where, depends on the id.
    .replace(/[0-9a-f-]*(\p{Nd})(?<![0-9])[0-9a-f-]*/giu, (_, digit: string) => `ID in U+${scriptOf(digit)}`)
    .replace(/[0-9a-f]/gi, 'h');
  return `${method} ${type} ${shape}`;
}
