import { EVERYBODY, spelled, type IdPair, type IdTransformation } from './types.ts';

/** After a closing quote these can neither compare nor compute, nor begin a word: the rest is an error, or more text. */
const HARMLESS_REST = /^[\s'"`\\]*$/u;

/** Texts that end the string which a query is built around. */
export const QUOTING: readonly IdTransformation[] = [
  ending('end-sql-string', "writes a key into the text of a query: ' ends it", "'", (id) => [
    `${id}' OR '1'='1`,
    `${id}') OR ('1'='1`,
    `${id}' -- x`,
  ]),
  ending('end-double-quotes', 'writes a key into the text of JSON or of a query: " ends it', '"', (id) => [
    `${id}","$ne":"`,
    `${id}" OR "1"="1`,
    `${id}" || "1"=="1`,
  ]),
  ending('end-backticks', 'writes a key into a template: ` ends it', '`', (id) => [`${id}\` || true || \``]),
  {
    name: 'end-by-backslash',
    does: 'writes a key into the text of a query, where a backslash keeps its quote from ending it',
    readings: (text) => (text.endsWith('\\') ? spelled(text, text.slice(0, -1)) : []),
    pairs: () => [],
  },
  {
    name: 'evaluate-template',
    does: 'evaluates ${…}, {{…}}, <%…%> and $(…) in a key',
    readings: (text) => (/\$\{.*\}|\{\{.*\}\}|<%.*%>|\$\(.*\)|#\{.*\}/s.test(text) ? [EVERYBODY] : []),
    pairs: () => [],
  },
];

function ending(
  name: string,
  does: string,
  quote: string,
  attack: (id: string) => readonly string[],
): IdTransformation {
  return {
    name,
    does,
    readings(text) {
      const at = text.indexOf(quote);
      if (at < 0) return [];
      return HARMLESS_REST.test(text.slice(at)) ? spelled(text, text.slice(0, at)) : [EVERYBODY];
    },
    // It may end in the id alone, or reach anybody.
    pairs: (id) =>
      attack(id).flatMap((one): IdPair[] => [
        [one, `${id}-other`],
        [one, id],
      ]),
  };
}
