import { useState } from 'preact/hooks';
import { day, time } from '../format.js';
import type { Frame } from '../frame.js';
import { useLanguage, useWords } from '../settings.js';
import { givenTo, isBreak, swapped, withBreak, withBreakMoved, withoutBreak } from './changes.js';
import { type Edit, editOf, lengthened, moved, type Shift, STEP_MS } from './edits.js';
import type { Person } from './rows.js';

interface ChosenProps {
  readonly frame: Frame;
  readonly shift: Shift;
  readonly shifts: ReadonlyMap<string, Shift>;
  readonly people: ReadonlyMap<string, Person>;
  readonly locked: boolean;
  readonly onEdit: (edit: Edit) => void;
  readonly onClose: () => void;
}

const PAUSES = [
  ['break', 15],
  ['meal', 30],
] as const;

/** Everything that can be done to the chosen shift, by buttons that say what they do. */
export function Chosen({ frame, shift, shifts, people, locked, onEdit, onClose }: ChosenProps) {
  const t = useWords();
  const language = useLanguage();
  const { zone } = frame.centre;
  const [other, setOther] = useState('');
  const replace = (after: Shift | undefined): void => {
    if (after !== undefined) onEdit({ before: shift, after });
  };
  const site = frame.centre.sites.find(({ id }) => id === shift.site)?.name ?? shift.site;
  const clock = (ms: number): string => time(language, ms, zone);
  const theirs = [...shifts.values()].find((one) => one.agent === other && one.date === shift.date);
  const give = (): void => {
    const person = people.get(other);
    if (person === undefined) return;
    const edit =
      theirs === undefined ? { before: shift, after: givenTo(shift, person) } : editOf(swapped(shift, theirs, people));
    if (edit !== undefined) onEdit(edit);
    setOther('');
  };
  return (
    <section class="chosen-shift" aria-label={t('roster.selected')}>
      <strong>{people.get(shift.agent)?.name ?? shift.agent}</strong>
      <span>
        {day(language, shift.startMs, zone)}, {clock(shift.startMs)}–{clock(shift.endMs)}
      </span>
      <span class="muted">{[site, shift.desk].filter((part) => part !== undefined).join(', ')}</span>
      {locked ? (
        <span class="tag">{t('roster.locked')}</span>
      ) : (
        <>
          <span class="actions">
            <button type="button" onClick={() => replace(moved(shift, -STEP_MS))}>
              ← {t('roster.earlier')}
            </button>
            <button type="button" onClick={() => replace(moved(shift, STEP_MS))}>
              {t('roster.later')} →
            </button>
            <button type="button" onClick={() => replace(lengthened(shift, -STEP_MS))}>
              {t('roster.shorter')}
            </button>
            <button type="button" onClick={() => replace(lengthened(shift, STEP_MS))}>
              {t('roster.longer')}
            </button>
            <button type="button" onClick={() => onEdit({ before: shift })}>
              {t('roster.remove')}
            </button>
          </span>
          <ul class="pauses" aria-label={t('roster.pauses')}>
            {shift.activities.map((part, i) =>
              isBreak(part) ? (
                <li key={part.startMs}>
                  {t(`act.${part.activity === 'meal' ? 'meal' : 'break'}`)} {clock(part.startMs)}–{clock(part.endMs)}{' '}
                  <button
                    type="button"
                    aria-label={`${t('roster.earlier')}, ${clock(part.startMs)}`}
                    onClick={() => replace(withBreakMoved(shift, i, -STEP_MS))}
                  >
                    ←
                  </button>
                  <button
                    type="button"
                    aria-label={`${t('roster.later')}, ${clock(part.startMs)}`}
                    onClick={() => replace(withBreakMoved(shift, i, STEP_MS))}
                  >
                    →
                  </button>
                  <button
                    type="button"
                    aria-label={`${t('roster.pause.remove')}, ${clock(part.startMs)}`}
                    onClick={() => replace(withoutBreak(shift, i))}
                  >
                    ×
                  </button>
                </li>
              ) : null,
            )}
            {PAUSES.map(([activity, minutes]) => (
              <li key={activity}>
                <button type="button" onClick={() => replace(withBreak(shift, activity, minutes))}>
                  + {t(`act.${activity}`)} {minutes} min
                </button>
              </li>
            ))}
          </ul>
          <span class="actions">
            <label class="inline">
              {t('roster.give')}
              <select value={other} onChange={(event) => setOther(event.currentTarget.value)}>
                <option value="">{t('roster.give.who')}</option>
                {[...people.values()]
                  .filter(({ id }) => id !== shift.agent)
                  .map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
              </select>
            </label>
            <button type="button" disabled={other === ''} onClick={give}>
              {theirs === undefined ? t('roster.give.act') : t('roster.swap.act')}
            </button>
          </span>
        </>
      )}
      <button type="button" class="close" aria-label={t('edit.close')} onClick={onClose}>
        ×
      </button>
    </section>
  );
}
