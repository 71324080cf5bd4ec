/** Another spelling of a path that a router may take for the documented one, while what guards it does not. */
export interface PathSpelling {
  readonly name: string;
  readonly description: string;
  readonly spell: (path: string) => string;
}

/**
 * The ways to write a path that differ from it: of one segment, whose only slash ends the host, the slash cannot be written
 * otherwise.
 */
export function spellingsOf(path: string): PathSpelling[] {
  const spelled = PATH_SPELLINGS.map(({ spell }) => spell(path));
  return PATH_SPELLINGS.filter((_, index) => {
    const own = spelled[index] ?? '';
    return own !== path && own.startsWith('/') && spelled.indexOf(own) === index;
  });
}

/** Ways to write a path, the commonest mistakes of routers first. */
const PATH_SPELLINGS: readonly PathSpelling[] = [
  spelling('trailing-slash', 'a slash at the end', (path) => `${path}/`),
  spelling('doubled-slash', 'its first slash doubled', (path) => `/${path}`),
  spelling('doubled-inner-slash', 'its last slash doubled', (path) => path.replace(/\/(?=[^/]*$)/, '//')),
  spelling('upper-case', 'capital letters', (path) => path.toUpperCase()),
  spelling('encoded-letter', 'a percent-encoded letter', (path) => path.replace(/[^/](?=[^/]*$)/, encoded)),
  spelling('twice-encoded-letter', 'a letter that is percent-encoded twice', (path) =>
    path.replace(/[^/](?=[^/]*$)/, (letter) => encoded(letter).replace('%', '%25')),
  ),
  spelling('encoded-slash', 'its last slash percent-encoded', (path) => path.replace(/\/(?=[^/]*$)/, '%2F')),
  spelling('matrix-parameter', 'a matrix parameter', (path) => `${path};x-a=`),
  spelling('dot-segment', 'a dot segment', (path) => path.replace(/\/(?=[^/]*$)/, '/./')),
  spelling('dot-segment-with-parameter', 'a dot segment with a matrix parameter', (path) => `/api/..;${path}`),
  spelling('version', 'a version before it', (path) => `/v1${path}`),
  spelling('json-suffix', 'the suffix .json', (path) => `${path}.json`),
];

function spelling(name: string, description: string, spell: (path: string) => string): PathSpelling {
  return { name, description, spell };
}

function encoded(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
}
