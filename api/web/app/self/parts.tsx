import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { forget, type ShiftFile } from '../api.js';
import { day, number, time } from '../format.js';
import { Problem } from '../parts/frame.js';
import { type Language, useLanguage, useWords, wordOr } from '../settings.js';
import type { Verdict } from './types.js';

/** Header of a change made from the revision seen. */
export const match = (revision: number): Record<string, string> => ({ 'if-match': `"${revision}"` });

/** Does things and says how it went; everything is read anew afterwards, whatever came of it. */
export function useAct(): {
  readonly round: number;
  readonly act: (action: () => Promise<unknown>, said?: string) => void;
  readonly outcome: ComponentChildren;
} {
  const [{ round, error, said }, setState] = useState<{ round: number; error?: unknown; said?: string }>({ round: 0 });
  const act = (action: () => Promise<unknown>, text?: string): void => {
    action().then(
      () => setState((was) => ({ round: was.round + 1, ...(text === undefined ? {} : { said: text }) })),
      (failure: unknown) => {
        forget();
        setState((was) => ({ round: was.round + 1, error: failure }));
      },
    );
  };
  const outcome = (
    <div aria-live="polite">
      {error === undefined ? null : <Problem error={error} />}
      {said === undefined ? null : <p class="notice good small">{said}</p>}
    </div>
  );
  return { round, act, outcome };
}

/** State of a request as a coloured label. */
export function Chip({ state }: { state: string }) {
  const t = useWords();
  return <span class={`tag state-${state}`}>{wordOr(t, `self.state.${state}`, state)}</span>;
}

/** Local hours with one decimal. */
export const hoursOf = (language: Language, minutes: number): string => number(language, minutes / 60, 1);

/** `ma 30 nov 09:00–17:30`, in the zone that the instants carry: that of the site. */
export function shiftText(language: Language, { start, end }: Pick<ShiftFile, 'start' | 'end'>): string {
  return `${dayOf(language, start)} ${start.slice(11, 16)}–${end.slice(11, 16)}`;
}

/** Day of an instant on its own wall clock. */
export const dayOf = (language: Language, instant: string): string =>
  day(language, Date.parse(`${instant.slice(0, 10)}T12:00:00Z`), 'UTC');

/** A moment in the zone of the device: nothing that is worked. */
export const momentOf = (language: Language, instant: string): string => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return `${day(language, Date.parse(instant), timeZone)} ${time(language, Date.parse(instant), timeZone)}`;
};

/** What is said of an exchange: outcome, every reason, what it does to service. */
export function VerdictText({ verdict, names }: { verdict: Verdict; names: Readonly<Record<string, string>> }) {
  const t = useWords();
  const language = useLanguage();
  const change = verdict.shortHours.after - verdict.shortHours.before;
  const amount = number(language, Math.abs(change), 1);
  const effect = Math.abs(change) < 0.05 ? 'same' : change > 0 ? 'worse' : 'better';
  const named = (text: string, agent: string | undefined): string =>
    agent === undefined ? text : text.replaceAll(agent, names[agent] ?? agent);
  return (
    <div class="verdict">
      <p>
        {t(`swap.verdict.${verdict.outcome}`)} {t(`swap.service.${effect}`, { n: amount })}
      </p>
      {verdict.reasons.length === 0 ? null : (
        <ul>
          {verdict.reasons.map(({ code, text, agent }) => (
            <li key={`${code} ${text.en}`}>{named(text[language], agent)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
