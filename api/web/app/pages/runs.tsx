import { useEffect, useState } from 'preact/hooks';
import { type JobInfo, type PlanInfo, read, send } from '../api.js';
import { moment, plainDay } from '../format.js';
import type { Frame } from '../frame.js';
import { useLoad } from '../load.js';
import { Problem, Scroll, Show } from '../parts/frame.js';
import { RunProgress } from '../parts/run-progress.js';
import { newestWeek } from '../plans.js';
import { go } from '../router.js';
import { type Language, useLanguage, useWords, wordOr } from '../settings.js';
import { addDays, isoWeekOf, mondayOfIsoWeek } from '../weeks.js';

/** Starts a plan, watches a run, lists the latest ones. */
export function RunsPage({ frame, week, job }: { frame: Frame; week?: string | undefined; job?: string | undefined }) {
  const t = useWords();
  const language = useLanguage();
  const jobs = useLoad(
    `jobs ${job ?? ''}`,
    async () => (await read<{ jobs: JobInfo[] }>('/v1/jobs?limit=20')).value.jobs,
  );
  return (
    <>
      <h1>{t('run.title')}</h1>
      {job === undefined ? (
        <Start frame={frame} week={week} />
      ) : (
        <RunProgress key={job} id={job} currency={frame.centre.currency} />
      )}
      <h2>{t('run.recent')}</h2>
      <Show loaded={jobs}>
        {(list) =>
          list.length === 0 ? (
            <p>{t('run.none')}</p>
          ) : (
            <Scroll label={t('run.recent')}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('run.when')}</th>
                    <th scope="col">{t('run.kind')}</th>
                    <th scope="col">{t('run.state')}</th>
                  </tr>
                </thead>
                <tbody>
                  {list.map((one) => (
                    <tr key={one.id}>
                      <th scope="row">
                        <a data-in-app href={`/runs/${one.id}`}>
                          {moment(language, Date.parse(one.createdAt), frame.centre.zone)}
                        </a>
                      </th>
                      <td>{wordOr(t, `run.kind.${one.kind}`, one.kind)}</td>
                      <td>{wordOr(t, `run.state.${one.state}`, one.state)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          )
        }
      </Show>
    </>
  );
}

/** Weeks that one plan may have, as the API takes them. */
const WEEKS = Array.from({ length: 13 }, (_, i) => i + 1);

/** `ma 30 nov – zo 6 dec 2026`. */
function datesOf(week: string, weeks: number, language: Language): string {
  const monday = mondayOfIsoWeek(week)!;
  const last = addDays(monday, 7 * weeks - 1);
  return `${plainDay(language, monday)} – ${plainDay(language, last)} ${last.slice(0, 4)}`;
}

function Start({ frame, week }: { frame: Frame; week: string | undefined }) {
  const t = useWords();
  const language = useLanguage();
  const newest = newestWeek(frame.plans);
  const [wanted, setWanted] = useState(week ?? nextWeek(newest));
  const [weeks, setWeeks] = useState('1');
  const [limit, setLimit] = useState('');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (week !== undefined) setWanted(week);
  }, [week]);
  const valid = mondayOfIsoWeek(wanted) !== undefined;
  const start = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const job = await send<JobInfo>('POST', '/v1/plans', {
        week: wanted,
        ...(weeks === '1' ? {} : { weeks: Number(weeks) }),
        ...(limit === '' ? {} : { timeLimitSeconds: Number(limit) }),
      });
      go(`/runs/${job.id}`);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <>
      <p class="lead">{t('run.intro')}</p>
      <form class="fields" onSubmit={start}>
        <label>
          {t('run.week')}
          <input
            value={wanted}
            required
            pattern="\d{4}-W\d{2}"
            aria-describedby="week-help"
            aria-invalid={!valid}
            onInput={(event) => setWanted(event.currentTarget.value.trim().toUpperCase())}
          />
          <small id="week-help">
            {valid ? datesOf(wanted, Number(weeks), language) : `${t('error.week-unknown')} ${t('run.week.help')}`}
          </small>
        </label>
        <label>
          {t('run.weeks')}
          <select value={weeks} onChange={(event) => setWeeks(event.currentTarget.value)}>
            {WEEKS.map((n) => (
              <option key={n} value={String(n)}>
                {n === 1 ? t('run.weeks.one') : t('run.weeks.n', { n })}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('run.limit')}
          <select value={limit} onChange={(event) => setLimit(event.currentTarget.value)}>
            <option value="">{t('run.limit.default')}</option>
            {[10, 60, 300].map((n) => (
              <option key={n} value={String(n)}>
                {t('run.limit.seconds', { n })}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="main" disabled={!valid || busy}>
          {t('run.start')}
        </button>
      </form>
      {error === undefined ? null : <Problem error={error} />}
    </>
  );
}

/** The week after the newest plan, else the one after this week: planning looks ahead. */
function nextWeek(newest: PlanInfo['week'] | undefined): string {
  const monday = newest === undefined ? undefined : mondayOfIsoWeek(newest);
  const from = monday ?? new Date().toISOString().slice(0, 10);
  return isoWeekOf(addDays(from, 7));
}
