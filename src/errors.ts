import leven from 'leven';

/** A mistake in one of our own files, or in what an operator configured: what happened, where, what to do. */
export class ConfigurationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigurationError';
  }
}

/** Several mistakes reported at once, one per line. */
export function configurationErrors(messages: readonly string[]): ConfigurationError {
  return new ConfigurationError(messages.join('\n'));
}

/** The candidate nearest to a mistyped word, where one is near enough to be the likely intention. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  const ranked = [...candidates]
    .map((candidate) => ({ candidate, distance: leven(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= limit ? best.candidate : undefined;
}

/** `, did you mean "x"?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const best = nearest(word, candidates);
  return best === undefined ? '' : `, did you mean "${best}"?`;
}
