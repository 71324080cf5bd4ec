/** Name of the attachment in which a test hands over its judgement, as JSON. In a file of its own: workers load it. */
export const JUDGEMENT = 'judgement';
