import { useState } from 'preact/hooks';
import { type ComparisonInfo, type JobInfo, type ReportInfo, read, send } from '../api.js';
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
      {id === undefined ? null : <Comparison key={id} id={id} />}
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

function Start({ frame }: { frame: Frame }) {
  const t = useWords();
  const [week, setWeek] = useState(newestWeek(frame.plans) ?? isoWeekOf(new Date().toISOString().slice(0, 10)));
  const [kind, setKind] = useState<'volume' | 'aht'>('volume');
  const [by, setBy] = useState('10');
  const [error, setError] = useState<unknown>();
  const factor = 1 + Number(by.replace(',', '.')) / 100;
  const valid = mondayOfIsoWeek(week) !== undefined && by.trim() !== '' && Number.isFinite(factor) && factor > 0;
  const start = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      const title = `${t(kind === 'volume' ? 'scen.volume' : 'scen.aht')} ${factor < 1 ? '−' : '+'}${by.replace(/^[-+−]/, '')} %`;
      const job = await send<JobInfo>('POST', '/v1/scenarios', {
        week,
        scenarios: [{ name: 'change', title, changes: [{ change: kind, factor }] }],
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
          <select value={kind} onChange={(event) => setKind(event.currentTarget.value as 'volume' | 'aht')}>
            <option value="volume">{t('scen.volume')}</option>
            <option value="aht">{t('scen.aht')}</option>
          </select>
        </label>
        <label>
          {t('scen.percent')}
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

function Comparison({ id }: { id: string }) {
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
        return (
          <>
            <div class="heading">
              <h2>{scenarios.map(({ name, title }) => title ?? name).join(' / ')}</h2>
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
                    {scenarios.map(({ name, title }) => (
                      <th scope="col" class="n" key={name}>
                        {title ?? name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={`${row.queue} ${row.measure}`}>
                      <th scope="row">{row.queue}</th>
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
