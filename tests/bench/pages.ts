import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../api/db/open.js';
import { loadCentre } from '../../api/files/plan-input.js';
import { buildApp } from '../../api/http/app.js';
import { startRunner } from '../../api/jobs/runner.js';
import { agentId } from '../../src/domain/ids.js';
import { lawBookOf } from '../../src/labour/book.js';
import { planningLaw } from '../../src/labour/planning.js';
import { chromiumPath, launch } from '../support/browser.js';
import { officeWeek, storePlan } from '../support/stored-plan.js';

/**
 * The roster page with a thousand people: from navigation to the first shift that takes the focus, frames while one is dragged,
 * and from a key that moves a shift until the page shows it with every rule of its people checked again.
 */
const AGENTS = 1000;
const MOVES = 120;
/** People whose shifts are moved one after the other, and moves of each. */
const [MOVED, TIMES] = [20, 5];

if (chromiumPath === undefined) throw new Error('There is no Chromium; set CHROMIUM to its path.');
const folder = mkdtempSync(join(tmpdir(), 'rooster-pages-'));
const store = await openStore(join(folder, 'bench.db'));
const { centre: small } = await loadCentre('fixtures/small');
const model = small.agents[0]!;
const agents = Array.from({ length: AGENTS }, (_, i) => ({
  ...model,
  id: agentId(`a${String(i + 1).padStart(4, '0')}`),
  name: `Agent ${i + 1}`,
}));
const centre = { ...small, agents };
const days = 7;
const law = planningLaw(centre, lawBookOf(centre.law), '2026-11-30', days);
await storePlan(store, centre, 'bench', '2026-11-30', officeWeek(centre, '2026-11-30'), 1, law);
const now = (): string => '2026-11-24T08:00:00.000Z';
const runner = await startRunner({ store, now, newId: () => 'id', onError: console.error });
const app = await buildApp(
  { store, runner, now, newId: () => 'id' },
  { logLevel: 'silent', mode: { access: 'demo', secureCookies: false } },
);
const base = await app.listen({ host: '127.0.0.1', port: 0 });
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, timezoneId: 'Europe/Amsterdam' });

const times: number[] = [];
for (let run = 0; run < 5; run++) {
  const start = performance.now();
  await page.goto(`${base}/weeks/2026-W49/roster`, { waitUntil: 'commit' });
  await page.locator('.shift').first().focus();
  times.push(performance.now() - start);
}
times.sort((a, b) => a - b);

const box = (await page.locator('.shift').nth(3).boundingBox())!;
await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
await page.mouse.down();
await page.evaluate(() => {
  const frames: number[] = [];
  const look = (ms: number): void => {
    frames.push(ms);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  (window as unknown as { frames: number[] }).frames = frames;
});
for (let i = 0; i < MOVES; i++) await page.mouse.move(box.x + box.width / 2 + i, box.y + box.height / 2);
const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames);
await page.mouse.up();
const gaps = frames.slice(1).map((ms, i) => ms - frames[i]!);
gaps.sort((a, b) => a - b);
const span = frames.at(-1)! - frames[0]!;
console.log(
  `${AGENTS} people, a week: shifts can be used after ${Math.round(times[2]!)} ms (median of 5, worst ${Math.round(times[4]!)} ms)`,
);
console.log(
  `drag: ${((1000 * gaps.length) / span).toFixed(0)} frames a second, 95 % of frames within ${gaps[Math.floor(gaps.length * 0.95)]!.toFixed(0)} ms`,
);

/** A move by key; resolves when the shift says its new time, which it does together with the findings. */
const movedBy = (): Promise<number> =>
  page.evaluate(async () => {
    const shift = document.querySelector<HTMLElement>('[data-chosen]')!;
    const [before, start] = [shift.ariaLabel, performance.now()];
    shift.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', altKey: true, bubbles: true }));
    while (document.querySelector<HTMLElement>('[data-chosen]')?.ariaLabel === before)
      await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - start;
  });
const checks: number[] = [];
for (let i = 0; i < MOVED; i++) {
  await page
    .locator(`[data-agent=a${String(i + 1).padStart(4, '0')}] .shift`)
    .first()
    .click();
  // With the first edit the rules are fetched; that is no check of a move.
  if (i === 0) {
    await movedBy();
    await page.locator('.findings .good, .findings li').first().waitFor();
  }
  for (let k = 0; k < TIMES; k++) checks.push(await movedBy());
}
const broken = await page.locator('.findings li').count();
checks.sort((a, b) => a - b);
console.log(
  `a shift moved, rules of up to ${MOVED} people under edit checked and shown: median ${checks[checks.length >> 1]!.toFixed(1)} ms, worst of ${checks.length} ${checks.at(-1)!.toFixed(1)} ms (${broken} findings at the end)`,
);
await browser.close();
await app.close();
await runner.close();
await store.close();
rmSync(folder, { recursive: true });
