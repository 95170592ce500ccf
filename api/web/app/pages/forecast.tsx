import { useState } from 'preact/hooks';
import { type JobInfo, type ReportInfo, read, send } from '../api.js';
import { QueueView } from '../forecast/queue-view.js';
import type { Adjustment, CentreEvent, QueueVersion } from '../forecast/types.js';
import { moment } from '../format.js';
import { type Frame, may } from '../frame.js';
import { useLoad } from '../load.js';
import { Problem, Show } from '../parts/frame.js';
import { useLanguage, useWords } from '../settings.js';
import { addDays, mondayOfIsoWeek } from '../weeks.js';

interface Loaded {
  readonly versions: readonly ReportInfo[];
  readonly queues: readonly QueueVersion[];
  readonly adjustments: readonly Adjustment[];
  readonly events: readonly CentreEvent[];
}

/** Forecast of a week per queue: bands, other weeks, what came, and what a hand has changed. */
export function ForecastPage({ frame, week }: { frame: Frame; week: string }) {
  const t = useWords();
  const [round, setRound] = useState(0);
  const [chosen, setChosen] = useState('');
  const monday = mondayOfIsoWeek(week);
  const load = async (): Promise<Loaded> => {
    const all = (await read<{ versions: ReportInfo[] }>('/v1/forecast-versions?limit=200', true)).value.versions;
    const versions = all.filter(
      ({ from, weeks }) => monday !== undefined && from <= monday && addDays(from, weeks * 7) > monday,
    );
    const shown = versions.find(({ id }) => id === chosen) ?? versions[0];
    if (shown === undefined) return { versions, queues: [], adjustments: [], events: [] };
    const [{ value }, adjustments, events] = await Promise.all([
      read<{ queues: QueueVersion[] }>(`/v1/forecast-versions/${shown.id}/adjusted`, true),
      read<{ adjustments: Adjustment[] }>('/v1/adjustments', true),
      read<{ events: CentreEvent[] }>('/v1/events'),
    ]);
    return { versions, queues: value.queues, ...adjustments.value, ...events.value };
  };
  const loaded = useLoad(`forecast ${week} ${chosen}`, load, round);
  if (monday === undefined) return <p class="notice">{t('error.week-unknown')}</p>;
  const again = (): void => setRound((n) => n + 1);
  return (
    <>
      <div class="heading">
        <h1>{t('forecast.title')}</h1>
        <Anew frame={frame} week={week} onDone={again} />
      </div>
      <Show loaded={loaded}>
        {(value) =>
          value.queues.length === 0 ? (
            <p class="notice">{t('forecast.none')}</p>
          ) : (
            <Forecast
              frame={frame}
              week={week}
              monday={monday}
              {...value}
              version={value.versions.find(({ id }) => id === chosen) ?? value.versions[0]!}
              onVersion={setChosen}
              onChanged={again}
            />
          )
        }
      </Show>
    </>
  );
}

/** Forecasts the week again from what is known now, and keeps it as a version. */
function Anew({ frame, week, onDone }: { frame: Frame; week: string; onDone: () => void }) {
  const t = useWords();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  if (!may(frame, 'rooster:forecast:write')) return null;
  const start = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      let job = await send<JobInfo>('POST', '/v1/forecast-versions', { week });
      while (job.state === 'queued' || job.state === 'running') {
        await new Promise((resolve) => setTimeout(resolve, 500));
        job = (await read<JobInfo>(`/v1/jobs/${job.id}`, true)).value;
      }
      if (job.error !== undefined) throw new Error(job.error.title);
      onDone();
    } catch (failure) {
      setError(failure);
    }
    setBusy(false);
  };
  return (
    <div class="actions">
      {error === undefined ? null : <Problem error={error} />}
      <button type="button" onClick={() => void start()} disabled={busy}>
        {busy ? t('forecast.anew.busy') : t('forecast.anew')}
      </button>
    </div>
  );
}

interface ForecastProps extends Loaded {
  readonly frame: Frame;
  readonly week: string;
  readonly monday: string;
  readonly version: ReportInfo;
  readonly onVersion: (id: string) => void;
  readonly onChanged: () => void;
}

function Forecast(props: ForecastProps) {
  const { frame, week, monday, queues, versions, version, adjustments, events, onVersion, onChanged } = props;
  const t = useWords();
  const language = useLanguage();
  const [queue, setQueue] = useState(queues[0]?.queue ?? '');
  const shown = queues.find((one) => one.queue === queue) ?? queues[0]!;
  const nameOf = (id: string): string => frame.centre.queues.find((one) => one.id === id)?.name ?? id;
  const special = events.filter(
    (one) =>
      (one.queue === undefined || one.queue === shown.queue) &&
      one.fromDate <= addDays(monday, 6) &&
      (one.toDate ?? one.fromDate) >= monday,
  );
  return (
    <>
      <div class="toolbar">
        <label>
          {t('forecast.version')}
          <select value={version.id} onChange={(event) => onVersion(event.currentTarget.value)}>
            {versions.map((one) => (
              <option key={one.id} value={one.id}>
                {moment(language, Date.parse(one.createdAt), frame.centre.zone)}
              </option>
            ))}
          </select>
        </label>
        <a class="button" download={`forecast-${week}.csv`} href={`/v1/forecasts/${week}`}>
          {t('forecast.download')}
        </a>
      </div>
      <div class="tabs" role="group" aria-label={t('glance.queue')}>
        {queues.map(({ queue: id }) => (
          <button type="button" key={id} aria-pressed={shown.queue === id} onClick={() => setQueue(id)}>
            {nameOf(id)}
          </button>
        ))}
      </div>
      <QueueView
        key={`${week} ${shown.queue}`}
        frame={frame}
        week={week}
        monday={monday}
        shown={shown}
        adjustments={adjustments}
        events={special}
        onChanged={onChanged}
      />
    </>
  );
}
