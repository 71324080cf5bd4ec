/** One request and its answer, as somebody between the run and its target sees them. */
export interface Seen {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly sent: string;
  readonly status: number;
  readonly answered: string;
}

/** Whom the exchanges of a vendor make and delete, by the documents alone. */
export interface Told {
  readonly isCreation: (request: Pick<Seen, 'method' | 'path'>) => boolean;
  readonly isDeletion: (request: Pick<Seen, 'method' | 'path'>) => boolean;
  /** The user that an answered creation made. */
  readonly made: (seen: Seen) => string | undefined;
  /** The users whose deletion was accepted. */
  readonly deleted: (seen: Seen) => readonly string[];
}

const isPost = (end: string) => (request: Pick<Seen, 'method' | 'path'>) =>
  request.method === 'POST' && request.path.endsWith(end);

export const TOLD: Readonly<Record<'knot' | 'mastercard', Told>> = {
  knot: {
    isCreation: isPost('/session/create'),
    isDeletion: isPost('/user/delete'),
    made: ({ status, sent }) => (status === 200 ? textAt(sent, 'external_user_id') : undefined),
    deleted: ({ status, sent }) => (status === 200 ? [textAt(sent, 'external_user_id') ?? ''] : []),
  },
  mastercard: {
    isCreation: isPost('/issuers/users'),
    isDeletion: isPost('/issuers/user-deletions'),
    made: ({ status, answered }) => (status === 200 ? textAt(answered, 'userid') : undefined),
    deleted: ({ status, answered }) => (status === 202 ? (JSON.parse(answered) as string[]) : []),
  },
};

/** Keeps in mind who lives at a target. */
export class Register {
  readonly living = new Set<string>();
  readonly ever = new Set<string>();
  readonly #told: Told;

  constructor(told: Told) {
    this.#told = told;
  }

  /** @returns the user that was made, if one was */
  note(seen: Seen): string | undefined {
    const made = this.#told.isCreation(seen) ? this.#told.made(seen) : undefined;
    if (made !== undefined) {
      this.living.add(made);
      this.ever.add(made);
    }
    if (this.#told.isDeletion(seen)) for (const id of this.#told.deleted(seen)) this.living.delete(id);
    return made;
  }
}

function textAt(body: string, name: string): string | undefined {
  try {
    const value = (JSON.parse(body) as Record<string, unknown> | null)?.[name];
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
