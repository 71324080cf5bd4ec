import type { Vendor } from '../../../src/spec-loader/types.ts';
import { loadEdited } from './edited-vendor.ts';

const edit = (file: string, passage: string, replacement: string) => ({ vendor: 'heron', file, passage, replacement });

/** Heron Maps as it is asked by a form: `id=…&reason=asked`. */
export function heronByForm(): Promise<Vendor> {
  return loadEdited(
    edit('profile.yaml', 'operation: deleteUser\n  ids: { query: id }', 'operation: eraseUser\n  ids: /id'),
    edit('requirements.yaml', "['query-id.*']", "['form-id.*', body.absent, media-type.json]"),
    edit('requirements.yaml', 'operation: deleteUser', 'operation: eraseUser'),
  );
}
