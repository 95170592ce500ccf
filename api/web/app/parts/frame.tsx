import type { ComponentChildren } from 'preact';
import { ApiProblem } from '../api.js';
import type { Loaded } from '../load.js';
import { useWords, wordOr } from '../settings.js';

/** Says in words what went wrong and what to do. */
export function Problem({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const t = useWords();
  const problem = error instanceof ApiProblem ? error : undefined;
  const code = problem?.code ?? 'internal';
  const hint = wordOr(t, `error.${code}.hint`, problem?.detail ?? '');
  return (
    <section class="notice bad" role="alert">
      <h2>{t('error.title')}</h2>
      <p>{wordOr(t, `error.${code}`, problem?.message ?? t('error.internal'))}</p>
      {hint === '' ? null : <p>{hint}</p>}
      {problem === undefined || problem.issues.length === 0 ? null : (
        <ul>
          {problem.issues.slice(0, 10).map((issue) => (
            <li key={issue}>{issue}</li>
          ))}
        </ul>
      )}
      {retry === undefined ? null : (
        <button type="button" onClick={retry}>
          {t('error.retry')}
        </button>
      )}
    </section>
  );
}

/** Shows what is loaded, or that it loads, or why it cannot. */
export function Show<T>({ loaded, children }: { loaded: Loaded<T>; children: (value: T) => ComponentChildren }) {
  const t = useWords();
  if (loaded.state === 'busy')
    return (
      <p class="busy" role="status">
        {t('load.busy')}
      </p>
    );
  if (loaded.state === 'error') return <Problem error={loaded.error} retry={loaded.retry} />;
  return <>{children(loaded.value)}</>;
}

/** A number with its name. */
export function Figure({
  name,
  value,
  help,
  tone,
}: {
  name: string;
  value: string;
  help?: string;
  tone?: 'good' | 'bad' | undefined;
}) {
  return (
    <div class={`figure ${tone ?? ''}`}>
      <dt>{name}</dt>
      <dd>{value}</dd>
      {help === undefined ? null : <dd class="help">{help}</dd>}
    </div>
  );
}

/** Numbers that belong together, under a name. */
export function FigureGroup({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <section class="figure-group" aria-label={name}>
      <h2>{name}</h2>
      <dl>{children}</dl>
    </section>
  );
}

/** A wide table that scrolls within itself and can be reached by keyboard. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus to be scrolled by keyboard (WCAG 2.1.1).
    <section class="scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

export function StateTag({ state }: { state: string }) {
  const t = useWords();
  return <span class={`tag ${state}`}>{wordOr(t, `state.${state}`, state)}</span>;
}
