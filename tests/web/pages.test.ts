import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CostInfo, RosterDocument, WeekSummary } from '../../api/web/app/api.js';
import { duration, money, number, percent } from '../../api/web/app/format.js';
import { chromiumPath, DESKTOP, expectGoodPage, launch, openPage, PHONE, settled, visit } from '../support/browser.js';
import { startService } from '../support/service.js';

const WEEK = '2026-W49';

/** Every number anywhere in an answer. */
const numbersOf = (value: unknown): number[] =>
  typeof value === 'number'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(numbersOf)
      : [];
/** Digits of a text as they are written, `102.453,78`. */
const tokensOf = (text: string): string[] => text.match(/\d+(?:[.,]\d+)*/g) ?? [];
/** The ways in which pages write a number: as such, as a share, as money, as a time that passes. */
const formsOf = (language: 'nl' | 'en', value: number): string[] =>
  [
    ...[0, 1, 2].map((digits) => number(language, value, digits)),
    percent(language, value),
    percent(language, value, 0),
    money(language, value, 'EUR'),
    ...(Math.abs(value) < 1e6 ? [duration(language, Math.abs(value))] : []),
  ].flatMap(tokensOf);

const CLOCK = /\b\d\d:\d\d\b/g;
interface Series {
  readonly startMs: readonly number[];
  readonly offered: readonly (number | null)[];
  readonly ahtSeconds: readonly (number | null)[];
}
const isSeries = (body: unknown): body is Series =>
  typeof body === 'object' && body !== null && 'startMs' in body && 'ahtSeconds' in body;
const wallClock = (ms: number): string => new Date(ms).toLocaleString('sv-SE', { timeZone: 'Europe/Amsterdam' });
const clocksOf = ({ startMs }: Series): string[] => startMs.map((ms) => wallClock(ms).slice(11, 16));
/** Sums per local date; what is not known counts for nothing. */
function sumPerDay(startMs: readonly number[], values: readonly (number | null)[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [i, ms] of startMs.entries()) {
    const date = wallClock(ms).slice(0, 10);
    sums.set(date, (sums.get(date) ?? 0) + (values[i] ?? 0));
  }
  return sums;
}

if (chromiumPath === undefined) {
  console.warn(
    'Pages in a browser: left out, there is no Chromium. Install it (Debian: apt-get install chromium) or set CHROMIUM.',
  );
}

describe.skipIf(chromiumPath === undefined)('pages in a browser', () => {
  let service: Awaited<ReturnType<typeof startService>>;
  let browser: Browser;
  let base = '';
  const errors: string[] = [];
  const json = async <T>(url: string): Promise<T> => (await service.get(url)).json() as T;

  beforeAll(async () => {
    service = await startService();
    await service.importFixture('small');
    base = await service.app.listen({ host: '127.0.0.1', port: 0 });
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });

  it('sends the document under a policy that allows nothing inline and nothing from elsewhere, in few bytes', async () => {
    const document = await service.get(`/weeks/${WEEK}`);
    const policy = String(document.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(document.body).not.toMatch(/<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=/);
    const files = [...document.body.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]!);
    let bytes = 0;
    for (const file of files) {
      const answer = await service.app.inject({ url: file, headers: { 'accept-encoding': 'br' } });
      expect(answer.statusCode).toBe(200);
      bytes += answer.rawPayload.length;
    }
    expect(bytes).toBeLessThan(300_000);
  });

  it('guides to a first plan, and shows the numbers of the API (planner, Dutch)', async () => {
    const page = await openPage(browser, errors, { language: 'nl' });
    await visit(page, `${base}/`);
    await expectGoodPage(page, 'first visit');
    await page.getByLabel('ISO-week').fill(WEEK);
    await page.getByLabel('Zoeken').selectOption('10');
    await page.getByRole('button', { name: 'Begin met plannen' }).click();
    const open = page.getByRole('link', { name: 'Open de week' });
    await open.waitFor({ timeout: 120_000 });
    await open.click();
    await settled(page);
    const summary = await json<WeekSummary>(`/v1/summaries/${WEEK}`);
    const figures = page.locator('.figure');
    const shown = async (name: string): Promise<string> =>
      (await figures.filter({ hasText: name }).first().locator('dd').first().textContent()) ?? '';
    expect(await shown('Kosten per contact')).toBe(money('nl', summary.costPerContactMinor, summary.currency));
    expect(
      await page.locator('.figure dd', { hasText: money('nl', summary.costMinor, summary.currency) }).count(),
    ).toBe(1);
    expect(await shown('Betaalde uren')).toBe(number('nl', summary.paidHours, 1));
    expect(await shown('Hoogstens van het optimum')).toBe(percent('nl', summary.objective.gap));
    const row = page.getByRole('row').filter({ hasText: summary.queues[0]!.name }).first();
    expect(await row.textContent()).toContain(percent('nl', summary.queues[0]!.serviceExpected));
    expect(await row.textContent()).toContain(percent('nl', summary.queues[0]!.simulated!.serviceLevel));
    // Every open half hour stands in the heat map.
    const { coverage } = await json<RosterDocument>(`/v1/rosters/${WEEK}`);
    const open2 = coverage[0]!.start.filter((_, i) => coverage[0]!.wanted[i]! > 0 || coverage[0]!.covered[i]! > 0);
    expect(await page.locator('.heat button').count()).toBe(open2.length);
    await page.locator('.heat button').first().click();
    expect(await page.locator('.chosen').textContent()).toMatch(/ma 30 nov/);
    await page.context().close();
  });

  it('edits a roster by keyboard, with rules, undo and saving, then publishes (planner, Dutch)', async () => {
    const page = await openPage(browser, errors, { language: 'nl' });
    await visit(page, `${base}/weeks/${WEEK}/roster`);
    const before = await json<RosterDocument>(`/v1/rosters/${WEEK}`);
    const first = before.shifts.filter(({ agent }) => agent === 'h1').sort((a, b) => (a.start < b.start ? -1 : 1))[0]!;
    await page.locator('[data-agent=h1] .shift').first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Alt+ArrowRight');
    await page.getByText('1 gewijzigd').waitFor();
    await page.locator('.findings .good, .findings li').first().waitFor();
    await page.keyboard.press('Control+z');
    expect(await page.getByText('1 gewijzigd').count()).toBe(0);
    await page.keyboard.press('Control+y');
    await page.getByText('1 gewijzigd').waitFor();
    // A reload loses nothing.
    await page.reload();
    await settled(page);
    await page.getByText('1 gewijzigd').waitFor();
    await page.getByRole('button', { name: 'Wijzigingen opslaan' }).click();
    await page.waitForFunction(() => document.querySelector('.shift.changed') === null);
    const after = await json<RosterDocument>(`/v1/rosters/${WEEK}`);
    const moved = after.shifts.filter(({ agent }) => agent === 'h1').sort((a, b) => (a.start < b.start ? -1 : 1))[0]!;
    expect(Date.parse(moved.start) - Date.parse(first.start)).toBe(15 * 60_000);
    await visit(page, `${base}/weeks/${WEEK}`);
    await page.getByRole('button', { name: 'Publiceren' }).click();
    await page.getByRole('button', { name: /^Publiceer voor/ }).click();
    await page.locator('.tag.published').waitFor();
    await page.context().close();
  });

  it('shows an agent the own week on a phone, acknowledges news, makes a calendar address (English)', async () => {
    const page = await openPage(browser, errors, { language: 'en', viewport: PHONE });
    await page.context().request.post(`${base}/v1/demo`, { data: { role: 'agent', agent: 'h1' } });
    await visit(page, `${base}/me/${WEEK}`);
    const { shifts } = await json<RosterDocument>(`/v1/rosters/${WEEK}`);
    const own = shifts.filter(({ agent }) => agent === 'h1');
    expect(await page.locator('.days .shift-card').count()).toBe(own.length);
    const text = (await page.locator('.days').textContent()) ?? '';
    for (const shift of own) expect(text).toContain(`${shift.start.slice(11, 16)}–${shift.end.slice(11, 16)}`);
    await page.getByRole('button', { name: 'I have seen it' }).click();
    await page.getByRole('button', { name: 'I have seen it' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Make a calendar address' }).click();
    const address = await page.locator('input[readonly]').inputValue();
    expect(await (await page.context().request.get(address)).text()).toContain('BEGIN:VCALENDAR');
    await page.getByRole('button', { name: 'Month' }).click();
    expect(await page.locator('.month .on').count()).toBe(own.length);
    await expectGoodPage(page, 'month on a phone');
    await page.context().close();
  });

  it('shows finance what the week costs, to the cent (English)', async () => {
    const page = await openPage(browser, errors, { language: 'en' });
    await page.context().request.post(`${base}/v1/demo`, { data: { role: 'finance' } });
    await visit(page, `${base}/weeks/${WEEK}/costs`);
    const cost = await json<CostInfo>(`/v1/costs/${WEEK}`);
    const text = (await page.locator('main').textContent()) ?? '';
    for (const amounts of [cost.byComponentMinor, cost.byChannelMinor, cost.bySiteMinor, cost.byContractMinor]) {
      for (const minor of Object.values(amounts)) expect(text).toContain(money('en', minor, cost.currency));
    }
    expect(text).toContain(money('en', cost.costMinor, cost.currency));
    for (const link of await page.locator('a[download]').all()) {
      const answer = await page.context().request.get(new URL((await link.getAttribute('href'))!, base).href);
      expect(answer.status()).toBe(200);
    }
    await page.context().close();
  });

  it('compares two scenarios side by side: what differs and by how much (planner, English)', async () => {
    const started = await service.run('/v1/scenarios', {
      week: WEEK,
      timeLimitSeconds: 1,
      scenarios: [{ name: 'more', title: 'Contacts +10 %', changes: [{ change: 'volume', factor: 1.1 }] }],
    });
    expect(started.state).toBe('done');
    const page = await openPage(browser, errors, { language: 'en' });
    await visit(page, `${base}/scenarios`);
    await page.locator('.plain a').first().click();
    await page.getByRole('columnheader', { name: 'Contacts +10 %' }).waitFor();
    await expectGoodPage(page, 'scenarios side by side');
    await page.context().close();
  });

  it.each(['nl', 'en'] as const)(
    'shows no number that the API did not give, or that does not follow from it: %s',
    async (language) => {
      const page = await openPage(browser, errors, { language });
      const answers: Promise<unknown>[] = [];
      page.on('response', (answer) => {
        const json = answer.url().includes('/v1/') && String(answer.headers()['content-type']).includes('json');
        if (json) answers.push(answer.json().catch(() => undefined));
      });
      const sums = ({ queues }: WeekSummary): number[] =>
        (['offered', 'requiredHours', 'rosteredHours', 'shortHours', 'surplusHours'] as const).map((key) =>
          queues.reduce((all, queue) => all + queue[key], 0),
        );
      const shares = (cost: CostInfo): number[] =>
        [cost.byComponentMinor, cost.byChannelMinor, cost.bySiteMinor, cost.byContractMinor].flatMap((amounts) =>
          Object.values(amounts).map((minor) => minor / cost.costMinor),
        );
      /** Per local day: what is expected, its mean handle time, what came in other weeks. */
      const days = (bodies: readonly unknown[]): number[] =>
        bodies.flatMap((body) => {
          const series = isSeries(body) ? [body] : ((body as { queues?: unknown[] }).queues ?? []).filter(isSeries);
          return series.flatMap(({ startMs, offered, ahtSeconds }) => {
            const work = offered.map((contacts, i) => (contacts ?? 0) * (ahtSeconds[i] ?? 0));
            const [contacts, seconds] = [sumPerDay(startMs, offered), sumPerDay(startMs, work)];
            return [...contacts].flatMap(([date, total]) => [total, seconds.get(date)! / total]);
          });
        });
      const [scenario] = (await json<{ scenarios: { id: string }[] }>('/v1/scenarios')).scenarios;
      for (const [path, derivedOf] of [
        [`/weeks/${WEEK}`, async () => sums(await json<WeekSummary>(`/v1/summaries/${WEEK}`))],
        [`/weeks/${WEEK}/costs`, async () => shares(await json<CostInfo>(`/v1/costs/${WEEK}`))],
        [`/weeks/${WEEK}/forecast`, async (bodies: readonly unknown[]) => days(bodies)],
        [`/scenarios/${scenario!.id}`, async () => []],
      ] as const) {
        answers.length = 0;
        await visit(page, `${base}${path}`);
        await page.waitForLoadState('networkidle');
        const bodies = await Promise.all(answers);
        const derived = await derivedOf(bodies);
        const known = new Set([...numbersOf(bodies), ...derived].flatMap((one) => formsOf(language, one)));
        const clocks = new Set(
          bodies.flatMap((body) => ((body as { queues?: unknown[] }).queues ?? []).filter(isSeries)).flatMap(clocksOf),
        );
        const shown = await page.locator('td.n, .figure dd:not(.help)').allTextContents();
        expect(shown.length).toBeGreaterThan(10);
        const times = shown.flatMap((text) => text.match(CLOCK) ?? []);
        expect(times.filter((clock) => !clocks.has(clock))).toEqual([]);
        expect(times.length > 0).toBe(path.endsWith('/forecast'));
        const unknown = shown.flatMap((text) => tokensOf(text.replace(CLOCK, ''))).filter((token) => !known.has(token));
        expect(unknown, path).toEqual([]);
      }
      await page.context().close();
    },
  );

  it.each([
    ['nl', 'desktop', DESKTOP, 'light', true],
    ['en', 'phone', PHONE, 'dark', true],
    ['en', 'desktop', DESKTOP, 'dark', false],
    ['nl', 'phone', PHONE, 'light', false],
  ] as const)(
    'has no accessibility violation and no overflow: %s, %s',
    async (language, _, viewport, colorScheme, all) => {
      const page = await openPage(browser, errors, { language, viewport, colorScheme });
      const paths = ['/', '/roster', '/forecast', '/costs'].map((part) => `/weeks/${WEEK}${part === '/' ? '' : part}`);
      const rest = ['/runs', '/scenarios', '/weeks/2026-W51', '/weeks/x/y'];
      for (const path of [...paths, `/me/${WEEK}`, ...(all ? rest : [])]) {
        await visit(page, `${base}${path}`);
        expect(await page.locator('html').getAttribute('lang')).toBe(language);
        await expectGoodPage(page, `${path} ${language}`);
      }
      await page.context().close();
    },
  );

  it('writes no error to the console on any of these pages', () => {
    expect(errors).toEqual([]);
    expect(service.failures).toEqual([]);
  });
});
