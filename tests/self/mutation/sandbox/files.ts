/** Files of src/sandbox in which nothing is mutated, each with the reason. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'index.ts': 'Exports only.',
  'registry.ts': 'Loads a vendor by its name: the run in process makes the sandbox itself.',
  'serve.ts': 'Listens on a socket: the run in process opens none.',
  'transport.ts': 'The way of the run into the sandbox, and no part of what answers.',
  'types.ts': 'Types only.',
  'mastercard/certificates.ts': 'Makes the keys with which the run signs, before there is a request.',
  'mastercard/credentials.ts': 'Writes the keys with which the run signs, before there is a request.',
  'mastercard/steps.ts': 'Types only.',
};

/** The vendors whose runs reach a file of src/sandbox. */
export function vendorsOf(file: string): readonly ('knot' | 'mastercard')[] {
  if (file.startsWith('knot/')) return ['knot'];
  return file.startsWith('mastercard/') ? ['mastercard'] : ['knot', 'mastercard'];
}
