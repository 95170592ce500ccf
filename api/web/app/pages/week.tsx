import { useState } from 'preact/hooks';
import { type PlanInfo, type RosterDocument, read, type WeekSummary } from '../api.js';
import { duration, money, number, percent } from '../format.js';
import { type Frame, may } from '../frame.js';
import { useLoad } from '../load.js';
import { Scroll, Show, StateTag } from '../parts/frame.js';
import { goalShare, goalWords } from '../parts/goal.js';
import { Publish } from '../parts/publish.js';
import { QueueDetail } from '../parts/queue-detail.js';
import { Unplanned } from '../parts/unplanned.js';
import { Warnings } from '../parts/warnings.js';
import { WeekFigures } from '../parts/week-figures.js';
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
              frame={frame}
              plan={plan}
              published={undefined}
              people={summary.agentsRostered}
              shifts={summary.shifts}
              cost={money(language, summary.costMinor, currency)}
            />
          ) : null}
        </div>
      </div>
      <WeekFigures summary={summary} />

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
                    {wordOr(t, `chan.${one.channel}`, one.channel)}, {goalWords(t, language, one.goal)}
                  </small>
                </th>
                <td class="n">{number(language, one.offered)}</td>
                <td class="n">{duration(language, one.ahtSeconds)}</td>
                <td class="n">{hours(one.requiredHours)}</td>
                <td class="n">{hours(one.rosteredHours)}</td>
                <td class="n">{hours(one.shortHours)}</td>
                <td class={`n ${one.serviceExpected < (goalShare(one.goal) ?? 0) ? 'over' : ''}`}>
                  {percent(language, one.serviceExpected)}
                </td>
                <td class={`n ${(one.simulated?.serviceLevel ?? 1) < (goalShare(one.goal) ?? 0) ? 'over' : ''}`}>
                  {one.simulated === undefined ? '–' : percent(language, one.simulated.serviceLevel)}
                </td>
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
        plan={plan}
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
