// By hand: all three forms of RFC 9110, 5.6.7, and nothing else; Date.parse takes far more.

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const TIME = String.raw`(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)`;

/** The three forms of RFC 9110 section 5.6.7, of which a recipient must accept all: IMF-fixdate, RFC 850 and asctime. */
const FORMS = [
  String.raw`[a-z]{3}, (?<day>\d\d) (?<month>[a-z]{3}) (?<year>\d{4}) ${TIME} GMT`,
  String.raw`[a-z]{6,9}, (?<day>\d\d)-(?<month>[a-z]{3})-(?<year>\d\d) ${TIME} GMT`,
  String.raw`[a-z]{3} (?<month>[a-z]{3}) (?<day>[ \d]\d) ${TIME} (?<year>\d{4})`,
].map((form) => new RegExp(`^${form}$`, 'i'));

/**
 * Reads an HTTP-date; `Date.parse` would accept many other texts, and read them in local time.
 * @param now in ms since the epoch: a year of two digits more than 50 years ahead of it lies in the past
 * @returns ms since the epoch; undefined for anything else, a day that no month has included.
 */
export function parseHttpDate(text: string, now: number): number | undefined {
  const fields = FORMS.map((form) => form.exec(text.trim())?.groups).find((groups) => groups !== undefined);
  if (!fields) return undefined;
  const { day, month = '', year = '', hour, minute, second } = fields;
  const monthIndex = MONTHS.indexOf(month.toLowerCase());
  const fullYear = year.length === 2 ? nearYear(Number(year), now) : Number(year);
  const [dayOfMonth, hours, minutes, seconds] = [day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  // 60 is a leap second, which Date counts as the next minute's first.
  if (monthIndex === -1 || hours > 23 || minutes > 59 || seconds > 60) return undefined;
  const midnight = new Date(Date.UTC(2000, monthIndex, 1));
  midnight.setUTCFullYear(fullYear, monthIndex, dayOfMonth);
  if (midnight.getUTCMonth() !== monthIndex || midnight.getUTCDate() !== dayOfMonth) return undefined;
  return midnight.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

function nearYear(twoDigits: number, now: number): number {
  const current = new Date(now).getUTCFullYear();
  const year = current - (current % 100) + twoDigits;
  return year > current + 50 ? year - 100 : year;
}
