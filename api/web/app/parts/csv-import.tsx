import { useRef, useState } from 'preact/hooks';
import { ApiProblem, forget, sendText } from '../api.js';
import { number } from '../format.js';
import { useLanguage, useWords } from '../settings.js';
import { Problem, Scroll } from './frame.js';

interface Counted {
  readonly rows: number;
  readonly added?: number;
  readonly changed?: number;
  readonly removed?: number;
  readonly from?: string;
  readonly to?: string;
  readonly queues?: readonly string[];
}

interface CsvImportProps {
  readonly title: string;
  /** Address that takes the file, without query. */
  readonly url: string;
  readonly modes: readonly [string, string];
  readonly onDone: () => void;
}

/** Taking a CSV file in: it is checked first, every problem named by line and column; only a sound one can be imported. */
export function CsvImport({ title, url, modes, onDone }: CsvImportProps) {
  const t = useWords();
  const language = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const [mode, setMode] = useState(modes[0]);
  const [file, setFile] = useState<File>();
  const [preview, setPreview] = useState<Counted>();
  const [done, setDone] = useState<Counted>();
  const [error, setError] = useState<unknown>();
  const check = async (chosen: File | undefined, as: string): Promise<void> => {
    setFile(chosen);
    setPreview(undefined);
    setDone(undefined);
    setError(undefined);
    if (chosen === undefined) return;
    try {
      setPreview(await sendText<Counted>(`${url}?preview=true&mode=${as}`, chosen));
    } catch (failure) {
      setError(failure);
    }
  };
  const take = async (): Promise<void> => {
    if (file === undefined) return;
    try {
      const counted = await sendText<Counted>(`${url}?mode=${mode}`, file);
      forget();
      setDone(counted);
      setPreview(undefined);
      if (input.current !== null) input.current.value = '';
      onDone();
    } catch (failure) {
      setError(failure);
    }
  };
  const says = (counted: Counted): string =>
    counted.added === undefined
      ? t('csv.history', {
          rows: number(language, counted.rows),
          queues: (counted.queues ?? []).join(', '),
          from: counted.from ?? '–',
          to: counted.to ?? '–',
        })
      : t('csv.counted', {
          rows: number(language, counted.rows),
          added: number(language, counted.added),
          changed: number(language, counted.changed ?? 0),
          removed: number(language, counted.removed ?? 0),
        });
  return (
    <details class="drawer">
      <summary>{title}</summary>
      <div>
        <div class="toolbar">
          <label>
            {t('csv.file')}
            <input
              ref={input}
              type="file"
              accept=".csv,text/csv"
              onChange={(event) => void check(event.currentTarget.files?.[0], mode)}
            />
          </label>
          <label>
            {t('csv.mode')}
            <select
              value={mode}
              onChange={(event) => {
                setMode(event.currentTarget.value);
                void check(file, event.currentTarget.value);
              }}
            >
              <option value={modes[0]}>{t('csv.mode.merge')}</option>
              <option value={modes[1]}>{t('csv.mode.replace')}</option>
            </select>
          </label>
          <button type="button" class="main" disabled={preview === undefined} onClick={() => void take()}>
            {t('csv.take')}
          </button>
        </div>
        {preview === undefined ? null : (
          <p class="notice good small" role="status">
            {t('csv.sound')} {says(preview)}
          </p>
        )}
        {done === undefined ? null : (
          <p class="notice good small" role="status">
            {t('csv.done')} {says(done)}
          </p>
        )}
        {error === undefined ? null : <Issues error={error} />}
      </div>
    </details>
  );
}

const MOST = 50;

/** Problems of a file, each with its place. */
function Issues({ error }: { error: unknown }) {
  const t = useWords();
  const language = useLanguage();
  const problem = error instanceof ApiProblem ? error : undefined;
  if (problem === undefined || problem.placed.length === 0) return <Problem error={error} />;
  return (
    <section class="notice bad" role="alert">
      <h2>{t('csv.problems', { n: number(language, problem.placed.length) })}</h2>
      <p>{t('csv.problems.help')}</p>
      <Scroll label={t('csv.problems', { n: number(language, problem.placed.length) })}>
        <table>
          <thead>
            <tr>
              <th scope="col" class="n">
                {t('csv.line')}
              </th>
              <th scope="col">{t('csv.column')}</th>
              <th scope="col">{t('csv.problem')}</th>
            </tr>
          </thead>
          <tbody>
            {problem.placed.slice(0, MOST).map((issue, i) => (
              <tr key={`${issue.line} ${issue.column} ${i}`}>
                <td class="n">{issue.line ?? '–'}</td>
                <td>{issue.column ?? '–'}</td>
                <td class="wrap" lang="en">
                  {issue.message} {issue.hint}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
