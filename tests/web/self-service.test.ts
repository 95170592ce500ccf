import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { number, percent } from '../../api/web/app/format.js';
import type { Exchange, OwnLeave, OwnShifts, TimeOff, Way } from '../../api/web/app/self/types.js';
import { chromiumPath, DESKTOP, expectGoodPage, launch, openPage, PHONE, settled, visit } from '../support/browser.js';
import { importRoomyCentre } from '../support/self-service.js';
import { startService } from '../support/service.js';
import { officeWeek, smallCentre, storePlan } from '../support/stored-plan.js';

const WEEK = '2026-W49';
if (chromiumPath === undefined)
  console.warn('Pages of agents in a browser: left out, there is no Chromium (Debian: apt-get install chromium).');

describe.skipIf(chromiumPath === undefined)('pages of agents and the inbox', () => {
  let service: Awaited<ReturnType<typeof startService>>;
  let browser: Browser;
  let base = '';
  const errors: string[] = [];
  const as = async <T>(who: string, method: string, url: string, payload?: object, headers = {}): Promise<T> => {
    const cookie = `rooster-demo=${/^h\d/.test(who) ? `agent:${who}` : who}`;
    const body = payload === undefined ? {} : { payload };
    return (
      await service.app.inject({ method: method as 'GET', url, headers: { cookie, ...headers }, ...body })
    ).json() as T;
  };
  /** A page of an agent or in a role, at the moment given. */
  const open = async (
    who: string,
    options: Parameters<typeof openPage>[2],
    now = '2026-11-27T10:00:00Z',
  ): Promise<Page> => {
    const page = await openPage(browser, errors, options);
    await page.clock.setFixedTime(new Date(now));
    const data = /^h\d/.test(who) ? { role: 'agent', agent: who } : { role: who };
    await page.context().request.post(`${base}/v1/demo`, { data });
    return page;
  };

  beforeAll(async () => {
    service = await startService();
    await importRoomyCentre(service);
    expect((await service.run('/v1/plans', { week: WEEK, timeLimitSeconds: 2 })).state).toBe('done');
    await as('planner', 'POST', `/v1/rosters/${WEEK}/publish`, undefined, { 'if-match': '"1"' });
    base = await service.app.listen({ host: '127.0.0.1', port: 0 });
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });

  it('leave: the chance before asking, the balance of the API after it, taken back (agent, Dutch, phone)', async () => {
    const page = await open('h1', { language: 'nl', viewport: PHONE });
    await visit(page, `${base}/me/leave`);
    await page.getByLabel('Eerste dag').fill('21-12-2026');
    await page.getByLabel('Laatste dag').fill('22/12/2026');
    await page.getByText('Wordt meteen goedgekeurd').waitFor();
    await page.getByRole('button', { name: 'Vraag verlof aan' }).click();
    await page.locator('.cards .state-approved').waitFor();
    const own = await as<OwnLeave>('h1', 'GET', '/v1/me/time-off');
    const [balance] = own.balances;
    const shown = (await page.locator('.balance').first().textContent()) ?? '';
    for (const minutes of [balance!.leftMinutes, balance!.usedMinutes, balance!.grantedMinutes])
      expect(shown).toContain(`${number('nl', minutes / 60, 1)} u`);
    expect(balance!.usedMinutes).toBeGreaterThan(0);
    await expectGoodPage(page, 'leave');
    // The next one waits; its chance is that of the API.
    const other = await open('h2', { language: 'nl', viewport: PHONE });
    await visit(other, `${base}/me/leave`);
    await other.getByLabel('Eerste dag').fill('22-12');
    await other.getByText('je komt op de wachtlijst').waitFor();
    await other.getByRole('button', { name: 'Vraag verlof aan' }).click();
    await other.locator('.cards .state-waiting').waitFor();
    const [waiting] = (await as<OwnLeave>('h2', 'GET', '/v1/me/time-off')).requests;
    expect(waiting!.state).toBe('waiting');
    const chance = percent('nl', waiting!.decision!.chance!, 0);
    expect(await other.locator('.cards').textContent()).toContain(`Kans op een plek: ${chance}`);
    await page.getByRole('button', { name: 'Trek in' }).click();
    await page.locator('.cards .state-withdrawn').waitFor();
    await visit(other, `${base}/me/leave`);
    await other.locator('.cards .state-approved').waitFor();
    await page.context().close();
    await other.context().close();
  });

  it('wishes in order of rank and hours that can be worked, kept by the API (agent, English)', async () => {
    const page = await open('h3', { language: 'en', viewport: DESKTOP });
    await visit(page, `${base}/me/wishes`);
    await page.getByLabel(/^Day/).selectOption({ index: 3 });
    await page.getByRole('button', { name: 'Add the wish' }).click();
    await page.locator('.ranked > li').first().waitFor();
    await page.getByLabel('I would like').selectOption('start');
    await page.getByRole('button', { name: 'Add the wish' }).click();
    await page.locator('.ranked > li').nth(1).waitFor();
    await page.getByRole('button', { name: 'Less important' }).first().click();
    await page.locator('.ranked > li').first().filter({ hasText: 'start between 08:00 and 10:00' }).waitFor();
    const week = (await page.locator('.week-line strong').textContent())!.slice(5, 13);
    const { wishes } = await as<{ wishes: { want: { kind: string } }[] }>('h3', 'GET', `/v1/me/wishes/${week}`);
    expect(wishes.map(({ want }) => want.kind)).toEqual(['start', 'off']);
    await page.getByLabel('Sunday: I can work').uncheck();
    await page.getByLabel('Monday, To').fill('18:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    const { windows } = await as<{ windows: object[] }>('h3', 'GET', '/v1/me/availability');
    expect(windows).toHaveLength(6);
    expect(windows[0]).toEqual({ weekdays: [1], fromMinute: 0, toMinute: 1080 });
    await page.context().close();
  });

  it('a swap from proposal to done, told to both (two agents, English, phone)', async () => {
    const { shifts } = await as<{ shifts: { agent: string; start: string }[] }>(
      'planner',
      'GET',
      `/v1/rosters/${WEEK}`,
    );
    let found: { agent: string; start: string; way: Way } | undefined;
    for (const { agent, start } of shifts) {
      const query = `week=${WEEK}&shift=${encodeURIComponent(start)}`;
      const { ways } = await as<{ ways: Way[] }>(agent, 'GET', `/v1/me/exchanges/ways?${query}`);
      const way = ways.find(({ verdict }) => verdict.outcome === 'allowed');
      if (way !== undefined) found = { agent, start, way };
      if (found !== undefined) break;
    }
    const { agent, start, way } = found!;
    const page = await open(agent, { language: 'en', viewport: PHONE });
    await visit(page, `${base}/me/shifts`);
    const own = await as<OwnShifts>(agent, 'GET', '/v1/me/shifts?from=2026-11-27&to=2026-12-25');
    const at = own.shifts.findIndex((shift) => shift.start === start);
    await page.getByRole('button', { name: 'Give away or swap' }).nth(at).click();
    await page.locator('.ways li').first().waitFor();
    await expectGoodPage(page, 'ways');
    await page
      .getByRole('button', { name: `Propose to ${way.name}` })
      .first()
      .click();
    await page.locator('.cards .state-proposed').waitFor();
    const colleague = await open(way.colleague, { language: 'en', viewport: PHONE });
    await visit(colleague, `${base}/me/shifts`);
    await colleague.getByRole('button', { name: 'Accept' }).first().click();
    await colleague.locator('.cards .state-done').waitFor();
    const { exchanges } = await as<{ exchanges: Exchange[] }>(agent, 'GET', '/v1/me/exchanges');
    expect(exchanges[0]!.state).toBe('done');
    await visit(page, `${base}/me/${WEEK}`);
    await page.getByText('Your shifts in week 2026-W49 have changed.').waitFor();
    await page.context().close();
    await colleague.context().close();
  });

  it('the inbox decides, shows who has not acknowledged, and changes the rules (planner, Dutch)', async () => {
    await as('h4', 'POST', '/v1/me/time-off', { kind: 'leave', from: '2026-12-03', to: '2026-12-03' });
    const page = await open('planner', { language: 'nl', viewport: DESKTOP });
    await visit(page, `${base}/inbox`);
    const { requests } = await as<{ requests: TimeOff[] }>('planner', 'GET', '/v1/time-off?state=asked');
    const card = page.locator('.cards > li').filter({ hasText: requests[0]!.name }).first();
    await card.getByLabel('Reden').fill('Er is al te weinig bezetting');
    await card.getByRole('button', { name: /^Wijs af/ }).click();
    await page.getByText('Er wachten geen aanvragen op je.').waitFor();
    const { requests: mine } = await as<OwnLeave>('h4', 'GET', '/v1/me/time-off');
    expect(mine[0]).toMatchObject({ state: 'refused', reason: 'Er is al te weinig bezetting' });
    const { notices } = await as<{ notices: { acknowledgedAt?: string }[] }>(
      'planner',
      'GET',
      `/v1/rosters/${WEEK}/notices`,
    );
    const unseen = notices.filter(({ acknowledgedAt }) => acknowledgedAt === undefined);
    // The list is read anew after the decision.
    await page.locator('.unseen-list li').first().waitFor();
    expect(await page.locator('.unseen-list li').count()).toBe(unseen.length);
    await expectGoodPage(page, 'inbox');
    await page.getByRole('link', { name: 'Regels van zelfbediening' }).click();
    await settled(page);
    await page.getByLabel('Dagen vooraf').fill('7');
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByText('Opgeslagen.').waitFor();
    const { rules } = await as<{ rules: { leave: { noticeDays: number } } }>('planner', 'GET', '/v1/self-service');
    expect(rules.leave.noticeDays).toBe(7);
    await page.context().close();
  });

  it.each([
    ['2026-03-23', '2026-03-29T10:00:00Z', '29 Mar'],
    ['2026-10-19', '2026-10-25T10:00:00Z', '25 Oct'],
  ])(
    "shows the agent's own wall clock on both sides of the clock change, on a device elsewhere: %s",
    async (monday, now) => {
      const centre = await smallCentre('Helpdesk');
      const plan = await storePlan(service.store, centre, `clock-${monday}`, monday, officeWeek(centre, monday, 7));
      await as('planner', 'POST', `/v1/plans/${plan.id}/publish`, undefined, { 'if-match': '"1"' });
      const page = await open('h1', { language: 'en', viewport: PHONE, timezoneId: 'America/New_York' }, now);
      await visit(page, `${base}/me/${plan.week}`);
      const days = page.locator('.days .shift-card summary strong');
      expect(await days.allTextContents()).toEqual(Array(7).fill('09:00–17:30'));
      expect(await page.getByText('Times in Europe/Amsterdam; your device is set to America/New_York.').count()).toBe(
        1,
      );
      await page.context().close();
    },
  );

  it.each([
    ['nl', PHONE, 'dark'],
    ['en', DESKTOP, 'light'],
  ] as const)('has no accessibility violation and no overflow: %s', async (language, viewport, colorScheme) => {
    for (const [who, paths] of [
      ['h1', ['/me', '/me/leave', '/me/wishes', '/me/shifts']],
      ['planner', ['/inbox', '/inbox/rules']],
    ] as const) {
      const page = await open(who, { language, viewport, colorScheme });
      for (const path of paths) {
        await visit(page, `${base}${path}`);
        await expectGoodPage(page, `${path} ${language}`);
      }
      await page.context().close();
    }
  });

  it('writes no error to the console on any of these pages', () => {
    expect(errors).toEqual([]);
    expect(service.failures).toEqual([]);
  });
});
