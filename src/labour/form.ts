import type { Agent } from '../domain/agent.js';
import type { Site } from '../domain/centre.js';
import type { RosterShift } from '../domain/roster.js';
import { formatInstant } from '../time/zone.js';
import type { LawSet } from './book.js';
import type { LawFinding, Words } from './finding.js';

/** What is wrong with the roster itself, whatever the law. */
export function formFindings(
  id: string,
  agent: Agent | undefined,
  shifts: readonly RosterShift[],
  sites: ReadonlyMap<string, Site>,
): LawFinding[] {
  const findings: LawFinding[] = [];
  const add = (ruleId: string, severity: LawFinding['severity'], shift: RosterShift, message: Words): void => {
    findings.push({
      ruleId,
      article: ruleId,
      law: sites.get(shift.site)?.law ?? 'none',
      agent: id,
      site: shift.site,
      dates: [shift.date],
      fromMs: shift.startMs,
      toMs: shift.endMs,
      measured: 1,
      limit: 0,
      bound: 'max',
      unit: 'shifts',
      severity,
      message: message.en,
      messageNl: message.nl,
      source: 'the roster',
      status: 'verified',
    });
  };
  if (agent === undefined)
    add('roster/unknown-agent', 'soft', shifts[0]!, {
      en: `Agent "${id}" is not known: judged as an adult under the law of the site.`,
      nl: `Agent "${id}" is onbekend: beoordeeld als volwassene onder de wet van de locatie.`,
    });
  const unknown = shifts.find((shift) => !sites.has(shift.site));
  if (unknown !== undefined)
    add('roster/unknown-site', 'soft', unknown, {
      en: `Site "${unknown.site}" is not known: the law of the agent's own site is used, or of the first site that is known.`,
      nl: `Locatie "${unknown.site}" is onbekend: de wet van de eigen locatie van de agent geldt, of van de eerste bekende locatie.`,
    });
  let last = shifts[0]!;
  for (const shift of shifts.slice(1)) {
    if (shift.startMs < last.endMs) {
      const zone = sites.get(shift.site)?.zone ?? 'UTC';
      const until = formatInstant(Math.min(shift.endMs, last.endMs), zone);
      add('roster/overlap', 'hard', shift, {
        en: `Two shifts overlap from ${formatInstant(shift.startMs, zone)} to ${until}.`,
        nl: `Twee diensten overlappen van ${formatInstant(shift.startMs, zone)} tot ${until}.`,
      });
    }
    if (shift.endMs > last.endMs) last = shift;
  }
  return findings;
}

/** Shifts before or after the dates for which a rule set is known: nothing is judged there. One finding per person. */
export function outsideLaw(set: LawSet, id: string, shifts: readonly RosterShift[], site: string): LawFinding[] {
  const outside = shifts.filter(({ date }) => date < set.validFrom || date > set.validTo);
  if (outside.length === 0) return [];
  const message = {
    en: `Rule set "${set.id}" holds from ${set.validFrom} to ${set.validTo}: ${outside.length} shifts are not judged.`,
    nl: `Regelset "${set.id}" geldt van ${set.validFrom} tot ${set.validTo}: ${outside.length} diensten zijn niet beoordeeld.`,
  };
  return [
    {
      ...ofShift(outside[0]!, set.id),
      agent: id,
      site,
      ruleId: 'roster/no-law',
      article: 'roster/no-law',
      dates: [...new Set(outside.map(({ date }) => date))],
      toMs: Math.max(...outside.map(({ endMs }) => endMs)),
      measured: outside.length,
      severity: 'soft',
      ...said(message),
    },
  ];
}

const said = (message: Words) => ({ message: message.en, messageNl: message.nl });

const ofShift = (shift: RosterShift, law: string) =>
  ({
    law,
    agent: shift.agent,
    site: shift.site,
    dates: [shift.date],
    fromMs: shift.startMs,
    toMs: shift.endMs,
    measured: 1,
    limit: 0,
    bound: 'max',
    unit: 'shifts',
    source: 'the roster',
    status: 'verified',
  }) as const;
