/** What the suite does not judge as its table says, and why: by vendor and implementation ("knot all-500"). */
export const KNOWN: Readonly<Record<string, string>> = {};
