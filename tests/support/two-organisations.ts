import { ROLE_NAMES, type Role } from '../../api/access/permissions.js';
import { replaceBudgets } from '../../api/db/budget-store.js';
import { addExchange } from '../../api/db/exchange-store.js';
import { saveHistory } from '../../api/db/history-store.js';
import { addJob } from '../../api/db/job-store.js';
import { addOffer } from '../../api/db/offer-store.js';
import { planDocument } from '../../api/db/plan-store.js';
import { addWebhook } from '../../api/db/webhook-store.js';
import type { Centre } from '../../src/domain/centre.js';
import { activityId } from '../../src/domain/ids.js';
import type { HistorySeries } from '../../src/history/series.js';
import { compareScenarios } from '../../src/scenario/index.js';
import type { PlanSummary } from '../../src/summary.js';
import { intervalGrid } from '../../src/time/grid.js';
import { IDLE_RUNNER, startWithAccounts } from './accounts.js';
import { officeWeek, smallCentre, storePlan } from './stored-plan.js';

export const ORGANISATIONS = ['default', 'other'] as const;
export type Organisation = (typeof ORGANISATIONS)[number];

/** Stands in every name of an organisation's data, so that a leak shows. */
export const marker = (organisation: Organisation): string => `only-${organisation}`;

/** Two organisations with the same kind of data each, and a user in every role. */
export async function twoOrganisations() {
  const rooster = await startWithAccounts(IDLE_RUNNER);
  await rooster.addOrganisation('other');
  const cookies = new Map<string, string>();
  for (const organisation of ORGANISATIONS) {
    const own = marker(organisation);
    const small = await smallCentre(`centre-${own}`);
    const name = <T extends { readonly name: string }>(entry: T): T => ({ ...entry, name: `${entry.name} ${own}` });
    const centre = {
      ...small,
      agents: small.agents.map(name),
      sites: small.sites.map(name),
      queues: small.queues.map(name),
      contracts: small.contracts.map(name),
      skills: small.skills.map(name),
      workPlans: small.workPlans.map(name),
      events: [
        {
          id: `event-${own}`,
          kind: 'campaign' as const,
          fromDate: '2026-12-01',
          toDate: '2026-12-02',
          factor: 1.1,
          note: own,
        },
      ],
      shrinkage: [{ reason: `sickness-${own}`, basisPoints: 500, planned: false, inRoster: false }],
      activities: [
        ...small.activities,
        {
          id: activityId(`quiz-${own}`),
          name: own,
          kind: 'training' as const,
          paid: true,
          countsAsWork: true,
          countsAsShrinkage: true,
        },
      ],
      adjustments: [
        {
          id: `adjustment-${own}`,
          kind: 'percent' as const,
          value: 10,
          scope: 'interval' as const,
          fromMs: Date.parse('2026-12-01T00:00:00+01:00'),
          toMs: Date.parse('2026-12-02T00:00:00+01:00'),
          author: own,
          reason: 'campaign',
          on: true,
        },
      ],
      correctionsOff: [`outage:support:${own}`],
    };
    const store = rooster.store.of(organisation);
    await storePlan(store, centre, `plan-${own}`, '2026-11-30', officeWeek(centre, '2026-11-30'));
    for (const id of [`time-off-${own}`, `time-off-2-${own}`]) {
      await store.db
        .insertInto('time_off_request')
        .values({
          id,
          organisation,
          agent: centre.agents[0]!.id,
          kind: 'leave',
          from_date: id === `time-off-${own}` ? '2027-02-01' : '2027-03-01',
          to_date: id === `time-off-${own}` ? '2027-02-02' : '2027-03-02',
          from_minute: null,
          to_minute: null,
          state: 'asked',
          note: own,
          reason: own,
          decided_by: null,
          revision: 1,
          created_at: rooster.service.now(),
          changed_at: rooster.service.now(),
        })
        .execute();
    }
    const verdict = { outcome: 'planner', reasons: [], shortHours: { before: 0, after: 0 } };
    const shift = { agent: own, date: '2026-11-30', site: own, start: '2026-11-30T09:00:00+01:00', end: own };
    await addExchange(store, {
      id: `exchange-${own}`,
      organisation,
      week: '2026-W49',
      agent: centre.agents[0]!.id,
      colleague: centre.agents[1]!.id,
      shift: JSON.stringify(shift),
      back: null,
      state: 'asked',
      verdict: JSON.stringify(verdict),
      reason: own,
      decided_by: null,
      plan_id: null,
      revision: 1,
      created_at: rooster.service.now(),
      changed_at: rooster.service.now(),
    });
    await addOffer(
      store,
      {
        id: `offer-${own}`,
        organisation,
        week: '2026-W49',
        kind: 'overtime',
        body: JSON.stringify({ fromMs: 0, toMs: 1, note: own }),
        places: 1,
        expires_at: '2026-11-30T08:00:00.000Z',
        withdrawn_at: null,
        created_by: own,
        revision: 1,
        created_at: rooster.service.now(),
      },
      [{ agent: centre.agents[0]!.id, changes: [] }],
    );
    const summary = JSON.parse((await planDocument(store, `plan-${own}`, 'summary.json'))!.body) as PlanSummary;
    for (const kind of ['scenarios', 'capacity', 'forecast-versions', 'proposals'] as const) {
      const id = `${kind}-${own}`;
      await addJob(store, id, {}, rooster.service.now(), kind);
      await store.db
        .insertInto('report')
        .values({
          id,
          organisation,
          kind,
          centre: centre.name,
          centre_version: 1,
          from_date: '2026-11-30',
          weeks: 1,
          seed: 1,
          engine_version: '0',
          created_at: rooster.service.now(),
          body: JSON.stringify(
            {
              scenarios: {
                complete: true,
                comparison: compareScenarios([{ name: 'as-it-is', summary, costByQueueMinor: {} }]),
              },
              capacity: {
                centre: centre.name,
                currency: 'EUR',
                fromWeek: '2026-W49',
                weeks: 1,
                groups: [],
                issues: [],
              },
              'forecast-versions': { queues: [] },
              proposals: {
                plan: `plan-${own}`,
                revision: 1,
                agents: [],
                shifts: [],
                changed: [],
                costMinor: { before: 2, after: 1 },
                shortHours: { before: 0, after: 0 },
              },
            }[kind],
          ),
        })
        .execute();
      await store.db.updateTable('job').set({ state: 'done' }).where('id', '=', id).execute();
    }
    await saveHistory(store, centre.name, [madeHistory(centre)]);
    await replaceBudgets(store, centre.name, '2026-12', [
      { scope: 'total', amount_minor: 5_000_000, currency: 'EUR', changed_at: rooster.service.now(), changed_by: own },
    ]);
    for (const role of ROLE_NAMES) {
      const agent = centre.agents[0]!.id;
      const cookie = await rooster.addUser(organisation, `${role}@${own}.example`, [role], { agent });
      cookies.set(`${organisation} ${role}`, cookie);
    }
    // The account that has everything.
    cookies.set(
      `${organisation} all`,
      await rooster.addUser(organisation, `all@${own}.example`, ROLE_NAMES, { agent: centre.agents[0]!.id }),
    );
    const users = await store.db
      .selectFrom('account')
      .select(['id', 'email'])
      .where('organisation', '=', organisation)
      .execute();
    const key = await rooster.call('POST', '/v1/keys', cookies.get(`${organisation} admin`), {
      name: own,
      permissions: ['rooster:user:read'],
      days: 1,
    });
    for (const id of [`webhook-${own}`, `webhook-2-${own}`])
      await addWebhook(store, {
        id,
        url: `https://example.com/${own}`,
        events: '["plan.publish"]',
        secret: `whsec_${own}`,
        created_by: 'admin',
        created_at: rooster.service.now(),
      });
    ids.set(organisation, {
      plan: `plan-${own}`,
      job: `job-of-plan-${own}`,
      scenario: `scenarios-${own}`,
      capacity: `capacity-${own}`,
      'forecast-version': `forecast-versions-${own}`,
      proposal: `proposals-${own}`,
      // Not one that the tests log in with.
      user: users.find(({ email }) => email.startsWith('finance'))!.id,
      key: (key.json() as { id: string }).id,
      agent: centre.agents[0]!.id,
      site: centre.sites[0]!.id,
      queue: centre.queues[0]!.id,
      skill: centre.skills[0]!.id,
      contract: centre.contracts[0]!.id,
      'work-plan': centre.workPlans[0]!.id,
      event: `event-${own}`,
      shift: centre.workPlans[0]!.shifts[0]!.id,
      shrinkage: centre.shrinkage[0]!.reason,
      activitie: `quiz-${own}`,
      adjustment: `adjustment-${own}`,
      'corrections-off': `outage:support:${own}`,
      'time-off': `time-off-${own}`,
      exchange: `exchange-${own}`,
      offer: `offer-${own}`,
    });
  }
  return {
    ...rooster,
    cookieOf: (organisation: Organisation, role: Role | 'all'): string => cookies.get(`${organisation} ${role}`)!,
    /** The address of a route with the names of an organisation's data filled in. */
    addressOf: (url: string, organisation: Organisation): string => {
      const own = ids.get(organisation)!;
      // The list that the id stands in.
      const resource = /([\w-]+?)s?\/:id/.exec(url)?.[1] ?? '';
      return (
        url
          .replace(':week', '2026-W49')
          .replace(':agent', own.agent!)
          .replace(':queue', own.queue!)
          .replace(':month', '2026-12')
          .replace(':other', own.plan!)
          .replace(':name', 'summary.json')
          .replace(':file', 'capacity.csv')
          .replace(':format', 'csv')
          .replace(':token', 'none')
          // The one that may be ended; the other stays for the rest.
          .replace('/webhooks/:id/', `/webhooks/webhook-${marker(organisation)}/`)
          .replace('/webhooks/:id', `/webhooks/webhook-2-${marker(organisation)}`)
          .replace(':id', url.includes('/notices/') ? '1' : (own[resource] ?? `none-of-${resource}`))
      );
    },
  };
}

/** Two weeks of half hours of the first queue. */
function madeHistory(centre: Centre): HistorySeries {
  const { id, zone } = centre.queues[0]!;
  const { startMs } = intervalGrid(zone, '2026-11-09', 14, 30);
  const values = (of: (i: number) => number): Float64Array => Float64Array.from(startMs, (_, i) => of(i));
  const unknown = values(() => Number.NaN);
  return {
    queue: id,
    zone,
    intervalMinutes: 30,
    fromDate: '2026-11-09',
    toDate: '2026-11-22',
    startMs,
    offered: values((i) => (i % 48 >= 18 && i % 48 < 34 ? 5 + (i % 7) : 0)),
    handled: unknown,
    abandoned: unknown,
    ahtSeconds: values(() => 300),
    asaSeconds: unknown,
    answeredInTarget: unknown,
    staffedAgents: unknown,
  };
}

const ids = new Map<Organisation, Record<string, string>>();
