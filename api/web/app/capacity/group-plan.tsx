import { money, number, percent, plainDay } from '../format.js';
import { Chart, type Line } from '../parts/chart.js';
import { Figure, Scroll } from '../parts/frame.js';
import { useLanguage, useWords } from '../settings.js';

interface WeekRow {
  readonly week: string;
  readonly fromDate: string;
  readonly requiredFte: number;
  readonly availableFte: number;
  readonly costMinor: number;
}
/** A staffing group of a capacity plan, as the API gives it. */
export interface Group {
  readonly group: string;
  readonly weeks: readonly WeekRow[];
  readonly classes: readonly { readonly week: string; readonly contract: string; readonly heads: number }[];
  readonly objective: { readonly gap?: number };
}

export const headsOf = ({ classes }: Group): number => classes.reduce((sum, { heads }) => sum + heads, 0);
export const costOf = ({ weeks }: Group): number => weeks.reduce((sum, { costMinor }) => sum + costMinor, 0);
export const worstOf = ({ weeks }: Group): number =>
  weeks.reduce((most, one) => Math.max(most, one.requiredFte - one.availableFte), 0);

interface GroupPlanProps {
  readonly group: Group;
  readonly currency: string;
  readonly contractName: (id: string) => string;
}

/** Required against available people of a group, whom to hire, and every week in numbers. */
export function GroupPlan({ group, currency, contractName }: GroupPlanProps) {
  const t = useWords();
  const language = useLanguage();
  const { weeks, classes } = group;
  const fte = (value: number): string => number(language, value, 1);
  const lines: Line[] = [
    {
      label: t('cap.required'),
      values: weeks.map((one) => one.requiredFte),
      colour: '--series-2',
      stepped: true,
      dashed: true,
    },
    { label: t('cap.available'), values: weeks.map((one) => one.availableFte), colour: '--series-1', stepped: true },
  ];
  const worst = worstOf(group);
  return (
    <section>
      <h2>{group.group}</h2>
      <dl class="figures">
        <Figure name={t('cap.hires')} value={number(language, headsOf(group))} />
        <Figure name={t('cap.worst')} value={fte(worst)} tone={worst > 0 ? 'bad' : 'good'} />
        <Figure name={t('cost.total')} value={money(language, costOf(group), currency)} />
        {group.objective.gap === undefined ? null : (
          <Figure name={t('glance.gap')} value={percent(language, group.objective.gap)} />
        )}
      </dl>
      <Chart
        label={t('cap.chart')}
        x={weeks.map(({ fromDate }) => Date.parse(`${fromDate}T12:00:00Z`))}
        lines={lines}
        zone="UTC"
        height={220}
      />
      <h3>{t('cap.hiring')}</h3>
      {classes.length === 0 ? (
        <p>{t('cap.hiring.none')}</p>
      ) : (
        <Scroll label={t('cap.hiring')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('cost.week')}</th>
                <th scope="col">{t('roster.contract')}</th>
                <th scope="col" class="n">
                  {t('glance.agents')}
                </th>
              </tr>
            </thead>
            <tbody>
              {classes.map((one) => (
                <tr key={`${one.week} ${one.contract}`}>
                  <th scope="row">{one.week}</th>
                  <td>{contractName(one.contract)}</td>
                  <td class="n">{number(language, one.heads)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <details class="drawer">
        <summary>{t('cap.week.by.week', { group: group.group })}</summary>
        <Scroll label={`${t('cost.weeks')}, ${group.group}`}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('cost.week')}</th>
                <th scope="col" class="n">
                  {t('cap.required')}
                </th>
                <th scope="col" class="n">
                  {t('cap.available')}
                </th>
                <th scope="col" class="n">
                  {t('cost.total')}
                </th>
              </tr>
            </thead>
            <tbody>
              {weeks.map((one) => (
                <tr key={one.week}>
                  <th scope="row">
                    {one.week} <small>{plainDay(language, one.fromDate)}</small>
                  </th>
                  <td class="n">{fte(one.requiredFte)}</td>
                  <td class={`n ${one.requiredFte > one.availableFte + 0.05 ? 'over' : ''}`}>
                    {fte(one.availableFte)}
                  </td>
                  <td class="n">{money(language, one.costMinor, currency)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </section>
  );
}
