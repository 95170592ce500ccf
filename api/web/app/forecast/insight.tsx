import { useState } from 'preact/hooks';
import { read, send } from '../api.js';
import { day, number, percent, time } from '../format.js';
import { type Frame, may } from '../frame.js';
import { useLoad } from '../load.js';
import { Problem, Scroll, Show } from '../parts/frame.js';
import { useLanguage, useWords, wordOr } from '../settings.js';
import type { QueueVersion } from './types.js';

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** How the forecast was made, and what error is to be expected. */
export function Method({ version }: { version: QueueVersion }) {
  const t = useWords();
  const language = useLanguage();
  const share = (value: number): string => percent(language, value);
  const method = version.method.replace(/\+adjusted$/, '');
  return (
    <section>
      <h2>{t('forecast.method')}</h2>
      <p>
        {capital(wordOr(t, `forecast.method.${method}`, method))}.{' '}
        {version.expectedError === undefined
          ? ''
          : t('forecast.error', {
              wape: share(version.expectedError.wape),
              noise: share(version.expectedError.poissonWape),
            })}
      </p>
      {version.evidence.length === 0 ? null : (
        <Scroll label={t('forecast.evidence')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('forecast.evidence')}</th>
                <th scope="col" class="n">
                  {t('forecast.wape')}
                </th>
                <th scope="col" class="n">
                  {t('forecast.weight')}
                </th>
              </tr>
            </thead>
            <tbody>
              {version.evidence.map((one) => (
                <tr key={one.method}>
                  <th scope="row">{wordOr(t, `forecast.m.${one.method}`, one.method)}</th>
                  <td class="n">{one.wape === null ? '–' : share(one.wape)}</td>
                  <td class="n">{share(one.weight)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

interface AccuracyRow {
  readonly queue: string;
  readonly by: 'all' | 'horizon' | 'weekday';
  readonly group: string;
  readonly source: 'automatic' | 'adjusted';
  readonly wape: number | null;
  readonly bias: number | null;
  readonly coverage80: number | null;
  readonly coverage95: number | null;
  readonly intervals: number;
}

/** How good kept forecasts were, and whether the hand helped. */
export function Accuracy({ queue }: { queue: string }) {
  const t = useWords();
  const language = useLanguage();
  const loaded = useLoad('accuracy', async () => (await read<{ rows: AccuracyRow[] }>('/v1/accuracy')).value.rows);
  const share = (value: number | null): string => (value === null ? '–' : percent(language, value));
  return (
    <section>
      <h2>{t('forecast.accuracy')}</h2>
      <Show loaded={loaded}>
        {(rows) => {
          const own = rows.filter((row) => row.queue === queue && row.by !== 'weekday');
          if (own.length === 0) return <p>{t('forecast.accuracy.none')}</p>;
          return (
            <Scroll label={t('forecast.accuracy')}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('forecast.horizon')}</th>
                    <th scope="col">{t('forecast.source')}</th>
                    <th scope="col" class="n">
                      {t('forecast.wape')}
                    </th>
                    <th scope="col" class="n">
                      {t('forecast.bias')}
                    </th>
                    <th scope="col" class="n">
                      {t('forecast.inside', { n: 80 })}
                    </th>
                    <th scope="col" class="n">
                      {t('forecast.inside', { n: 95 })}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {own.map((row) => (
                    <tr key={`${row.group} ${row.source}`}>
                      <th scope="row">{wordOr(t, `forecast.group.${row.group}`, row.group)}</th>
                      <td>{t(`forecast.source.${row.source}`)}</td>
                      <td class="n">{share(row.wape)}</td>
                      <td class="n">{share(row.bias)}</td>
                      <td class="n">{share(row.coverage80)}</td>
                      <td class="n">{share(row.coverage95)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          );
        }}
      </Show>
    </section>
  );
}

interface Correction {
  readonly id: string;
  readonly kind: string;
  readonly measure: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly recorded: number | null;
  readonly replacement: number | null;
  readonly reason: string;
  readonly on: boolean;
}

const MOST = 100;

/** What was put right in the history before the forecast learnt from it; each can be taken back. */
export function Corrections({ frame, queue, zone }: { frame: Frame; queue: string; zone: string }) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details class="drawer" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('forecast.corrections')}</summary>
      {open ? <CorrectionList frame={frame} queue={queue} zone={zone} /> : null}
    </details>
  );
}

function CorrectionList({ frame, queue, zone }: { frame: Frame; queue: string; zone: string }) {
  const t = useWords();
  const language = useLanguage();
  const [round, setRound] = useState(0);
  const [error, setError] = useState<unknown>();
  const loaded = useLoad(
    `corrections ${queue} ${round}`,
    async () =>
      (await read<{ corrections: Correction[] }>(`/v1/history/${encodeURIComponent(queue)}/corrections`)).value
        .corrections,
  );
  const mayWrite = may(frame, 'rooster:forecast:write');
  const turn = async (id: string, on: boolean): Promise<void> => {
    try {
      const url = `/v1/corrections-off/${encodeURIComponent(id)}`;
      if (on) await send('DELETE', url, undefined, { 'if-match': '*' });
      else await send('PUT', url, { author: frame.me.name });
      setRound((n) => n + 1);
    } catch (failure) {
      setError(failure);
    }
  };
  const amount = (value: number | null): string => (value === null ? '–' : number(language, value, 1));
  return (
    <Show loaded={loaded}>
      {(corrections) => (
        <>
          <p class="help">{t('forecast.corrections.help')}</p>
          {error === undefined ? null : <Problem error={error} />}
          <Scroll label={t('forecast.corrections')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('adjust.on')}</th>
                  <th scope="col">{t('adjust.when')}</th>
                  <th scope="col">{t('run.kind')}</th>
                  <th scope="col" class="n">
                    {t('forecast.recorded')}
                  </th>
                  <th scope="col" class="n">
                    {t('forecast.replacement')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {[...corrections]
                  .reverse()
                  .slice(0, MOST)
                  .map((one) => (
                    <tr key={one.id} class={one.on ? '' : 'off'}>
                      <td>
                        <input
                          type="checkbox"
                          checked={one.on}
                          disabled={!mayWrite}
                          aria-label={`${t('adjust.on')}, ${one.id}`}
                          onChange={(event) => void turn(one.id, event.currentTarget.checked)}
                        />
                      </td>
                      <td>
                        {day(language, one.startMs, zone)} {new Date(one.startMs).getUTCFullYear()}{' '}
                        {time(language, one.startMs, zone)}–{time(language, one.endMs, zone)}
                      </td>
                      <th scope="row">
                        {wordOr(t, `forecast.correction.${one.kind}`, one.kind)}
                        <small lang="en">{one.reason}</small>
                      </th>
                      <td class="n">{amount(one.recorded)}</td>
                      <td class="n">{amount(one.replacement)}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </Scroll>
        </>
      )}
    </Show>
  );
}
