/** An instant of ISO 8601 as a reader reads it: `2026-01-31 10:00:00 UTC`. */
export const utcText = (instant: string): string => instant.replace(/^(.{10})T(.{8})(\.\d+)?Z$/, '$1 $2 UTC');
