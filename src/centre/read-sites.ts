import type { Site } from '../domain/centre.js';
import { siteId } from '../domain/ids.js';
import { knowsHolidays, knowsRegion } from '../time/holidays.js';
import { isZone } from '../time/zone.js';
import { readStaffing } from './read-supervision.js';
import { checkDuplicates, type Entry, type Reading } from './reading.js';
import type { CentreFile, SiteFile } from './schema.js';
import { formatPath, type JsonPath } from './source.js';

interface Located {
  readonly zone?: string;
  readonly country?: string;
  readonly region?: string;
}

/** Checks zone, country and region where given: `zone-unknown`, `country-unknown`, `region-unknown`. */
export function checkLocation(
  reading: Pick<Reading, 'source' | 'issues'>,
  located: Located,
  path: JsonPath,
  inherited?: Located,
): void {
  const report = (key: string, code: string, message: string, hint: string) =>
    reading.issues.at(reading.source, [...path, key], code, message, hint);
  const { zone, region } = located;
  if (zone !== undefined && !isZone(zone))
    report('zone', 'zone-unknown', `"${zone}" is not a time zone.`, 'Give an IANA zone like "Europe/Amsterdam".');
  const country = located.country ?? inherited?.country;
  if (located.country !== undefined && !knowsHolidays(located.country))
    report(
      'country',
      'country-unknown',
      `The public holidays of "${located.country}" are not known.`,
      'Give an ISO 3166 country code like "NL".',
    );
  else if (region !== undefined && country !== undefined && !knowsRegion(country, region))
    report(
      'region',
      'region-unknown',
      `"${region}" is not a region of ${country} with holidays of its own.`,
      'Give a subdivision code like "BY" for Bavaria in DE, or leave it out.',
    );
}

/** Sites; zone, country and law default to the centre's. Law ids are checked against the rule sets, where these could be read. */
export function readSites(
  entries: readonly Entry<SiteFile>[],
  centre: Pick<CentreFile, 'zone' | 'country' | 'region'>,
  reading: Reading,
  laws?: ReadonlyMap<string, unknown>,
): Site[] {
  return entries.map(({ value, path }) => {
    checkLocation(reading, value, path, centre);
    const areas = value.areas ?? [{ id: 'main', desks: null }];
    checkDuplicates(
      reading,
      areas.map((area, i) => ({ id: area.id, path: [...path, 'areas', i] })),
    );
    const country = value.country ?? centre.country;
    const law = value.law ?? country;
    if (laws !== undefined && !laws.has(law))
      reading.issues.at(
        reading.source,
        value.law === undefined ? path : [...path, 'law'],
        'law-unknown',
        `There is no labour rule set "${law}" for site ${formatPath(path)}.`,
        `Use one of ${[...laws.keys()].join(', ')}, or define it in law.json.`,
      );
    const region = value.region ?? (value.country === undefined ? centre.region : undefined);
    return {
      id: siteId(value.id),
      name: value.name ?? value.id,
      kind: value.kind,
      zone: value.zone ?? centre.zone,
      country,
      ...(region === undefined ? {} : { region }),
      law,
      areas,
      ...(value.staffing === undefined
        ? {}
        : { staffing: readStaffing(value.staffing, [...path, 'staffing'], reading) }),
    };
  });
}
