import { useState } from 'preact/hooks';
import { type JobInfo, type ReportInfo, read, send } from '../api.js';
import { moment, money, number, percent, plainDay } from '../format.js';
import { type Frame, may } from '../frame.js';
import { useLoad } from '../load.js';
import { Chart, type Line } from '../parts/chart.js';
import { Figure, Problem, Scroll, Show } from '../parts/frame.js';
import { newestWeek } from '../plans.js';
import { go } from '../router.js';
import { useLanguage, useWords } from '../settings.js';
import { isoWeekOf, mondayOfIsoWeek } from '../weeks.js';

interface WeekRow {
  readonly week: string;
  readonly fromDate: string;
  readonly requiredFte: number;
  readonly availableFte: number;
  readonly costMinor: number;
}
interface Group {
  readonly group: string;
  readonly weeks: readonly WeekRow[];
  readonly classes: readonly { readonly week: string; readonly contract: string; readonly heads: number }[];
  readonly objective: { readonly gap?: number };
}
interface CapacityInfo {
  readonly currency: string;
  readonly fromWeek: string;
  readonly weeks: number;
  readonly groups: readonly Group[];
}

const FILES = ['capacity.xlsx', 'capacity.csv', 'hiring.csv', 'budget.csv'] as const;

/** People needed against people there for the weeks ahead, and whom to hire when. */
export function CapacityPage({ frame, id }: { frame: Frame; id?: string | undefined }) {
  const t = useWords();
  const language = useLanguage();
  const list = useLoad('capacity', async () => (await read<{ capacity: ReportInfo[] }>('/v1/capacity')).value.capacity);
  return (
    <>
      <h1>{t('cap.title')}</h1>
      <p class="lead">{t('cap.intro')}</p>
      {may(frame, 'rooster:capacity:write') ? <Start frame={frame} /> : null}
      <Show loaded={list}>
        {(reports) => {
          const shown = id ?? reports[0]?.id;
          return (
            <>
              {shown === undefined ? <p class="notice">{t('cap.none')}</p> : <Plan key={shown} id={shown} />}
              {reports.length < 2 ? null : (
                <>
                  <h2>{t('cap.list')}</h2>
                  <ul class="plain">
                    {reports.map((report) => (
                      <li key={report.id}>
                        <a data-in-app href={`/capacity/${report.id}`}>
                          {t('week.label', { week: isoWeekOf(report.from) })}
                        </a>
                        , {moment(language, Date.parse(report.createdAt), frame.centre.zone)}
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </>
          );
        }}
      </Show>
    </>
  );
}

/** Groups are described in a file: `rooster schema capacity`. */
function Start({ frame }: { frame: Frame }) {
  const t = useWords();
  const [week, setWeek] = useState(newestWeek(frame.plans) ?? isoWeekOf(new Date().toISOString().slice(0, 10)));
  const [weeks, setWeeks] = useState('52');
  const [file, setFile] = useState<File>();
  const [error, setError] = useState<unknown>();
  const count = Number(weeks);
  const valid = mondayOfIsoWeek(week) !== undefined && Number.isInteger(count) && count >= 1 && file !== undefined;
  const start = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (file === undefined) return;
    try {
      const { groups } = JSON.parse(await file.text()) as { groups: unknown };
      const job = await send<JobInfo>('POST', '/v1/capacity', { week, weeks: count, groups });
      go(`/runs/${job.id}`);
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <details class="drawer">
      <summary>{t('cap.start')}</summary>
      <form class="toolbar" onSubmit={(event) => void start(event)}>
        <label>
          {t('run.week')}
          <input value={week} required onInput={(event) => setWeek(event.currentTarget.value.trim().toUpperCase())} />
        </label>
        <label>
          {t('cap.weeks')}
          <input inputMode="numeric" required value={weeks} onInput={(event) => setWeeks(event.currentTarget.value)} />
        </label>
        <label>
          {t('cap.file')}
          <input
            type="file"
            accept=".json,application/json"
            onChange={(event) => setFile(event.currentTarget.files?.[0])}
          />
        </label>
        <button type="submit" class="main" disabled={!valid}>
          {t('cap.act')}
        </button>
      </form>
      {error === undefined ? null : <Problem error={error} />}
    </details>
  );
}

function Plan({ id }: { id: string }) {
  const t = useWords();
  const loaded = useLoad(`capacity ${id}`, async () => (await read<CapacityInfo>(`/v1/capacity/${id}`)).value);
  return (
    <Show loaded={loaded}>
      {(plan) => (
        <>
          <ul class="actions" aria-label={t('cost.downloads')}>
            {FILES.map((file) => (
              <li key={file}>
                <a class="button" download href={`/v1/capacity/${id}/${file}`}>
                  {file}
                </a>
              </li>
            ))}
          </ul>
          {plan.groups.map((group) => (
            <GroupPlan key={group.group} group={group} currency={plan.currency} />
          ))}
        </>
      )}
    </Show>
  );
}

function GroupPlan({ group, currency }: { group: Group; currency: string }) {
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
  const worst = weeks.reduce((most, one) => Math.max(most, one.requiredFte - one.availableFte), 0);
  return (
    <section>
      <h2>{group.group}</h2>
      <dl class="figures">
        <Figure
          name={t('cap.hires')}
          value={number(
            language,
            classes.reduce((sum, { heads }) => sum + heads, 0),
          )}
        />
        <Figure name={t('cap.worst')} value={fte(worst)} tone={worst > 0 ? 'bad' : 'good'} />
        <Figure
          name={t('cost.total')}
          value={money(
            language,
            weeks.reduce((sum, { costMinor }) => sum + costMinor, 0),
            currency,
          )}
        />
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
      <div class="split">
        <div>
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
                      <td>{one.contract}</td>
                      <td class="n">{number(language, one.heads)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          )}
        </div>
        <div>
          <h3>{t('cost.weeks')}</h3>
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
        </div>
      </div>
    </section>
  );
}
