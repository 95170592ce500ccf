import { useState } from 'preact/hooks';
import { forget, send } from '../api.js';
import { number, plainDay } from '../format.js';
import { type Frame, may } from '../frame.js';
import { Problem, Scroll } from '../parts/frame.js';
import { useLanguage, useWords } from '../settings.js';
import type { Draft } from './draft.js';
import { NewAdjustment } from './new-adjustment.js';
import type { Adjustment } from './types.js';
import { useUndo } from './undo.js';

interface AdjustmentsProps {
  readonly frame: Frame;
  readonly queue: string;
  readonly dates: readonly string[];
  readonly list: readonly Adjustment[];
  readonly draft: Draft;
  readonly onDraft: (change: Partial<Draft>) => void;
  readonly onChanged: () => void;
}

const urlOf = (id: string): string => `/v1/adjustments/${encodeURIComponent(id)}`;
const ANY = { 'if-match': '*' };

/** What a hand has changed: a list to add to, to switch off and to step back in, each with author and reason. */
export function Adjustments({ frame, queue, dates, list, draft, onDraft, onChanged }: AdjustmentsProps) {
  const t = useWords();
  const [error, setError] = useState<unknown>();
  const undo = useUndo();
  const mayWrite = may(frame, 'rooster:forecast:write');
  const own = list.filter(
    (one) =>
      (one.queue === undefined || one.queue === queue) &&
      one.from.slice(0, 10) <= (dates.at(-1) ?? '') &&
      (one.to ?? one.from).slice(0, 10) >= (dates[0] ?? ''),
  );
  /** Does something and keeps how to take it back; false where it failed. */
  const act = async (what: () => Promise<unknown>, back?: () => Promise<unknown>): Promise<boolean> => {
    try {
      await what();
      setError(undefined);
      if (back !== undefined) undo.add(() => act(back));
      forget();
      onChanged();
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    }
  };
  const put = (id: string, body: Omit<Adjustment, 'id'>): Promise<unknown> => send('PUT', urlOf(id), body);
  const remove = (id: string): Promise<unknown> => send('DELETE', urlOf(id), undefined, ANY);
  const turn = (id: string, on: boolean): Promise<unknown> => send('PATCH', urlOf(id), { on }, ANY);
  return (
    <section>
      <div class="heading">
        <h2>{t('adjust.title')}</h2>
        {mayWrite ? (
          <button type="button" disabled={!undo.hasSteps} onClick={() => void undo.back()}>
            ↶ {t('roster.undo')}
          </button>
        ) : null}
      </div>
      <p class="help">{t(mayWrite ? 'adjust.help' : 'adjust.help.read')}</p>
      {error === undefined ? null : <Problem error={error} />}
      {mayWrite ? (
        <NewAdjustment
          draft={draft}
          onDraft={onDraft}
          onAdd={(made) => {
            const id = `hand-${queue}-${Date.now().toString(36)}`;
            return act(
              () => put(id, { ...made, queue, author: frame.me.name, on: true }),
              () => remove(id),
            );
          }}
        />
      ) : null}
      <List
        own={own}
        mayWrite={mayWrite}
        onTurn={({ id }, on) =>
          act(
            () => turn(id, on),
            () => turn(id, !on),
          )
        }
        onRemove={({ id, ...body }) =>
          act(
            () => remove(id),
            () => put(id, body),
          )
        }
      />
    </section>
  );
}

interface ListProps {
  readonly own: readonly Adjustment[];
  readonly mayWrite: boolean;
  readonly onTurn: (one: Adjustment, on: boolean) => Promise<boolean>;
  readonly onRemove: (one: Adjustment) => Promise<boolean>;
}

function List({ own, mayWrite, onTurn, onRemove }: ListProps) {
  const t = useWords();
  const language = useLanguage();
  // What was just switched shows at once, until the list is read anew.
  const [turned, setTurned] = useState<{ readonly was: Adjustment; readonly on: boolean }>();
  if (own.length === 0) return <p>{t('adjust.none')}</p>;
  const moment = (text: string): string =>
    text.length === 10 ? plainDay(language, text) : `${plainDay(language, text.slice(0, 10))} ${text.slice(11, 16)}`;
  return (
    <Scroll label={t('adjust.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('adjust.on')}</th>
            <th scope="col">{t('adjust.what')}</th>
            <th scope="col">{t('adjust.when')}</th>
            <th scope="col">{t('adjust.reason')}</th>
            <th scope="col">{t('adjust.author')}</th>
            <th scope="col">
              <span class="unseen">{t('edit.remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {own.map((one) => (
            <tr key={one.id} class={one.on ? '' : 'off'}>
              <td>
                <input
                  type="checkbox"
                  checked={turned?.was === one ? turned.on : one.on}
                  disabled={!mayWrite}
                  aria-label={t('adjust.switch', { reason: one.reason })}
                  onChange={(event) => {
                    const on = event.currentTarget.checked;
                    setTurned({ was: one, on });
                    void onTurn(one, on).then((done) => done || setTurned(undefined));
                  }}
                />
              </td>
              <th scope="row">
                {t(`adjust.kind.${one.kind}`)} {number(language, one.value, one.value % 1 === 0 ? 0 : 1)}
                {one.kind === 'percent' ? ' %' : ''} <small>{t(`adjust.scope.${one.scope}`)}</small>
              </th>
              <td>
                {moment(one.from)}
                {one.to === undefined ? '' : ` – ${moment(one.to)}`}
              </td>
              <td>{one.reason}</td>
              <td>{one.author}</td>
              <td>
                {mayWrite ? (
                  <button type="button" class="small" onClick={() => void onRemove(one)}>
                    {t('edit.remove')}
                  </button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
