/** A time in words: "7 s", "5 min", "3 h", "365 days". */
export function durationText(ms: number): string {
  const units: [name: string, ms: number][] = [
    ['days', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
  ];
  const [name, size] = units.find(([, one]) => ms >= one * 2) ?? ['s', 1000];
  return `${Math.round(ms / size)} ${name}`;
}

/** A rate in words, or as `--rate` takes it: "54 requests a minute", "54/m". */
export function rateText(perSecond: number, asOption = false): string {
  const [number, unit] =
    perSecond >= 2 ? [round(perSecond), 'second'] : [Math.max(0.1, round(perSecond * 60)), 'minute'];
  return asOption ? `${number}/${unit.charAt(0)}` : `${number} ${number === 1 ? 'request' : 'requests'} a ${unit}`;
}

/** Down, for a rate that must fit. */
const round = (value: number): number => (value >= 10 ? Math.floor(value) : Math.floor(value * 10) / 10);
