import { replayedIn } from './credential-words.ts';
import { preamble } from './preamble.ts';
import { requestWords } from './request-words.ts';
import { shellLiteral } from './shell-text.ts';
import { substitutionsOf, type NamedUser } from './substitutions.ts';
import type { Reproduction, ScriptInput, StepAnswer } from './types.ts';
import type { Exchange } from '../../http/types.ts';

/** A pause before a look that is shorter makes no difference to it. */
const SHORTEST_PAUSE_MS = 400;
/** Nobody waits longer in front of a terminal. */
const LONGEST_PAUSE_MS = 120_000;
/** Instants are whole milliseconds: what follows within one may still be later. */
const CLOCK_MS = 2;
/** More users and steps than that are nothing to read. */
const MOST_USERS = 8;
const MOST_STEPS = 40;

/**
 * A script for bash that shows a failure again with users of its own: it creates them, sends what the run sent, looks as
 * the run looked, and prints the status of each. No secret is in it.
 * @returns undefined where a shell cannot send one of the requests
 */
export function writeScript(input: ScriptInput): Reproduction | undefined {
  const { users, steps } = input;
  if (users.length > MOST_USERS || steps.length > MOST_STEPS || steps.length === 0) return undefined;
  const named = users.map((user, index): NamedUser => ({ ...user, variable: `USER_${index + 1}` }));
  const substitutions = substitutionsOf(input, named);
  const answers: StepAnswer[] = [];
  const labels = new Map<string, number>();
  const labelOf = (exchange: Exchange): string => {
    const label = plainLabel(exchange, named);
    const count = (labels.get(label) ?? 0) + 1;
    labels.set(label, count);
    return count === 1 ? label : `${label} (${count})`;
  };
  const lineOf = (exchange: Exchange, label: string, own = substitutions): string | undefined => {
    const words = requestWords(exchange.request, input, own);
    return words && `send ${shellLiteral(label)} ${words.join(' ')}`;
  };
  const lines: string[] = [];
  for (const user of named) {
    const own = substitutionsOf(input, user.createdLike === undefined ? named : [{ ...user, id: user.createdLike }]);
    const made = creationLines(user, input, (exchange, label) => lineOf(exchange, label, own));
    if (!made) return undefined;
    lines.push(...made);
  }
  let before: Exchange | undefined;
  let isTogether = false;
  for (const [index, exchange] of steps.entries()) {
    const label = labelOf(exchange);
    const line = lineOf(exchange, label);
    if (line === undefined) return undefined;
    const status = String(exchange.response?.status ?? 0).padStart(3, '0');
    answers.push({ label, status });
    const next = steps[index + 1];
    const withNext = next !== undefined && isAct(next) && isAct(exchange) && next.at + CLOCK_MS < endOf(exchange);
    if (!isTogether) lines.push(...pauseBefore(exchange, before));
    lines.push(`${line}${withNext || isTogether ? ' &' : ''}  # the run: ${status}`);
    if (isTogether && !withNext) lines.push('wait');
    isTogether = withNext;
    before = exchange;
  }
  const script = [...preamble(input, named, lines, replayedIn(steps)), ...lines, ''].join('\n');
  return { script, answers };
}

function creationLines(
  { variable, creation, id, createdLike }: NamedUser,
  input: ScriptInput,
  lineOf: (exchange: Exchange, label: string) => string | undefined,
): string[] | undefined {
  const lines: string[] = [];
  for (const [index, exchange] of creation.entries()) {
    const label = `create ${variable}${index === 0 ? '' : `, step ${index + 1}`}`;
    const line = lineOf(exchange, label);
    if (line === undefined) return undefined;
    lines.push(line);
    const isIssued = input.idPointer !== undefined && says(exchange, createdLike ?? id);
    if (isIssued) lines.push(`${variable}="$(field ${shellLiteral(input.idPointer.split('/').at(-1) ?? '')})"`);
  }
  return lines;
}

/** Whether an answer holds a text; of a large one its JSON is kept alone. */
function says({ response }: Exchange, text: string): boolean {
  if (!response) return false;
  return response.condensed ? JSON.stringify(response.json ?? null).includes(text) : response.body.includes(text);
}

const isAct = ({ role }: Exchange): boolean => role === 'act' || role === 'fault';

const endOf = ({ at, response, error }: Exchange): number => at + (response?.durationMs ?? error?.durationMs ?? 0);

/** A look waits as long as it did in the run: what is slow there is slow here. */
function pauseBefore(exchange: Exchange, before: Exchange | undefined): string[] {
  if (!before || exchange.role !== 'observe') return [];
  const pause = Math.min(LONGEST_PAUSE_MS, exchange.at - endOf(before));
  return pause < SHORTEST_PAUSE_MS ? [] : [`sleep ${Math.ceil(pause / 100) / 10}`];
}

const LABEL: Readonly<Record<Exchange['role'], string>> = {
  setup: 'set-up',
  control: 'valid request for an unknown id',
  act: 'request',
  fault: 'faulty request',
  observe: 'look',
};

/** The kind of request, and who it names. */
function plainLabel({ role, request }: Exchange, users: readonly NamedUser[]): string {
  const texts = [request.url, request.body?.toString('utf8') ?? ''];
  const forms = (id: string) => [id, encodeURIComponent(id), JSON.stringify(id).slice(1, -1)];
  const who = users.filter(({ id }) => texts.some((text) => forms(id).some((form) => text.includes(form))));
  return [LABEL[role], ...(who.length > 0 ? ['naming', who.map(({ variable }) => variable).join(' and ')] : [])].join(
    ' ',
  );
}
