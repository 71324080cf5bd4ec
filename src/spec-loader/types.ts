import type { SchemeConfig } from '../auth/schemes.ts';
import type { IdsAt } from '../contract/ids-place.ts';
import type { Contract } from '../contract/types.ts';
import type { RequestCase } from '../contract/cases/types.ts';
import type { Condition, Requirement } from '../verdict/types.ts';

/** One folder of `specs/`, read and checked. */
export interface Vendor {
  /** Name of the folder; first part of every requirement id. */
  readonly name: string;
  readonly contract: Contract;
  readonly errata: readonly Erratum[];
  readonly profile: Profile;
  /** In the order of `requirements.yaml`: requirements nearer the top get offered users first. */
  readonly requirements: readonly Requirement[];
  /** The generated cases by requirement id, as claimed. */
  readonly casesOf: (requirement: Requirement) => readonly RequestCase[];
  /** The edition that counts; absent where the vendor has none. */
  readonly edition?: { readonly name: string; readonly sha256: string };
  /** Texts of our own and the vendor's documents: a secret that occurs in them is matched with care. */
  readonly texts: string;
  /** SHA-256 of the files that state what is required, in hex. */
  readonly sha256: { readonly requirements: string; readonly errata: string };
}

/** A published document that sources cite. */
export interface PublishedDocument {
  /** Sources that begin with it cite this document. */
  readonly name: string;
  readonly url: string;
  /** Day on which it was read, YYYY-MM-DD. */
  readonly retrieved: string;
}

export interface Erratum {
  readonly id: string;
  readonly where: string;
  readonly reason: string;
  readonly source: string;
  readonly actions?: readonly unknown[];
}

/** `profile.yaml`: how the vendor's operations are driven and read. Schema: `specs/profile.schema.json`. */
export interface Profile {
  readonly title: string;
  /** Prefix of the vendor's environment variables. */
  readonly env: string;
  readonly hosts: {
    readonly production: readonly string[];
    readonly sandbox: readonly string[];
    /** Operations that another host answers, by the name in its variable: `<V>_<NAME>_URL`. */
    readonly further?: Readonly<Record<string, readonly string[]>>;
  };
  readonly documents?: readonly PublishedDocument[];
  /** What the answer to a valid request may state about the configuration. */
  readonly hints?: readonly Hint[];
  readonly auth: SchemeConfig;
  readonly deletion: DeletionProfile;
  readonly users: UsersProfile;
  readonly errors: { readonly code: string; readonly type?: string; readonly text?: string };
  /** JSON Pointer to a property that only an encrypted body has, where the vendor encrypts bodies. */
  readonly encryptedBody?: string;
  /** Request headers that the vendor documents; none of them names a user. */
  readonly requestHeaders?: readonly string[];
  /** Response headers worth keeping for the vendor's support. */
  readonly keepHeaders: readonly string[];
}

export interface Hint {
  readonly when: Condition;
  /** The likely cause, and what to do. */
  readonly say: string;
  /** Such an answer is nobody's who implements the deletion: nothing can be judged. */
  readonly nothingThere?: boolean;
}

export interface DeletionProfile {
  readonly operation: string;
  /**
   * Where the ids are: a JSON Pointer in the request body (`/id`; where `many`, `/ids` or `/users/-/id`), `{ path: id }`
   * or `{ query: id }`.
   */
  readonly ids: IdsAt;
  readonly many: boolean;
  /** Values of the other parameters of the path and of the query. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** What is next to the ids, by JSON Pointer in the body: a template, filled again for each deletion, or a value. */
  readonly siblings?: Readonly<Record<string, unknown>>;
  /** JSON Pointer in the answer to the list of deleted ids, where the vendor gives one. */
  readonly listed?: string;
  readonly accepted: Condition;
  readonly notFound: Condition | readonly Condition[];
  /** All that an unknown id may be answered, where that is more than `notFound`. */
  readonly unknown?: readonly Condition[];
  /** Where an accepted deletion is done later: the job that does it. */
  readonly job?: JobProfile;
  /** When the vendor's contract wants a deletion done, counted from the response, in ms. */
  readonly deadlineMs: number;
}

/** The job that an accepted deletion starts, and how it is read. */
export interface JobProfile {
  /** Where the answer names it: a JSON Pointer, or a header with the URL of the read (`{ header: Location }`). */
  readonly id: string | { readonly header: string };
  /** Operation that reads it; `{job}` represents its id. */
  readonly operation: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly pending: readonly Condition[];
  readonly done: readonly Condition[];
  readonly failed?: readonly Condition[];
  /** The template of an id that no job has, and how its read is answered. */
  readonly unknown?: { readonly id: string; readonly answers: readonly Condition[] };
}

export interface UsersProfile {
  /** Who makes a user's id. */
  readonly chosenBy: 'caller' | 'server';
  readonly ids: {
    /** Template of the ids of users that the run creates (`chosenBy: caller`). */
    readonly created?: string;
    /** Template of well-formed ids that cannot exist. */
    readonly unknown: string;
    /** Constants that nobody has as an id, each with the reason. */
    readonly nobody?: readonly { readonly id: string; readonly because: string }[];
    /** Unusual but allowed ids, by name. */
    readonly odd: Readonly<Record<string, string>>;
    /** Pairs of ids that differ in one respect, by name: `[deleted, neighbour]`. */
    readonly neighbours: Readonly<Record<string, readonly [string, string]>>;
  };
  /**
   * What makes a user the same person besides the id, as templates by name: an email address. Each is a placeholder of the
   * bodies, and the same for a user who is created again.
   */
  readonly keys?: Readonly<Record<string, string>>;
  /** Where a user is created with a card: what `{card}` represents in the bodies. */
  readonly cards?: CardsProfile;
  /** Operations that create a user, in order. */
  readonly create: readonly CreateStep[];
  /** Values that distinguish two users in what the read shows. */
  readonly marks: readonly unknown[];
  readonly observe: readonly ObserveStep[];
  /** Further reads, with each filter that the contract has; `{mark}` represents each of the user's marks. */
  readonly reads?: readonly ObserveStep[];
  /** What the deletion of others must not change in the answers of `observe`. */
  readonly preserved?: readonly Preserved[];
}

/** Something of a user that must not be lost. */
export interface Preserved {
  /** What it is, for a reader: "linked merchants". */
  readonly what: string;
  /** Operation of `observe` whose answer shows it. */
  readonly operation: string;
  /** JSONPath (RFC 9535) to it. */
  readonly at: string;
  /** True where its value may move by itself, and only that it is there counts. */
  readonly valueMoves?: boolean;
}

export interface CardsProfile {
  /** Operation that answers the card ranges; the operator may name them instead (`<V>_CARD_RANGES`). */
  readonly operation: string;
  /** JSON Pointer in its answer to the prefixes, separated by commas. */
  readonly ranges: string;
  /** Length of a number. */
  readonly digits: number;
  /** Answers to a creation with a card that is registered already: another one is tried. */
  readonly taken: readonly Condition[];
}

export interface CreateStep {
  readonly operation: string;
  readonly body?: unknown;
  /** Other documented bodies, in the order in which they are tried where the target refuses those before (A45). */
  readonly or?: readonly unknown[];
  /** Whether users are created without it where the target refuses it in every form (A45). */
  readonly dispensable?: true;
  /** Parameters of the path, by name; default: the placeholder of the same name. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Values of the answer that later steps use as placeholders: JSON Pointers by name. */
  readonly keep?: Readonly<Record<string, string>>;
  /** JSON Pointer in the answer to the new user's id (`chosenBy: server`). */
  readonly id?: string;
  /** Left out for users of this variant (`bare`), or of any of these. */
  readonly unless?: string | readonly string[];
  /** Only for users of this variant (`full`), or of these; where it is refused the user goes without. */
  readonly only?: string | readonly string[];
}

export interface ObserveStep {
  readonly operation: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Of a read that is a POST. */
  readonly body?: unknown;
  /** In the place of the usual fields of these names: a cache may hold what they vary. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly lives: Condition;
  readonly terminating: readonly Condition[];
  readonly gone: readonly Condition[];
  /** JSONPath to the ids of all users in the answer that `lives` describes: who is not among them is gone. */
  readonly list?: string;
  /** JSONPath (RFC 9535) to the marks in the answer. */
  readonly marks?: string;
}
