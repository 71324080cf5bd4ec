import type { Siblings } from '../contract/deletion-body.ts';
import { PLACEHOLDER } from '../spec-loader/id-templates.ts';
import type { Vendor } from '../spec-loader/types.ts';
import { fillText, newTemplateVariables } from './templates.ts';
import type { Draw } from './types.ts';

/** Where values that are new in every deletion come from. */
export interface SiblingSource {
  readonly vendor: Vendor;
  readonly runPrefix: string;
  readonly draw: Draw;
  /** Takes note of a text that the run has drawn and that names nobody. */
  readonly drawn: (text: string) => void;
}

/** The siblings of the ids in one deletion, drawn new; nothing is drawn where the profile has none. */
export function newSiblings({ vendor, runPrefix, draw, drawn }: SiblingSource): Siblings {
  const { siblings } = vendor.profile.deletion;
  if (!siblings) return {};
  const variables = newTemplateVariables(runPrefix, draw);
  return Object.fromEntries(
    Object.entries(siblings).map(([pointer, template]) => {
      if (typeof template !== 'string' || template.search(PLACEHOLDER) < 0) return [pointer, template];
      const value = fillText(template, variables);
      drawn(value);
      return [pointer, value];
    }),
  );
}
