type Json = Readonly<Record<string, unknown>>;

/** A document in which no schema leads back to itself: where one does, anything is possible. */
export function withoutCircles(document: Json): Json {
  const target = (reference: string): unknown =>
    reference
      .split('/')
      .slice(1)
      .reduce<unknown>((all, key) => object(all)[key.replaceAll('~1', '/').replaceAll('~0', '~')], document);
  /** References that lead back to where one of those before them is. */
  const leadsBack = (reference: string, from: string): boolean => {
    const seen = new Set<string>();
    const reaches = (one: string): boolean => {
      if (one === from) return true;
      if (seen.has(one)) return false;
      seen.add(one);
      return referencesIn(target(one)).some(reaches);
    };
    return reaches(reference);
  };
  const cut = (node: unknown, from: string): unknown => {
    if (Array.isArray(node)) return node.map((one: unknown) => cut(one, from));
    if (typeof node !== 'object' || node === null) return node;
    const { $ref } = node as { $ref?: unknown };
    if (typeof $ref === 'string' && leadsBack($ref, from)) return {};
    return Object.fromEntries(Object.entries(node).map(([name, one]) => [name, cut(one, from)]));
  };
  const components = Object.entries(object(document['components'])).map(([kind, ones]) => [
    kind,
    Object.fromEntries(
      Object.entries(object(ones)).map(([name, one]) => [
        name,
        cut(one, `#/components/${kind}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
      ]),
    ),
  ]);
  return components.length === 0 ? document : { ...document, components: Object.fromEntries(components) as Json };
}

function referencesIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { $ref } = node as { $ref?: unknown };
  return [
    ...(typeof $ref === 'string' ? [$ref] : []),
    ...Object.values(node).flatMap((one: unknown) => referencesIn(one)),
  ];
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
