import type { Rule } from '../../solver/problem.js';
import type { JsonPath } from '../centre/index.js';
import { checkKnown, checkUnique, checkWindow, type Report } from './problem-report.js';

/**
 * Rule sets. Codes: `duplicate-id`, `weight-missing`, `rule-empty`, `window-reversed`, `reduced-longer`,
 * `window-too-short`, `unknown-site`; warning `kind-unused`.
 */
export function checkRules(report: Report): void {
  const { problem } = report;
  checkUnique(report, problem.ruleSets, ['ruleSets']);
  problem.ruleSets.forEach((set, s) => {
    checkUnique(report, set.rules, ['ruleSets', s, 'rules']);
    set.rules.forEach((rule, r) => {
      checkRule(report, rule, ['ruleSets', s, 'rules', r]);
    });
  });
}

function checkRule(report: Report, rule: Rule, path: JsonPath): void {
  const { problem, error } = report;
  if (!rule.hard && rule.weight === undefined) {
    const hint = 'Give its cost per unit of breach, or make it hard.';
    error(path, 'weight-missing', `The soft rule "${rule.id}" has no weight.`, hint);
  }
  switch (rule.rule) {
    case 'daily-rest':
      if (rule.reduced !== undefined && rule.reduced.minutes > rule.minutes) {
        const message = `The reduced rest of ${rule.reduced.minutes} minutes is longer than the full one of ${rule.minutes}.`;
        error([...path, 'reduced', 'minutes'], 'reduced-longer', message, 'Give a shorter reduced rest.');
      }
      break;
    case 'weekly-rest':
      if (rule.windowMinutes <= rule.minutes) {
        const message = `A rest of ${rule.minutes} minutes leaves no time to work in a window of ${rule.windowMinutes}.`;
        error([...path, 'windowMinutes'], 'window-too-short', message, 'Give a longer window.');
      }
      break;
    case 'paid-minutes':
    case 'days-worked':
    case 'consecutive-days':
    case 'consecutive-days-off':
    case 'consecutive-shifts':
    case 'shift-count':
    case 'place-days':
      checkLimits(report, rule, path);
      break;
    case 'weekends':
      if (rule.max === undefined && rule.whole !== true) reportEmpty(report, rule, path);
      break;
    case 'work-minutes':
    case 'rest-after-series':
    case 'succession':
    case 'sequence':
    case 'start-variation':
    case 'rotation':
      break;
  }
  if (rule.rule === 'place-days') {
    const sites = problem.sites.map((site) => site.id);
    rule.sites.forEach((site, i) => {
      checkKnown(report, 'site', site, sites, [...path, 'sites', i]);
    });
  }
  if (rule.rule === 'shift-count' || rule.rule === 'consecutive-shifts' || rule.rule === 'rest-after-series') {
    checkKinds(report, rule.kinds, [...path, 'kinds']);
  }
  if (rule.rule === 'sequence') {
    rule.days.forEach((day, i) => {
      if ('kinds' in day) checkKinds(report, day.kinds, [...path, 'days', i, 'kinds']);
    });
  }
  if (rule.rule === 'rotation') {
    rule.weeks.forEach((week, w) => {
      week.forEach((part, i) => {
        if ('kinds' in part && part.kinds !== undefined)
          checkKinds(report, part.kinds, [...path, 'weeks', w, i, 'kinds']);
      });
    });
  }
  if (rule.rule === 'succession') {
    checkKinds(report, rule.from, [...path, 'from']);
    checkKinds(report, rule.to, [...path, 'to']);
  }
}

function checkLimits(
  report: Report,
  rule: Rule & { readonly min?: number; readonly max?: number },
  path: JsonPath,
): void {
  if (rule.min === undefined && rule.max === undefined) reportEmpty(report, rule, path);
  checkWindow(report, rule.min ?? 0, rule.max ?? Number.POSITIVE_INFINITY, path, true);
}

function reportEmpty(report: Report, rule: Rule, path: JsonPath): void {
  report.error(path, 'rule-empty', `The rule "${rule.id}" has no limit.`, 'Give it one, or leave the rule out.');
}

/** Kinds that no template has can never occur: probably misspelt. */
export function checkKinds(report: Report, kinds: readonly string[], path: JsonPath): void {
  const known = new Set(report.problem.shiftTemplates.map((template) => template.kind ?? template.id));
  kinds.forEach((kind, i) => {
    if (known.has(kind)) return;
    const message = `No shift template is of kind "${kind}".`;
    report.warning([...path, i], 'kind-unused', message, `There are ${[...known].join(', ') || 'none'}.`);
  });
}
