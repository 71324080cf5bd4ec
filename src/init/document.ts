import { createHash } from 'node:crypto';
import { parseDocument, stringify } from 'yaml';
import { withAliases } from '../spec-loader/yaml-file.ts';
import { ConfigurationError, didYouMean } from '../errors.ts';
import { answersOneByOne, needsTelling } from './answers.ts';
import { withoutCircles } from './circles.ts';

type Json = Readonly<Record<string, unknown>>;

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];

/** What is needed of a document: the deletion, and the calls that may create or show its users. */
export interface TrimmedDocument {
  readonly text: string;
  readonly value: Json;
  /** operationId of the deletion. */
  readonly operation: string;
  /** Whether the answers of the deletion are there as `default` or in ranges. */
  readonly isToldApart: boolean;
  /** The schemes of which a caller needs all, in each of the ways that the document lets it choose. */
  readonly security: readonly (readonly string[])[];
}

/** One operation, wherever it is. */
interface Place {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly definition: Json;
}

/**
 * Trims an OpenAPI document to what a deletion can be judged by.
 * @param text YAML or JSON
 * @param wanted operationId, or `DELETE /users/{id}`
 * @throws ConfigurationError where it is not one, or has no such operation
 */
export function trimDocument(text: string, file: string, wanted: string): TrimmedDocument {
  const document = parsed(text, file);
  const places = placesOf(document);
  const deletion = places.find(({ id, method, path }) => id === wanted || `${method.toUpperCase()} ${path}` === wanted);
  if (!deletion) {
    const known = places.map(({ id }) => id);
    throw new ConfigurationError(
      `${file} has no operation "${wanted}"${didYouMean(wanted, known) || '.'} It has ${known.slice(0, 40).join(', ')}.`,
    );
  }
  if (['get', 'head', 'options'].includes(deletion.method))
    throw new ConfigurationError(
      `${file}: ${deletion.method.toUpperCase()} ${deletion.path} is no deletion: --operation names a POST, PUT, PATCH or DELETE.`,
    );
  const kept = places.filter(
    (one) =>
      one === deletion ||
      isRelated(one, deletion) ||
      namesTheSame(one, deletion, document) ||
      makesTheSame(one, deletion, places),
  );
  const paths = Object.fromEntries(
    [...new Set(kept.map(({ path }) => path))].map((path) => [path, pathItem(path, document, kept)]),
  );
  const value = withoutCircles(withComponents({ ...head(document, text, file), paths }, document));
  const told = object(deletion.definition['responses']);
  return {
    value,
    isToldApart: needsTelling(told),
    security: securityOf(deletion.definition, document),
    operation: deletion.id,
    text: stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }),
  };
}

function parsed(text: string, file: string): Json {
  const yaml = parseDocument(text, { merge: true });
  const [error] = yaml.errors;
  if (error) throw new ConfigurationError(`${file} is neither YAML nor JSON: ${error.message.split('\n', 1)[0] ?? ''}`);
  const value = withAliases(yaml, file);
  if (/^3\.[01]\./.test(String(object(value)['openapi']))) return object(value);
  const { swagger, openapi } = object(value);
  const what = textOf(swagger, '') !== '' ? ` but Swagger ${textOf(swagger, '')}` : '';
  const version = textOf(openapi, '') !== '' ? ` but of version ${textOf(openapi, '')}` : what;
  throw new ConfigurationError(
    `${file} is no OpenAPI 3.0 or 3.1 document${version}: convert it first (Swagger 2.0: with the converter of your editor).`,
  );
}

function placesOf(document: Json): Place[] {
  return Object.entries(object(document['paths'])).flatMap(([path, item]) =>
    METHODS.flatMap((method): Place[] => {
      const { [method]: definition } = object(item);
      if (definition === undefined) return [];
      const { operationId } = object(definition);
      const made = `${method}${path.replace(/[^A-Za-z0-9]+(\w?)/g, (_, next: string) => next.toUpperCase())}`;
      return [
        { id: typeof operationId === 'string' ? operationId : made, method, path, definition: object(definition) },
      ];
    }),
  );
}

/** A call that may create or show who is deleted: one about the same things, by its path. */
function isRelated({ method, path }: Place, deletion: Place): boolean {
  if (!['get', 'post'].includes(method)) return false;
  const words = (text: string): string[] => text.split('/').filter((part) => part !== '' && !part.startsWith('{'));
  const [own, other] = [words(deletion.path), words(path)];
  const shared = own.filter((word, index) => other[index] === word).length;
  return other.length <= own.length && (shared === other.length || shared === own.length - 1) && other.length > 0;
}

/** A name that only a user's id has. */
const USER_ID = /(?:user|customer|member|person|subject|account)[_-]?id$/i;

/** A call that names a user as the deletion does, or in its path. */
function namesTheSame({ method, path, definition }: Place, deletion: Place, document: Json): boolean {
  if (!['get', 'post'].includes(method)) return false;
  const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
  if (inPath.some((name) => USER_ID.test(name))) return true;
  const own = [...namesIn(deletion.definition, document)].filter((name) => USER_ID.test(name));
  const other = namesIn(definition, document);
  return own.some((name) => other.has(name));
}

/** A call whose answer is described as that of the read at the deletion's path is: one that makes such users. */
function makesTheSame({ method, definition }: Place, deletion: Place, places: readonly Place[]): boolean {
  if (method !== 'post') return false;
  const read = places.find((one) => one.method === 'get' && one.path === deletion.path);
  const shown = read && answerOf(read.definition);
  return shown !== undefined && answerOf(definition) === shown;
}

/** The name of the schema of a call's success. */
function answerOf({ responses }: Json): string | undefined {
  const [success] = ['200', '201'].map((status) => object(responses)[status]).filter((one) => one !== undefined);
  const [content] = Object.values(object(object(success)['content']));
  const { $ref } = object(object(content)['schema']);
  return typeof $ref === 'string' ? $ref : undefined;
}

/** Names of the parameters and properties of a request, wherever they are described. */
function namesIn({ parameters, requestBody }: Json, document: Json): Set<string> {
  const names = new Set<string>();
  const seen = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { $ref, name, in: place } = node as { $ref?: unknown; name?: unknown; in?: unknown };
    if (typeof name === 'string' && typeof place === 'string') names.add(name);
    Object.keys(object(object(node)['properties'])).forEach((one) => names.add(one));
    if (typeof $ref === 'string' && !seen.has($ref)) {
      seen.add($ref);
      visit(
        $ref
          .split('/')
          .slice(1)
          .reduce<unknown>((all, key) => object(all)[key], document),
      );
    }
    Object.values(node).forEach(visit);
  };
  visit(parameters);
  visit(requestBody);
  return names;
}

function pathItem(path: string, document: Json, kept: readonly Place[]): Json {
  const { parameters } = object(object(document['paths'])[path]);
  const own = kept.filter((one) => one.path === path);
  return {
    ...(parameters === undefined ? {} : { parameters }),
    ...Object.fromEntries(
      own.map(({ method, id, definition }) => [method, { ...judgeable(definition), operationId: id }]),
    ),
  };
}

function judgeable(definition: Json): Json {
  return { ...definition, responses: answersOneByOne(object(definition['responses'])) };
}

function securityOf(definition: Json, document: Json): string[][] {
  const demanded = definition['security'] ?? document['security'];
  return Array.isArray(demanded) ? demanded.map((one) => Object.keys(object(one))) : [];
}

function head(document: Json, text: string, file: string): Json {
  const info = object(document['info']);
  const published = {
    title: textOf(info['title'], file),
    version: textOf(info['version'], '0'),
    source: file,
    sha256: createHash('sha256').update(text).digest('hex'),
  };
  const { openapi, servers, security } = document;
  return {
    openapi,
    info: { title: published.title, version: published.version, 'x-published': info['x-published'] ?? published },
    ...(servers === undefined ? {} : { servers }),
    ...(security === undefined ? {} : { security }),
  };
}

/** Adds the components that are referred to, and what they refer to. */
function withComponents(value: Json, document: Json): Json {
  const all = object(document['components']);
  const wanted = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [name, one] of Object.entries(node)) {
      const [, kind = '', key = ''] = name === '$ref' ? (/^#\/components\/([^/]+)\/(.+)$/.exec(String(one)) ?? []) : [];
      if (kind === '' || wanted.has(`${kind}/${key}`)) visit(one);
      else {
        wanted.add(`${kind}/${key}`);
        visit(object(all[kind])[key]);
      }
    }
  };
  visit(value['paths']);
  const kept = Object.entries(all).map(([kind, ones]) => {
    const entries = Object.entries(object(ones)).filter(
      ([key]) => kind === 'securitySchemes' || wanted.has(`${kind}/${key}`),
    );
    return [kind, Object.fromEntries(entries)] as const;
  });
  return { ...value, components: Object.fromEntries(kept.filter(([, ones]) => Object.keys(ones).length > 0)) };
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

const textOf = (value: unknown, otherwise: string): string =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : otherwise;
