import { useState } from 'preact/hooks';
import { type ComparisonInfo, type JobInfo, type ReportInfo, read, send } from '../api.js';
import { numberOf } from '../centre/values.js';
import { duration, moment, money, number, percent } from '../format.js';
import type { Frame } from '../frame.js';
import { useLoad } from '../load.js';
import { Problem, Scroll, Show } from '../parts/frame.js';
import { newestWeek } from '../plans.js';
import { go } from '../router.js';
import { useLanguage, useWords, wordOr } from '../settings.js';
import { isoWeekOf, mondayOfIsoWeek } from '../weeks.js';

/** What-ifs: start one, list them, look at one side by side. */
export function ScenariosPage({ frame, id }: { frame: Frame; id?: string | undefined }) {
  const t = useWords();
  const language = useLanguage();
  const list = useLoad(
    'scenarios',
    async () => (await read<{ scenarios: ReportInfo[] }>('/v1/scenarios')).value.scenarios,
  );
  return (
    <>
      <h1>{t('scen.title')}</h1>
      <p class="lead">{t('scen.intro')}</p>
      <Start frame={frame} />
      {id === undefined ? null : <Comparison key={id} frame={frame} id={id} />}
      <h2>{t('scen.list')}</h2>
      <Show loaded={list}>
        {(reports) =>
          reports.length === 0 ? (
            <p>{t('scen.none')}</p>
          ) : (
            <ul class="plain">
              {reports.map((report) => (
                <li key={report.id}>
                  <a data-in-app href={`/scenarios/${report.id}`}>
                    {t('week.label', { week: isoWeekOf(report.from) })}
                  </a>
                  , {moment(language, Date.parse(report.createdAt), frame.centre.zone)}
                </li>
              ))}
            </ul>
          )
        }
      </Show>
    </>
  );
}

const KINDS = ['volume', 'aht', 'wage', 'offshore', 'home'] as const;
type Kind = (typeof KINDS)[number];
/** What the value of a kind starts with; all but days are per cent. */
const FIRST: Readonly<Record<Kind, string>> = { volume: '10', aht: '10', wage: '3', offshore: '30', home: '3' };

/** The change as `rooster schema scenarios` has it; undefined where the value makes none. */
function changeOf(kind: Kind, value: number): object | undefined {
  switch (kind) {
    case 'volume':
    case 'aht':
      return value > -100 ? { change: kind, factor: 1 + value / 100 } : undefined;
    case 'wage':
      return { change: 'wage-rise', percent: value };
    case 'offshore':
      return value >= 0 && value <= 100 ? { change: 'offshore-share', share: value / 100 } : undefined;
    case 'home':
      return Number.isInteger(value) && value >= 0 && value <= 7 ? { change: 'home-days', days: value } : undefined;
  }
}

function Start({ frame }: { frame: Frame }) {
  const t = useWords();
  const [week, setWeek] = useState(newestWeek(frame.plans) ?? isoWeekOf(new Date().toISOString().slice(0, 10)));
  const [kind, setKind] = useState<Kind>('volume');
  const [by, setBy] = useState(FIRST.volume);
  const [error, setError] = useState<unknown>();
  const value = numberOf(by.replace('−', '-'));
  const change = value === undefined ? undefined : changeOf(kind, value);
  const valid = mondayOfIsoWeek(week) !== undefined && change !== undefined;
  const start = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (value === undefined) return;
    try {
      const sign = kind === 'offshore' || kind === 'home' ? '' : value < 0 ? '−' : '+';
      const title = `${t(`scen.${kind}`)} ${sign}${by.replace(/^[-+−]/, '')}${kind === 'home' ? '' : ' %'}`;
      const job = await send<JobInfo>('POST', '/v1/scenarios', {
        week,
        scenarios: [{ name: 'change', title, changes: [change] }],
      });
      go(`/runs/${job.id}`);
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <>
      <form class="fields" onSubmit={start}>
        <label>
          {t('run.week')}
          <input value={week} required onInput={(event) => setWeek(event.currentTarget.value.trim().toUpperCase())} />
        </label>
        <label>
          {t('scen.change')}
          <select
            value={kind}
            onChange={(event) => {
              const next = event.currentTarget.value as Kind;
              setKind(next);
              setBy(FIRST[next]);
            }}
          >
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`scen.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t(kind === 'home' || kind === 'offshore' ? 'scen.value' : 'scen.percent')}
          {kind === 'offshore' ? ', %' : ''}
          <input value={by} inputMode="decimal" required onInput={(event) => setBy(event.currentTarget.value)} />
        </label>
        <button type="submit" class="main" disabled={!valid}>
          {t('scen.start')}
        </button>
      </form>
      {error === undefined ? null : <Problem error={error} />}
    </>
  );
}

function Comparison({ frame, id }: { frame: Frame; id: string }) {
  const t = useWords();
  const language = useLanguage();
  const loaded = useLoad(id, async () => (await read<ComparisonInfo>(`/v1/scenarios/${id}`)).value.comparison);
  return (
    <Show loaded={loaded}>
      {({ scenarios, rows, currency }) => {
        const shown = (value: number | null, unit: string): string => {
          if (value === null) return '–';
          if (unit === 'minor') return money(language, value, currency);
          if (unit === 'share') return percent(language, value);
          if (unit === 's' || unit === 'seconds') return duration(language, value);
          return number(language, value, Math.abs(value) < 100 && value % 1 !== 0 ? 1 : 0);
        };
        const titleOf = ({ name, title }: { name: string; title?: string }): string =>
          name === 'base' ? t('scen.base') : (title ?? name);
        return (
          <>
            <div class="heading">
              <h2>{scenarios.map(titleOf).join(' / ')}</h2>
              <div class="actions">
                {['xlsx', 'csv'].map((format) => (
                  <a class="button" download key={format} href={`/v1/scenarios/${id}/comparison.${format}`}>
                    {format.toUpperCase()}
                  </a>
                ))}
              </div>
            </div>
            <Scroll label={t('scen.title')}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('glance.queue')}</th>
                    <th scope="col">{t('scen.measure')}</th>
                    {scenarios.map((scenario) => (
                      <th scope="col" class="n" key={scenario.name}>
                        {titleOf(scenario)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={`${row.queue} ${row.measure}`}>
                      <th scope="row">
                        {row.queue === 'total'
                          ? t('scen.total')
                          : (frame.centre.queues.find(({ id: one }) => one === row.queue)?.name ?? row.queue)}
                      </th>
                      <td>{wordOr(t, `scen.m.${row.measure}`, row.measure)}</td>
                      {row.values.map((value, i) => (
                        <td class="n" key={scenarios[i]!.name}>
                          {shown(value, row.unit)}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          </>
        );
      }}
    </Show>
  );
}
