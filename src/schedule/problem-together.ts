import type { Meeting } from '../../solver/problem.js';
import { personNames } from '../../solver/recount/people.js';
import type { JsonPath } from '../centre/index.js';
import { checkGrid, checkKnown, checkUnique, checkWindow, type Report } from './problem-report.js';

/**
 * What several people do together: team rules and meetings. Codes: `duplicate-id`, `weight-missing`, `unknown-site`,
 * `window-reversed`, `window-outside`, `unknown-agent`, `leader-twice`, `off-grid`, `meeting-long`, `meeting-ambiguous`,
 * `cyclic-meeting`; warning `group-unused`.
 */
export function checkTogether(report: Report): void {
  checkTeamRules(report);
  checkMeetings(report);
}

function checkWeight(report: Report, what: string, one: { hard: boolean; weight?: number }, path: JsonPath): void {
  if (one.hard || one.weight !== undefined) return;
  report.error(path, 'weight-missing', `${what} is soft and has no weight.`, 'Give its cost, or make it hard.');
}

function checkInside(report: Report, window: { from: number; to: number }, path: JsonPath): void {
  checkWindow(report, window.from, window.to, path);
  const { slots } = report.problem;
  if (window.from >= 0 && window.to <= slots) return;
  const message = `The window ${window.from} to ${window.to} is not inside the horizon.`;
  report.error(path, 'window-outside', message, `Give slots from 0 to ${slots}.`);
}

function checkTeamRules(report: Report): void {
  const { problem } = report;
  const rules = problem.teamRules ?? [];
  checkUnique(report, rules, ['teamRules']);
  const groups = new Set(problem.agents.flatMap((agent) => agent.groups ?? []));
  const sites = problem.sites.map((site) => site.id);
  rules.forEach((rule, r) => {
    const path = ['teamRules', r];
    checkWeight(report, `The team rule "${rule.id}"`, rule, path);
    (rule.sites ?? []).forEach((site, i) => {
      checkKnown(report, 'site', site, sites, [...path, 'sites', i]);
    });
    if (rule.rule === 'site-minimum') {
      rule.windows.forEach((window, i) => {
        checkInside(report, window, [...path, 'windows', i]);
      });
    }
    const named = rule.rule === 'supervision' ? [...rule.trainees, ...rule.coaches] : (rule.groups ?? []);
    for (const group of new Set(named)) {
      if (groups.has(group)) continue;
      const message = `No agent is in the group "${group}" of rule "${rule.id}".`;
      report.warning(path, 'group-unused', message, `There are ${[...groups].join(', ') || 'none'}.`);
    }
  });
}

function checkMeetings(report: Report): void {
  const { problem, error } = report;
  const meetings = problem.meetings ?? [];
  checkUnique(report, meetings, ['meetings']);
  if (problem.cyclic && meetings.length > 0) {
    error(['meetings'], 'cyclic-meeting', 'A horizon that repeats has meetings.', 'Leave them out, or fix them.');
  }
  const names = new Set(problem.agents.flatMap(personNames));
  meetings.forEach((meeting, m) => {
    const path = ['meetings', m];
    checkWeight(report, `The meeting "${meeting.id}"`, meeting, path);
    checkGrid(report, meeting.minutes, [...path, 'minutes']);
    checkGrid(report, meeting.stepMinutes, [...path, 'stepMinutes']);
    for (const key of ['participants', 'leaders'] as const) {
      const seen = new Set<string>();
      (meeting[key] ?? []).forEach((name, i) => {
        checkKnown(report, 'agent', name, names, [...path, key, i]);
        const twice = seen.has(name) || (key === 'leaders' && meeting.participants.includes(name));
        if (twice) {
          const message = `"${name}" is in meeting "${meeting.id}" twice.`;
          error([...path, key, i], 'leader-twice', message, 'Name everybody once.');
        }
        seen.add(name);
      });
    }
    meeting.windows.forEach((window, i) => {
      checkInside(report, window, [...path, 'windows', i]);
    });
    const room = Math.max(...meeting.windows.map(({ from, to }) => (to - from) * problem.slotMinutes));
    if (meeting.minutes <= 0 || room < meeting.minutes) {
      const message = `Meeting "${meeting.id}" of ${meeting.minutes} minutes fits none of its windows.`;
      error([...path, 'minutes'], 'meeting-long', message, 'Give a longer window.');
    }
    const twin = meetings.findIndex((other, o) => o < m && areAlike(other, meeting));
    if (twin < 0) return;
    const message = `A ${meeting.activity} in the roster could be meeting "${meeting.id}" or "${meetings[twin]!.id}".`;
    error(path, 'meeting-ambiguous', message, 'Give them other lengths, activities or windows that do not overlap.');
  });
}

/** Whether a part of somebody's shift could be that of either: same name, length and time, with a participant in common. */
function areAlike(a: Meeting, b: Meeting): boolean {
  if (a.activity !== b.activity || a.minutes !== b.minutes) return false;
  const overlap = a.windows.some((one) => b.windows.some((two) => one.from < two.to && two.from < one.to));
  const in1 = new Set([...a.participants, ...(a.leaders ?? [])]);
  const in2 = new Set([...b.participants, ...(b.leaders ?? [])]);
  return overlap && (a.participants.some((name) => in2.has(name)) || b.participants.some((name) => in1.has(name)));
}
