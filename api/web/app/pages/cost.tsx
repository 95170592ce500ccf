import { type CostInfo, read } from '../api.js';
import { moment, money, number, percent } from '../format.js';
import type { Frame } from '../frame.js';
import { useLoad } from '../load.js';
import { componentName } from '../parts/component-name.js';
import { Figure, Scroll, Show, StateTag } from '../parts/frame.js';
import { Unplanned } from '../parts/unplanned.js';
import { planOf } from '../plans.js';
import { useLanguage, useWords, wordOr } from '../settings.js';
import { CostPeriods } from './cost-periods.js';

/** What the week costs, split four ways, with downloads; weeks and months beside the budget. */
export function CostPage({ frame, week }: { frame: Frame; week: string }) {
  const plan = planOf(frame.plans, week);
  const loaded = useLoad(
    `costs ${week} ${plan?.id} ${plan?.revision}`,
    async () => (await read<CostInfo>(`/v1/costs/${week}`)).value,
  );
  if (plan === undefined) return <Unplanned frame={frame} week={week} />;
  return <Show loaded={loaded}>{(cost) => <Cost frame={frame} cost={cost} />}</Show>;
}

function Cost({ frame, cost }: { frame: Frame; cost: CostInfo }) {
  const t = useWords();
  const language = useLanguage();
  const amount = (minor: number): string => money(language, minor, cost.currency);
  const siteName = (id: string): string => frame.centre.sites.find((site) => site.id === id)?.name ?? id;
  return (
    <>
      <div class="heading">
        <h1>
          {t('cost.title')} <StateTag state={cost.state} />
        </h1>
        <ul class="actions" aria-label={t('cost.downloads')}>
          {(['week', 'day'] as const).flatMap((by) =>
            (['xlsx', 'csv'] as const).map((format) => (
              <li key={`${by} ${format}`}>
                <a class="button" download href={`/v1/costs/${cost.week}/lines.${format}?by=${by}`}>
                  {format.toUpperCase()},{' '}
                  {by === 'week' ? t('cost.week').toLowerCase() : t('forecast.day').toLowerCase()}
                </a>
              </li>
            )),
          )}
        </ul>
      </div>
      {cost.frozenAt === undefined ? null : (
        <p class="help">{t('cost.frozen', { when: moment(language, Date.parse(cost.frozenAt), frame.centre.zone) })}</p>
      )}
      <dl class="figures">
        <Figure name={t('cost.total')} value={amount(cost.costMinor)} />
        <Figure name={t('glance.percontact')} value={amount(cost.perContactMinor)} />
        <Figure
          name={t('cost.perhour')}
          value={cost.perProductiveHourMinor === undefined ? '–' : amount(cost.perProductiveHourMinor)}
        />
        <Figure name={t('glance.paid')} value={number(language, cost.paidHours, 1)} />
        <Figure name={t('cost.productive')} value={number(language, cost.productiveHours, 1)} />
      </dl>
      <div class="split">
        <Split
          title={t('cost.by.component')}
          amounts={cost.byComponentMinor}
          cost={cost}
          nameOf={(id) => componentName(t, id)}
        />
        <div>
          <Split
            title={t('cost.by.channel')}
            amounts={cost.byChannelMinor}
            cost={cost}
            nameOf={(id) => wordOr(t, `chan.${id}`, id)}
          />
          <Split
            title={t('cost.by.site')}
            amounts={cost.bySiteMinor}
            cost={cost}
            nameOf={(id) => id.split('|').map(siteName).join(' + ')}
          />
          <Split title={t('cost.by.contract')} amounts={cost.byContractMinor} cost={cost} nameOf={(id) => id} />
        </div>
      </div>
      <CostPeriods frame={frame} />
    </>
  );
}

function Split({
  title,
  amounts,
  cost,
  nameOf,
}: {
  title: string;
  amounts: Readonly<Record<string, number>>;
  cost: CostInfo;
  nameOf: (id: string) => string;
}) {
  const t = useWords();
  const language = useLanguage();
  const rows = Object.entries(amounts).sort(([, a], [, b]) => b - a);
  const total = rows.reduce((sum, [, minor]) => sum + minor, 0);
  const largest = Math.max(1, ...rows.map(([, minor]) => minor));
  return (
    <section>
      <h2>{title}</h2>
      <Scroll label={title}>
        <table class="bars">
          <thead>
            <tr>
              <th scope="col">{t('cost.name')}</th>
              <th scope="col" class="n">
                {t('cost.amount')}
              </th>
              <th scope="col" class="n">
                {t('cost.share')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([id, minor]) => (
              <tr key={id}>
                <th scope="row">
                  {nameOf(id)}
                  <span class="meter" style={{ width: `${Math.max(0, minor / largest) * 100}%` }} />
                </th>
                <td class="n">{money(language, minor, cost.currency)}</td>
                <td class="n">{percent(language, total === 0 ? 0 : minor / total)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('cost.total')}</th>
              <td class="n">{money(language, total, cost.currency)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      </Scroll>
    </section>
  );
}
