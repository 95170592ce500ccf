import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiProblem, forget, type JobInfo, type PlanInfo, read, send } from '../api.js';
import { number, percent, wholeMoney } from '../format.js';
import { weekPath } from '../router.js';
import { useLanguage, useWords } from '../settings.js';
import { Chart, type Line } from './chart.js';
import { Figure, Problem } from './frame.js';

interface Point {
  readonly second: number;
  readonly incumbent: number | null;
  readonly bound: number | null;
}

/** Watches a run: the best roster and the proven bound as they improve; stops it and keeps the best. */
export function RunProgress({ id, currency }: { id: string; currency: string }) {
  const t = useWords();
  const language = useLanguage();
  const [job, setJob] = useState<JobInfo>();
  const [points, setPoints] = useState<readonly Point[]>([]);
  const [stopping, setStopping] = useState(false);
  const [error, setError] = useState<unknown>();
  const [week, setWeek] = useState<string>();
  const began = useRef(0);
  useEffect(() => {
    const source = new EventSource(`/v1/jobs/${id}/events`);
    const take = (event: MessageEvent<string>): void => {
      const next = JSON.parse(event.data) as JobInfo;
      setJob(next);
      if (next.startedAt !== undefined && began.current === 0) began.current = Date.parse(next.startedAt);
      if (next.incumbent !== undefined || next.bound !== undefined) {
        const second = (Date.now() - (began.current || Date.now())) / 1000;
        setPoints((before) => [...before, { second, incumbent: next.incumbent ?? null, bound: next.bound ?? null }]);
      }
    };
    source.addEventListener('progress', take);
    source.addEventListener('end', (event) => {
      source.close();
      take(event);
      forget();
    });
    source.addEventListener('error', () => {
      // The browser tries again by itself while the server restarts; a run that is unknown ends it.
      if (source.readyState === EventSource.CLOSED) setError(new ApiProblem(0, 'offline', '', undefined, []));
    });
    return () => source.close();
  }, [id]);
  const plan = job?.plan;
  useEffect(() => {
    if (plan !== undefined) read<PlanInfo>(plan).then(({ value }) => setWeek(value.week), setError);
  }, [plan]);
  const stop = async (): Promise<void> => {
    setStopping(true);
    try {
      await send('DELETE', `/v1/jobs/${id}`);
    } catch (failure) {
      setError(failure);
    }
  };
  if (error !== undefined) return <Problem error={error} />;
  if (job === undefined) return <p role="status">{t('load.busy')}</p>;
  const running = job.state === 'queued' || job.state === 'running';
  const amount = (minor: number | undefined): string =>
    minor === undefined ? '–' : wholeMoney(language, minor, currency);
  const lines: Line[] = [
    { label: t('run.cost'), values: points.map(({ incumbent }) => incumbent), colour: '--series-1' },
    { label: t('run.bound'), values: points.map(({ bound }) => bound), colour: '--series-2', dashed: true },
  ];
  return (
    <section class="run" aria-live="polite">
      <p>
        <progress max={100} value={job.percent} aria-label={t('run.title')} />{' '}
        <strong>{number(language, job.percent)} %</strong> {running ? job.phase : t(`run.state.${job.state}`)}
      </p>
      <dl class="figures">
        <Figure name={t('run.cost')} value={amount(job.incumbent)} />
        <Figure name={t('run.bound')} value={amount(job.bound)} />
        <Figure name={t('run.gap')} value={job.gap === undefined ? '–' : percent(language, job.gap)} />
      </dl>
      {points.length < 2 ? null : (
        <Chart
          label={t('run.chart')}
          x={points.map(({ second }) => second)}
          lines={lines}
          height={200}
          format={(value) => wholeMoney(language, value, currency)}
        />
      )}
      {running ? (
        <button type="button" onClick={stop} disabled={stopping}>
          {stopping ? t('run.stopping') : t('run.stop')}
        </button>
      ) : null}
      {job.state === 'failed' ? (
        <p class="notice bad" role="alert">
          {t('run.failed')} {job.error?.title} {job.error?.detail}
        </p>
      ) : null}
      {job.state === 'cancelled' && job.plan === undefined ? <p class="notice">{t('run.cancelled')}</p> : null}
      {week === undefined ? null : (
        <p class="notice good">
          {t('run.done')}{' '}
          <a class="button main" data-in-app href={weekPath(week)}>
            {t('run.open')}
          </a>
        </p>
      )}
      {job.report === undefined || (job.kind !== 'scenarios' && job.kind !== 'capacity') ? null : (
        <p class="notice good">
          {t('run.done')}{' '}
          <a class="button main" data-in-app href={`/${job.kind}/${id}`}>
            {t('scen.open')}
          </a>
        </p>
      )}
    </section>
  );
}
