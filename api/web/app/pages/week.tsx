import { useState } from 'preact/hooks';
import { type PlanInfo, type RosterDocument, read, type WeekSummary } from '../api.js';
import { duration, money, number, percent } from '../format.js';
import { type Frame, may } from '../frame.js';
import { useLoad } from '../load.js';
import { Figure, Scroll, Show, StateTag } from '../parts/frame.js';
import { Publish } from '../parts/publish.js';
import { QueueDetail } from '../parts/queue-detail.js';
import { Unplanned } from '../parts/unplanned.js';
import { Warnings } from '../parts/warnings.js';
import { planOf } from '../plans.js';
import { useLanguage, useWords, wordOr } from '../settings.js';

/** The week at a glance. */
export function WeekPage({ frame, week }: { frame: Frame; week: string }) {
  const plan = planOf(frame.plans, week);
  return plan === undefined ? (
    <Unplanned frame={frame} week={week} />
  ) : (
    <Planned frame={frame} plan={plan} week={week} />
  );
}

function Planned({ frame, plan, week }: { frame: Frame; plan: PlanInfo; week: string }) {
  const key = `${plan.id} ${plan.revision}`;
  const loaded = useLoad(key, async () => {
    const [summary, roster] = await Promise.all([
      read<WeekSummary>(`/v1/summaries/${week}`),
      read<RosterDocument>(`/v1/rosters/${week}`),
    ]);
    return { summary: summary.value, roster: roster.value };
  });
  return (
    <Show loaded={loaded}>
      {({ summary, roster }) => <Glance frame={frame} plan={plan} summary={summary} roster={roster} />}
    </Show>
  );
}

interface GlanceProps {
  readonly frame: Frame;
  readonly plan: PlanInfo;
  readonly summary: WeekSummary;
  readonly roster: RosterDocument;
}

function Glance({ frame, plan, summary, roster }: GlanceProps) {
  const t = useWords();
  const language = useLanguage();
  const [queue, setQueue] = useState(summary.queues[0]?.queue ?? '');
  const sum = (of: (queue: WeekSummary['queues'][number]) => number): number =>
    summary.queues.reduce((all, one) => all + of(one), 0);
  const hours = (value: number): string => number(language, value, 1);
  const { currency } = summary;
  return (
    <>
      <div class="heading">
        <h1>
          {t('glance.title')} <StateTag state={plan.state} />
        </h1>
        <div class="actions">
          <a class="button" href={`/weeks/${plan.week}/report`}>
            {t('glance.report')}
          </a>
          <a class="button" data-in-app href={`/runs?week=${plan.week}`}>
            {t('glance.replan')}
          </a>
          {plan.state === 'draft' && may(frame, 'rooster:roster:publish') ? (
            <Publish
              plan={plan}
              published={undefined}
              people={summary.agentsRostered}
              shifts={summary.shifts}
              noticeDays={frame.centre.noticeDays}
              cost={money(language, summary.costMinor, currency)}
            />
          ) : null}
        </div>
      </div>
      <dl class="figures">
        <Figure
          name={t('glance.contacts')}
          value={number(
            language,
            sum((one) => one.offered),
          )}
        />
        <Figure name={t('glance.wanted')} value={hours(sum((one) => one.requiredHours))} />
        <Figure name={t('glance.rostered')} value={hours(sum((one) => one.rosteredHours))} />
        <Figure name={t('glance.short')} value={hours(sum((one) => one.shortHours))} />
        <Figure name={t('glance.surplus')} value={hours(sum((one) => one.surplusHours))} />
        <Figure name={t('glance.paid')} value={hours(summary.paidHours)} />
        <Figure name={t('glance.cost')} value={money(language, summary.costMinor, currency)} />
        <Figure name={t('glance.percontact')} value={money(language, summary.costPerContactMinor, currency)} />
        <Figure
          name={t('glance.people')}
          value={t('glance.people.of', {
            n: number(language, summary.agentsRostered),
            all: number(language, summary.agents),
          })}
        />
        <Figure name={t('glance.gap')} value={percent(language, summary.objective.gap)} help={t('glance.gap.help')} />
        <Figure
          name={t('glance.rules')}
          value={number(language, summary.hardRulesBroken)}
          tone={summary.hardRulesBroken > 0 ? 'bad' : 'good'}
        />
        <Figure
          name={t('glance.law')}
          value={number(language, summary.lawBreaches)}
          tone={summary.lawBreaches > 0 ? 'bad' : 'good'}
        />
        <Figure name={t('glance.wishes')} value={number(language, summary.softRulesBroken)} />
      </dl>

      <h2>{t('glance.queues')}</h2>
      <Scroll label={t('glance.queues')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('glance.queue')}</th>
              <th scope="col" class="n">
                {t('glance.contacts')}
              </th>
              <th scope="col" class="n">
                {t('glance.aht')}
              </th>
              <th scope="col" class="n">
                {t('glance.wanted')}
              </th>
              <th scope="col" class="n">
                {t('glance.rostered')}
              </th>
              <th scope="col" class="n">
                {t('glance.short')}
              </th>
              <th scope="col" class="n">
                {t('glance.service')}
              </th>
              <th scope="col" class="n">
                {t('glance.simulated')}
              </th>
              <th scope="col" class="n">
                {t('glance.asa')}
              </th>
              <th scope="col" class="n">
                {t('glance.occupancy')}
              </th>
            </tr>
          </thead>
          <tbody>
            {summary.queues.map((one) => (
              <tr key={one.queue}>
                <th scope="row">
                  {one.name}
                  <small>
                    {wordOr(t, `chan.${one.channel}`, one.channel)}, <span lang="en">{one.goal}</span>
                  </small>
                </th>
                <td class="n">{number(language, one.offered)}</td>
                <td class="n">{duration(language, one.ahtSeconds)}</td>
                <td class="n">{hours(one.requiredHours)}</td>
                <td class="n">{hours(one.rosteredHours)}</td>
                <td class="n">{hours(one.shortHours)}</td>
                <td class="n">{percent(language, one.serviceExpected)}</td>
                <td class="n">{one.simulated === undefined ? '–' : percent(language, one.simulated.serviceLevel)}</td>
                <td class="n">{duration(language, one.asaExpectedSeconds)}</td>
                <td class="n">{percent(language, one.occupancyExpected)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>

      <Warnings plan={plan} summary={summary} roster={roster} onShow={setQueue} />

      <div class="tabs" role="group" aria-label={t('glance.queue')}>
        {summary.queues.map((one) => (
          <button type="button" key={one.queue} aria-pressed={queue === one.queue} onClick={() => setQueue(one.queue)}>
            {one.name}
          </button>
        ))}
      </div>
      <QueueDetail
        key={queue}
        queue={queue}
        roster={roster}
        zone={frame.centre.zone}
        intervalMinutes={frame.centre.intervalMinutes}
      />

      <h2>{t('glance.sites')}</h2>
      <Scroll label={t('glance.sites')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('glance.site')}</th>
              <th scope="col" class="n">
                {t('glance.agents')}
              </th>
              <th scope="col" class="n">
                {t('glance.shifts')}
              </th>
              <th scope="col" class="n">
                {t('glance.paid')}
              </th>
              <th scope="col" class="n">
                {t('glance.present')}
              </th>
              <th scope="col" class="n">
                {t('glance.desks')}
              </th>
              <th scope="col" class="n">
                {t('glance.cost')}
              </th>
            </tr>
          </thead>
          <tbody>
            {summary.sites.map((site) => (
              <tr key={site.site}>
                <th scope="row">{frame.centre.sites.find(({ id }) => id === site.site)?.name ?? site.site}</th>
                <td class="n">{number(language, site.agents)}</td>
                <td class="n">{number(language, site.shifts)}</td>
                <td class="n">{hours(site.paidHours)}</td>
                <td class="n">{number(language, site.peakPresent)}</td>
                <td class="n">{site.desks === null ? '–' : number(language, site.desks)}</td>
                <td class="n">{money(language, site.costMinor, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
