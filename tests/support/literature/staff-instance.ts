import { createRandom } from '../../../solver/random.js';

/**
 * A made-up instance in the text format of Curtois & Qu 2014, of their structure: `staff` people, `weeks` weeks, shift types
 * of 8 to 10 hours of which later ones may not be followed by earlier ones, contracts of three sizes. Same seed, same text.
 */
export function staffInstance(staff: number, weeks: number, shiftTypes: number, seed: number): string {
  const { integer, uniform: next } = createRandom(seed);
  const days = weeks * 7;
  const names = ['E', 'D', 'L', 'N', 'A', 'B', 'C', 'F'].slice(0, shiftTypes);
  const minutes = names.map((_, s) => 480 + 60 * (s % 3 === 2 ? 1 : s % 3 === 1 ? 0 : 0));
  const people = Array.from({ length: staff }, (_, p) => `P${String(p + 1).padStart(2, '0')}`);
  const contract = people.map(() => integer(4));
  const hours = (share: number): number => Math.round((weeks * 36 * share) / 8) * 480;
  const lines = ['SECTION_HORIZON', `${days}`, '', 'SECTION_SHIFTS'];
  names.forEach((name, s) => {
    lines.push(`${name},${minutes[s]},${names.slice(0, s).join('|')}`);
  });
  lines.push('', 'SECTION_STAFF');
  people.forEach((name, p) => {
    const share = contract[p]! === 0 ? 0.5 : contract[p]! === 1 ? 0.75 : 1;
    const counts = names.map((shift, s) => {
      const most = s > 0 && integer(6) === 0 ? 0 : s === names.length - 1 && names.length > 2 ? weeks * 2 : days;
      return `${shift}=${most}`;
    });
    lines.push(
      `${name},${counts.join('|')},${hours(share) + 480},${hours(share) - 480},${share < 1 ? 4 : 5},2,${1 + integer(2)},${Math.ceil(weeks / 2)}`,
    );
  });
  lines.push('', 'SECTION_DAYS_OFF');
  for (const name of people) lines.push(`${name},${integer(days)}`);
  const request = (section: string, chance: number): void => {
    lines.push('', section);
    for (const name of people) {
      if (next() > chance) continue;
      const first = integer(days - 3);
      const shift = names[integer(names.length)]!;
      const weight = 1 + integer(3);
      for (let day = first; day < first + 1 + integer(4) && day < days; day++)
        lines.push(`${name},${day},${shift},${weight}`);
    }
  };
  request('SECTION_SHIFT_ON_REQUESTS', 0.9);
  request('SECTION_SHIFT_OFF_REQUESTS', 0.7);
  lines.push('', 'SECTION_COVER');
  const perDay = contract.reduce((sum, kind) => sum + (kind === 0 ? 2.25 : kind === 1 ? 3.4 : 4.5), 0) / 7;
  for (let day = 0; day < days; day++) {
    const level = perDay * (day % 7 >= 5 ? 0.8 : 1.08) + integer(3) - 1;
    names.forEach((name, s) => {
      const part = Math.max(0, Math.round(level / names.length + (s === 0 ? 0.4 : s === names.length - 1 ? -0.4 : 0)));
      lines.push(`${day},${name},${part},100,1`);
    });
  }
  return `${lines.join('\n')}\n`;
}
