import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCentre } from '../../api/files/plan-input.js';
import type { PeriodsInfo, RosterDocument } from '../../api/web/app/api.js';
import { money, number } from '../../api/web/app/format.js';
import { isoWeekOf } from '../../src/time/week.js';
import { chromiumPath, expectGoodPage, launch, openPage, PHONE, settled, visit } from '../support/browser.js';
import { startService } from '../support/service.js';
import { storeForecast } from '../support/stored-forecast.js';
import { officeWeek, storePlan } from '../support/stored-plan.js';

interface CapacityAnswer {
  readonly currency: string;
  readonly groups: readonly {
    readonly weeks: readonly {
      readonly requiredFte: number;
      readonly availableFte: number;
      readonly costMinor: number;
    }[];
  }[];
}

const WEEK = '2026-W49';
if (chromiumPath === undefined)
  console.warn('Planning pages in a browser: left out, there is no Chromium. Install it or set CHROMIUM.');

describe.skipIf(chromiumPath === undefined)('planning pages in a browser', () => {
  let service: Awaited<ReturnType<typeof startService>>;
  let browser: Browser;
  let base = '';
  const errors: string[] = [];
  const json = async <T>(url: string): Promise<T> => (await service.get(url)).json() as T;

  beforeAll(async () => {
    service = await startService();
    await service.importFixture('small');
    const { centre } = await loadCentre('fixtures/small');
    await storePlan(service.store, centre, 'draft', '2026-11-30', officeWeek(centre, '2026-11-30'));
    await storePlan(service.store, centre, 'shared', '2026-12-07', officeWeek(centre, '2026-12-07'));
    base = await service.app.listen({ host: '127.0.0.1', port: 0 });
    browser = await launch();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });

  it('changes a queue and a person, says what is wrong, and takes a file in after a preview (Dutch)', async () => {
    const page = await openPage(browser, errors, { language: 'nl' });
    await visit(page, `${base}/rules`);
    await page.getByRole('button', { name: 'support' }).click();
    const level = page.getByLabel('Op tijd beantwoord, %');
    await level.fill('85');
    await page.getByLabel('Tot', { exact: true }).fill('08:00');
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.locator('.fault').waitFor();
    expect(await page.locator('.fault').textContent()).toContain('Closes at 08:00');
    await page.getByLabel('Tot', { exact: true }).fill('18:00');
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await level.waitFor({ state: 'detached' });
    expect(await json('/v1/queues/support')).toMatchObject({
      goal: { serviceLevel: 0.85 },
      openingHours: [{ to: '18:00' }],
    });
    await expectGoodPage(page, 'rules');

    await visit(page, `${base}/people`);
    await page.getByRole('button', { name: 'Noor' }).click();
    await page.getByLabel('Team').fill('blauw');
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByRole('cell', { name: 'blauw' }).waitFor();
    expect(await json('/v1/agents/h1')).toMatchObject({ team: 'blauw' });
    await page.getByText('agents.csv opnemen').click();
    const file = (text: string) => ({ name: 'agents.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    const input = page.getByLabel('Bestand').first();
    await input.setInputFiles(file('id,name,home_days\nh1,Noor,0\nh2,Daan,9\n'));
    await page.getByText('1 problemen; er is niets opgenomen').first().waitFor();
    await expectGoodPage(page, 'people with problems');
    await input.setInputFiles(file('id,name,team\nh1,Noor,rood\nh90,Ada,rood\n'));
    await page.getByText('2 rijen: 1 nieuw, 1 gewijzigd, 0 weg.').waitFor();
    await page.getByRole('button', { name: 'Neem op' }).first().click();
    await page.getByText('Opgenomen.').waitFor();
    expect(await json('/v1/agents/h90')).toMatchObject({ name: 'Ada', team: 'rood' });
    await page.context().close();
  });

  it('gives a work plan rules: binding, a wish with a price, off; says at the field what is wrong (English, keyboard)', async () => {
    const page = await openPage(browser, errors, { language: 'en' });
    await visit(page, `${base}/rules/work-plans`);
    await page.getByRole('button', { name: /New$/ }).click();
    const form = page.locator('section.open-drawer');
    await form.getByLabel('Id', { exact: true }).fill('calm');
    await form.getByLabel('Name', { exact: true }).fill('Calm');
    await form.getByLabel(/^day/).check();
    const add = form.getByRole('button', { name: 'Add the rule' });
    await add.press('Enter');
    const [first, second] = [form.locator('.rule').nth(0), form.locator('.rule').nth(1)];
    await first.getByLabel('At least', { exact: true }).fill('6');
    await page.keyboard.press('Tab');
    await form.getByLabel('New rule').selectOption('daily-rest');
    await add.press('Enter');
    await second.getByLabel('Rest, hours').fill('11.5');
    await second.getByLabel('Binding').press('ArrowRight');
    await second.getByLabel('Price per minute, EUR').fill('0.75');
    await page.keyboard.press('Tab');
    await form.getByLabel('New rule').selectOption('sequence');
    await add.press('Enter');
    await form.locator('.rule').nth(2).getByLabel('Off', { exact: true }).check();
    await form.getByRole('button', { name: 'Save' }).press('Enter');
    await first.getByText('The minimum is higher than the maximum.').waitFor();
    expect(
      await first.getByLabel('At least', { exact: true }).evaluate((field) => field === document.activeElement),
    ).toBe(true);
    await expectGoodPage(page, 'rules of a work plan');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('2');
    await form.getByRole('button', { name: 'Save' }).press('Enter');
    await form.waitFor({ state: 'detached' });
    expect(await json('/v1/work-plans/calm')).toMatchObject({
      shifts: ['day'],
      rules: [
        { rule: 'consecutive-days', min: 2, max: 5, hard: true },
        { rule: 'daily-rest', minutes: 690, hard: false, weight: 75 },
        { rule: 'sequence', days: [{ on: true }, { off: true }, { on: true }], hard: false, weight: 0 },
      ],
    });
    await page.getByRole('button', { name: 'Calm' }).click();
    await page.getByLabel('Rest, hours').waitFor();
    await page.setViewportSize(PHONE);
    await expectGoodPage(page, 'rules of a work plan on a phone');
    await page.getByRole('button', { name: 'Remove', exact: true }).last().click();
    await page.getByRole('button', { name: 'Calm' }).waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('edits a roster: swaps, moves a pause, adds a shift, locks, undoes, saves; then publishes (English)', async () => {
    const page = await openPage(browser, errors, { language: 'en' });
    await visit(page, `${base}/weeks/${WEEK}/roster`);
    expect(await page.locator('[role=row] [role=rowheader]').allTextContents()).toContainEqual(
      expect.stringContaining('Noor'),
    );
    const noor = page.locator('[data-agent=h1] .shift').first();
    await noor.click();
    await page.getByRole('button', { name: /^Later, 12:30/ }).click();
    await page.getByText('1 changed').waitFor();
    await page.getByRole('button', { name: '↶ Undo' }).click();
    await page.getByLabel('Give to or swap with').selectOption('h2');
    await page.getByRole('button', { name: 'Swap', exact: true }).click();
    await page.getByText('2 changed').waitFor();
    await page.locator('.findings .good, .findings li').first().waitFor();
    await page.getByText('Add a shift').click();
    const form = page.locator('.drawer form');
    await form.getByLabel('Person').selectOption('h4');
    await form.getByLabel('Day').selectOption('2026-12-05');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('3 changed').waitFor();
    await page.locator('[data-agent=h3] .lock').click();
    await page.locator('[data-agent=h3] .shift').first().click();
    await page.getByText('locked', { exact: true }).waitFor();
    await expectGoodPage(page, 'roster under edit');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.waitForFunction(() => document.querySelector('.shift.changed') === null);
    const { changes } = await json<{ changes: { differences: unknown[] }[] }>('/v1/plans/draft/changes');
    expect(changes).toHaveLength(1);
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByRole('button', { name: /^Publish for/ }).click();
    await page.locator('.tag.published').waitFor();

    await visit(page, `${base}/weeks/${WEEK}/roster`);
    await page.getByRole('button', { name: 'Make a draft of it' }).click();
    await page.locator('.versions').waitFor();
    await page.locator('[data-agent=h2] .shift').first().click();
    await page.getByRole('button', { name: 'Remove shift' }).click();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.waitForFunction(() => document.querySelector('.shift.changed') === null);
    await page.getByText('Differences from what is published').click();
    await page.getByRole('cell', { name: 'off', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('1 people notice it, in 1 shifts').waitFor();
    await expectGoodPage(page, 'publishing');
    await page.context().close();
  });

  it('keeps the own edits of a draft that somebody else has saved meanwhile, and says which do not fit (Dutch)', async () => {
    const page = await openPage(browser, errors, { language: 'nl' });
    await visit(page, `${base}/weeks/2026-W50/roster`);
    const later = async (agent: string): Promise<void> => {
      await page.locator(`[data-agent=${agent}] .shift`).first().click();
      await page.keyboard.press('Alt+ArrowRight');
    };
    await later('h1');
    await later('h3');
    await page.getByText('2 gewijzigd').waitFor();
    // The cost with the edits is the one that the API works out.
    const at = (clock: string): string => `2026-12-07T${clock}:00+01:00`;
    const moves = (agents: readonly string[], to: string): object => ({
      changes: agents.map((agent) => ({ change: 'move', agent, start: at('09:00'), toStart: at(to) })),
    });
    const url = '/v1/plans/shared/changes';
    const preview = (
      await service.post(`${url}?preview=true`, moves(['h1', 'h3'], '09:15'), { 'if-match': '"1"' })
    ).json() as { cost: { beforeMinor: number; afterMinor: number } };
    await page.getByText(`(${money('nl', preview.cost.afterMinor, 'EUR')})`).waitFor();
    expect((await service.post(url, moves(['h2', 'h3'], '10:00'), { 'if-match': '"1"' })).statusCode).toBe(200);
    await page.getByRole('button', { name: 'Wijzigingen opslaan' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'Iemand heeft dit concept intussen gewijzigd' });
    await alert.getByText('Je 2 wijzigingen zijn er nog. 1 daarvan passen').waitFor();
    expect(await alert.getByRole('cell').allTextContents()).toContainEqual(
      expect.stringContaining('ma 7 dec 10:00–18:30'),
    );
    expect(await alert.locator('li').allTextContents()).toEqual([expect.stringContaining('Yara, ma 7 dec')]);
    await expectGoodPage(page, 'conflict');
    await alert.getByRole('button', { name: 'Neem het nieuwe concept en houd de mijne' }).click();
    await page.getByText('1 gewijzigd').waitFor();
    await page.getByRole('button', { name: 'Wijzigingen opslaan' }).click();
    await page.waitForFunction(() => document.querySelector('.shift.changed') === null);
    const { shifts } = await json<RosterDocument>('/v1/plans/shared/files/roster.json');
    const starts = shifts
      .filter(({ agent, date }) => date === '2026-12-07' && ['h1', 'h2', 'h3'].includes(agent))
      .map(({ agent, start }) => `${agent} ${start.slice(11, 16)}`);
    expect(starts.sort()).toEqual(['h1 09:15', 'h2 10:00', 'h3 10:00']);
    await page.context().close();
  });

  it('makes a capacity plan of a group described in a form, with the numbers of the API (finance, English)', async () => {
    const page = await openPage(browser, errors, { language: 'en' });
    await page.context().request.post(`${base}/v1/demo`, { data: { role: 'finance' } });
    await visit(page, `${base}/capacity`);
    await page.getByLabel('Weeks', { exact: true }).fill('6');
    await page.getByLabel('Group', { exact: true }).fill('helpdesk');
    await page.getByLabel('Leavers a year, %').fill('30');
    await expectGoodPage(page, 'capacity form');
    await page.getByRole('button', { name: 'Calculate' }).click();
    await page.getByRole('link', { name: 'Open', exact: true }).click({ timeout: 60_000 });
    await settled(page);
    const id = new URL(page.url()).pathname.split('/')[2]!;
    const plan = await json<CapacityAnswer>(`/v1/capacity/${id}`);
    const [group] = plan.groups;
    expect(group!.weeks).toHaveLength(6);
    await page.getByText('helpdesk: week by week').click();
    const rows = page.locator('details[open] tbody tr');
    for (const [i, week] of group!.weeks.entries())
      expect(await rows.nth(i).getByRole('cell').allTextContents()).toEqual([
        number('en', week.requiredFte, 1),
        number('en', week.availableFte, 1),
        money('en', week.costMinor, plan.currency),
      ]);
    const total = group!.weeks.reduce((sum, { costMinor }) => sum + costMinor, 0);
    expect(await page.locator('.figure').allTextContents()).toContain(`Total${money('en', total, plan.currency)}`);
    await expectGoodPage(page, 'capacity');
    await page.context().close();
  });

  it('forecasts again, adjusts a stretch by hand and switches it off (Dutch)', async () => {
    const page = await openPage(browser, errors, { language: 'nl' });
    await visit(page, `${base}/weeks/${WEEK}/forecast`);
    await page.getByRole('button', { name: 'Opnieuw voorspellen' }).click();
    await page.getByLabel('Reden').waitFor({ timeout: 60_000 });
    await page.getByLabel('Waarde').fill('50');
    await page.getByLabel('Reden').fill('brief aan klanten');
    const total = page.getByRole('row').filter({ hasText: 'maandag 30 november' }).getByRole('cell').first();
    const before = await total.textContent();
    await page.getByRole('button', { name: 'Pas aan' }).click();
    await page.getByText('brief aan klanten').waitFor();
    expect(await total.textContent()).not.toBe(before);
    const { adjustments } = await json<{ adjustments: object[] }>('/v1/adjustments');
    expect(adjustments).toMatchObject([{ kind: 'percent', value: 50, queue: 'support', on: true }]);
    await page.getByLabel('Aan: brief aan klanten').uncheck();
    await page.locator('tr.off').waitFor();
    expect(await total.textContent()).toBe(before);

    // A stretch is marked in the chart and dragged up; the amount goes with it, and the service makes the same of it.
    await page.locator('.u-over').first().scrollIntoViewIfNeeded();
    const plot = (await page.locator('.u-over').first().boundingBox())!;
    const [left, middle] = [plot.x + plot.width * 0.02, plot.y + plot.height / 2];
    await page.mouse.move(left, middle);
    await page.mouse.down();
    await page.mouse.move(left + 60, middle, { steps: 3 });
    await page.mouse.up();
    const slider = page.getByRole('slider');
    const box = (await slider.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, middle);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, middle - 30, { steps: 3 });
    await page.mouse.up();
    expect(Number(await slider.getAttribute('aria-valuenow'))).toBeGreaterThan(0);
    // The same by keyboard: to exactly 12 per cent.
    await slider.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await page.getByLabel('Waarde').inputValue()).toBe('12');
    const [, was, becomes] = /: ([\d.]+) → ([\d.]+) contacten/.exec(
      (await page.locator('.lift-amount').textContent())!,
    )!;
    await expectGoodPage(page, 'a stretch of the curve lifted');
    await page.getByLabel('Reden').fill('getrokken');
    await page.getByRole('button', { name: 'Pas aan' }).click();
    await page.getByLabel('Aan: getrokken').waitFor();
    const added = Number(becomes!.replace('.', '')) - Number(was!.replace('.', ''));
    const bare = (text: string | null): number => Number(text!.replace('.', ''));
    expect(Math.abs(bare(await total.textContent()) - bare(before) - added)).toBeLessThanOrEqual(1);
    expect(added).toBeGreaterThan(0);
    await page.locator('h1').click();
    await page.keyboard.press('Control+z');
    await page.getByLabel('Aan: getrokken').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Ongedaan maken' }).click();
    await page.getByLabel('Aan: brief aan klanten').and(page.locator(':checked')).waitFor();
    await page.getByRole('button', { name: 'Ongedaan maken' }).click();
    await page.getByText('Geen in deze week.').waitFor();
    expect(await total.textContent()).toBe(before);
    await expectGoodPage(page, 'forecast');
    await page.context().close();
  });

  it.each([
    ['2026-03-23', 'nl', 'zondag 29 maart', 46, '03:30', '1.999,5'],
    ['2026-10-19', 'en', 'Sunday 25 October', 50, '02:30 (+01:00)', '1,999.5'],
  ] as const)(
    'counts the day of the clock change by its own hours, and tells the hour that occurs twice apart: %s',
    async (monday, language, sunday, intervals, clock, peak) => {
      await storeForecast(service.store, monday, 1999.5);
      const page = await openPage(browser, errors, { language, timezoneId: 'America/New_York' });
      await visit(page, `${base}/weeks/${isoWeekOf(monday)}/forecast`);
      const row = page.getByRole('row').filter({ hasText: sunday });
      const cells = await row.getByRole('cell').allTextContents();
      expect(cells[0]).toBe(number(language, (intervals - 1) * 10 + 1999.5));
      expect(cells.at(-1)).toBe(`${clock}, ${peak}`);
      const day = page.getByRole('row').filter({ hasText: language === 'nl' ? 'maandag' : 'Monday' });
      expect((await day.getByRole('cell').allTextContents())[0]).toBe(number(language, 480));
      await page.context().close();
    },
  );

  it('sets a budget and shows months beside it, to the cent (finance, Dutch)', async () => {
    const page = await openPage(browser, errors, { language: 'nl' });
    await page.context().request.post(`${base}/v1/demo`, { data: { role: 'finance' } });
    await visit(page, `${base}/weeks/${WEEK}/costs`);
    await page.getByText('december 2026: onderdelen en budget').click();
    await page.getByLabel('Bedrag, EUR').last().fill('12.345,67');
    await page.getByRole('button', { name: 'Leg het budget vast' }).last().click();
    await page
      .getByText(money('nl', 1_234_567, 'EUR'))
      .first()
      .waitFor();
    const { months } = await json<PeriodsInfo>('/v1/costs');
    const text = (await page.locator('main').textContent()) ?? '';
    for (const month of months) expect(text).toContain(money('nl', month.costMinor, 'EUR'));
    const december = months.find(({ month }) => month === '2026-12')!;
    expect(text).toContain(money('nl', december.budgetMinor!.total! - december.costMinor, 'EUR'));
    await page.context().close();
  });

  it('has no accessibility violation and no overflow on a phone in the dark', async () => {
    const page = await openPage(browser, errors, { language: 'en', viewport: PHONE, colorScheme: 'dark' });
    for (const path of ['/people', '/rules/shifts', '/capacity', `/weeks/${WEEK}/forecast`, `/weeks/${WEEK}/costs`]) {
      await visit(page, `${base}${path}`);
      await settled(page);
      await expectGoodPage(page, path);
    }
    await page.context().close();
  });

  it('writes no error to the console on any of these pages', () => {
    expect(errors.filter((text) => !/status of (412|422|404)/.test(text))).toEqual([]);
    expect(service.failures).toEqual([]);
  });
});
