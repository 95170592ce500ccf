import type { BreakTemplate, ShiftTemplate } from '../../solver/problem.js';
import { breaksFit, spanOf } from '../centre/breaks-fit.js';
import type { JsonPath } from '../centre/index.js';
import { checkGrid, checkUnique, checkWindow, type Report } from './problem-report.js';

/**
 * Sites and shift templates. Codes: `duplicate-id`, `window-reversed`, `start-past-midnight`, `step-missing`, `off-grid`,
 * `breaks-never-fit`, `end-never-met`.
 */
export function checkTemplates(report: Report): void {
  const { problem } = report;
  checkUnique(report, problem.sites, ['sites']);
  problem.sites.forEach((site, s) => {
    checkUnique(report, site.areas, ['sites', s, 'areas']);
  });
  checkUnique(report, problem.shiftTemplates, ['shiftTemplates']);
  problem.shiftTemplates.forEach((template, t) => {
    checkTemplate(report, template, ['shiftTemplates', t]);
  });
}

function checkTemplate(report: Report, template: ShiftTemplate, path: JsonPath): void {
  const { start, end, paid, login, stretch } = template;
  checkWindow(report, start.earliest, start.latest, [...path, 'start'], true);
  checkWindow(report, paid.min, paid.max, [...path, 'paid'], true);
  checkWindow(report, end?.earliest ?? 0, end?.latest ?? Number.POSITIVE_INFINITY, [...path, 'end'], true);
  checkWindow(report, stretch?.min ?? 0, stretch?.max ?? Number.POSITIVE_INFINITY, [...path, 'stretch'], true);
  if (start.latest >= 1440) {
    const message = `Template "${template.id}" may start at minute ${start.latest}, which is the next day.`;
    report.error([...path, 'start', 'latest'], 'start-past-midnight', message, 'Give a minute before 1440.');
  }
  for (const [key, grid, from, to] of [
    ['start', start.step, start.earliest, start.latest],
    ['paid', paid.step, paid.min, paid.max],
  ] as const) {
    checkGrid(report, from, [...path, key, key === 'start' ? 'earliest' : 'min']);
    checkGrid(report, grid, [...path, key, 'step']);
    if (grid === 0 && from < to) {
      const message = `There is no step from ${from} to ${to}.`;
      report.error([...path, key, 'step'], 'step-missing', message, 'Give the grid of values in minutes.');
    }
  }
  checkGrid(report, login?.minutes, [...path, 'login', 'minutes']);
  template.breaks.forEach((rest, b) => {
    checkBreak(report, rest, [...path, 'breaks', b]);
  });
  checkLengths(report, template, path);
}

function checkBreak(report: Report, rest: BreakTemplate, path: JsonPath): void {
  checkGrid(report, rest.minutes, [...path, 'minutes']);
  checkGrid(report, rest.stepMinutes, [...path, 'stepMinutes']);
  if (rest.stepMinutes === 0) {
    const message = `The starts of "${rest.activity}" have no step.`;
    report.error(
      [...path, 'stepMinutes'],
      'step-missing',
      message,
      'Give the grid of starts in minutes, or leave it out.',
    );
  }
  checkWindow(report, rest.earliestAfterStart, rest.latestAfterStart ?? Number.POSITIVE_INFINITY, path, true);
}

/** Whether any start and length can hold the breaks and end in time. */
function checkLengths(report: Report, template: ShiftTemplate, path: JsonPath): void {
  const { paid, start, end, stretch, login } = template;
  const step = paid.step > 0 ? paid.step : paid.max - paid.min + 1;
  const options = {
    loginMinutes: login?.minutes ?? 0,
    slotMinutes: report.problem.slotMinutes,
    ...(stretch?.max === undefined ? {} : { maxStretch: stretch.max }),
  };
  const spans: number[] = [];
  for (let minutes = paid.min; minutes <= paid.max; minutes += step) {
    if (breaksFit(minutes, template.breaks, options)) spans.push(spanOf(minutes, template.breaks).span);
  }
  if (spans.length === 0) {
    if (paid.min > paid.max) return;
    const message = `No shift of template "${template.id}" (${paid.min} to ${paid.max} paid minutes) can hold its breaks.`;
    const hint = 'Widen the windows of the breaks, shorten them, or allow a longer stretch.';
    report.error([...path, 'breaks'], 'breaks-never-fit', message, hint);
    return;
  }
  // A clock change moves the wall clock by an hour at most.
  const soonest = start.earliest + Math.min(...spans) - 60;
  const latest = start.latest + Math.max(...spans) + 60;
  if (soonest <= (end?.latest ?? Number.POSITIVE_INFINITY) && latest >= (end?.earliest ?? 0)) return;
  const message = `No shift of template "${template.id}" ends in its window.`;
  report.error([...path, 'end'], 'end-never-met', message, 'Move the window, or the starts and lengths.');
}
