/**
 * Cost and law audit of 5,000 agents over 4 weeks on one core; prints seconds and sizes. Goal for cost: under 2 s.
 * Run after the build: `node dist/tests/bench/cost.js`
 */
import { payBookOf } from '../../src/cost/book.js';
import { marginalCosting } from '../../src/cost/marginal.js';
import { costRoster } from '../../src/cost/roster-cost.js';
import { siteId } from '../../src/domain/ids.js';
import type { RosterShift } from '../../src/domain/roster.js';
import { lawBookOf } from '../../src/labour/book.js';
import { checkLaw } from '../../src/labour/check-law.js';
import { addDays, startOfDay } from '../../src/time/zone.js';
import { agent, payCentre, SITES, shiftOf } from '../support/pay-centre.js';

const AGENTS = 5000;
const WEEKS = 4;
const SCALES = ['L1', 'L2', 'L3', 'SALES'];
/** Early, day and late shifts that turn from week to week, some over the weekend. */
const STARTS = [420, 540, 750];

const agents = Array.from({ length: AGENTS }, (_, i) =>
  i % 10 === 9
    ? agent(`s${i}`, { site: siteId('paramaribo'), payScale: 'SR1' })
    : agent(`a${i}`, { payScale: SCALES[i % SCALES.length]! }),
);
const centre = payCentre(agents);
const midnights = new Map<string, number>();
const shifts: RosterShift[] = [];
for (const [i, who] of agents.entries()) {
  const base = SITES.find((site) => site.id === who.site)!;
  for (let week = 0; week < WEEKS; week++) {
    for (let day = 0; day < 5; day++) {
      const date = addDays('2026-11-02', week * 7 + ((day + (i % 3)) % 7));
      const key = `${base.zone} ${date}`;
      if (!midnights.has(key)) midnights.set(key, startOfDay(date, base.zone));
      const startMs = midnights.get(key)! + STARTS[(i + week) % STARTS.length]! * 60_000;
      const site = base.kind === 'office' && (i + day) % 2 === 0 ? 'home' : base.id;
      const pauses = [
        { after: 120, minutes: 15, paid: true },
        { after: 240, minutes: 30 },
        { after: 390, minutes: 15, paid: true },
      ];
      shifts.push(shiftOf(who.id, startMs, startMs + 510 * 60_000, { site, pauses, queues: ['phone', 'chat'] }));
    }
  }
}

function timed<T>(what: string, run: () => T, say: (value: T) => string): void {
  const started = performance.now();
  const before = process.cpuUsage();
  const value = run();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1e6;
  console.log(`${what.padEnd(16)} ${seconds.toFixed(2)} s (${cpu.toFixed(2)} s of processor)   ${say(value)}`);
}

console.log(`${AGENTS} agents, ${WEEKS} weeks, ${shifts.length} shifts, Node ${process.version}`);
const pay = payBookOf();
for (let round = 0; round < 2; round++)
  timed(
    'costRoster',
    () => costRoster({ centre, pay, shifts }),
    (report) => `${report.lines.length} lines, total ${report.totals.totalMinor / 100} ${report.currency}`,
  );
timed(
  'marginalCosting',
  () => {
    const costs = marginalCosting(centre, pay, '2026-11-02', WEEKS * 7, 5);
    return agents.map(costs);
  },
  (list) => `${new Set(list.map((money) => money.slotPrices?.id)).size} price lists`,
);
timed(
  'checkLaw',
  () => checkLaw({ shifts, centre, laws: lawBookOf() }),
  (found) => `${found.length} findings, ${found.filter((finding) => finding.severity === 'hard').length} hard`,
);
console.log(`peak memory ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB`);
