import { siteId } from '../domain/ids.js';
import type { SiteStaffing, Supervision } from '../domain/together.js';
import { knownHint } from './issue-list.js';
import { checkKnown, type Entry, minuteOf, type Reading, weekdaysOf } from './reading.js';
import type { SiteFile, SupervisionFile } from './schema.js';
import type { JsonPath } from './source.js';

/** `supervision` of centre.json. Codes: `site-unknown`, warning `role-unknown`. */
export function readSupervision(
  entries: readonly Entry<SupervisionFile>[],
  people: ReadonlySet<string>,
  reading: Reading,
): Supervision[] {
  return entries.map(({ value: { id, trainees, coaches, perCoach, sites, weight }, path }) => {
    for (const [key, names] of [
      ['trainees', trainees],
      ['coaches', coaches],
    ] as const) {
      names.forEach((name, i) => {
        if (people.has(name)) return;
        reading.issues.warning(
          'role-unknown',
          reading.source.place([...path, key, i]),
          `No agent has the role or team "${name}".`,
          knownHint(name, people),
        );
      });
    }
    (sites ?? []).forEach((site, i) => {
      checkKnown(reading, 'site', site, [...path, 'sites', i]);
    });
    return {
      id,
      trainees,
      coaches,
      perCoach: perCoach ?? 1,
      ...(sites === undefined ? {} : { sites: sites.map(siteId) }),
      ...(weight === undefined ? {} : { weight }),
    };
  });
}

/** `staffing` of a site. Codes: `times-reversed`, `time-off-grid`. */
export function readStaffing(
  rows: NonNullable<SiteFile['staffing']>,
  path: JsonPath,
  reading: Pick<Reading, 'source' | 'issues' | 'slotMinutes'>,
): SiteStaffing[] {
  return rows.map(({ days, from, to, least, roles, weight }, i) => {
    const [fromMinute, toMinute] = [minuteOf(from ?? '00:00'), minuteOf(to ?? '24:00')];
    const report = (key: string, code: string, message: string, hint: string): void =>
      reading.issues.at(reading.source, [...path, i, key], code, message, hint);
    if (toMinute <= fromMinute) report('to', 'times-reversed', `${to} is not after ${from}.`, 'Give a later time.');
    for (const [key, minute, text] of [
      ['from', fromMinute, from],
      ['to', toMinute, to],
    ] as const) {
      if (minute % reading.slotMinutes === 0) continue;
      report(
        key,
        'time-off-grid',
        `${text} is not on a ${reading.slotMinutes}-minute slot.`,
        'Give a time on the grid.',
      );
    }
    return {
      weekdays: weekdaysOf(days ?? 'daily'),
      fromMinute,
      toMinute,
      least,
      ...(roles === undefined ? {} : { roles }),
      ...(weight === undefined ? {} : { weight }),
    };
  });
}
