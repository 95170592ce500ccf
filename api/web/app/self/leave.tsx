import { useEffect, useState } from 'preact/hooks';
import { read, send } from '../api.js';
import { percent, plainDay } from '../format.js';
import { useLoad } from '../load.js';
import { Clock } from '../parts/clock.js';
import { clockOf, minuteOf } from '../parts/clocks.js';
import { DateField } from '../parts/date-field.js';
import { Show } from '../parts/frame.js';
import { useLanguage, useWords, wordOr } from '../settings.js';
import { addDays } from '../weeks.js';
import { Chip, dayOf, hoursOf, match, shiftText, useAct } from './parts.js';
import { SelfTabs } from './tabs.js';
import type { Decision, OwnLeave, TimeOff } from './types.js';

/** Leave of an agent: balances, asking with the chance shown, requests. */
export function LeavePage() {
  const t = useWords();
  const { round, act, outcome } = useAct();
  const loaded = useLoad(`leave ${round}`, async () => (await read<OwnLeave>('/v1/me/time-off')).value);
  return (
    <div class="me">
      <SelfTabs at="leave" />
      <h1>{t('leave.title')}</h1>
      <Show loaded={loaded}>
        {(own) => (
          <>
            <Balances own={own} />
            <Ask key={round} own={own} act={act} />
            {outcome}
            <h2>{t('leave.mine')}</h2>
            {own.requests.length === 0 ? <p class="help">{t('leave.mine.none')}</p> : null}
            <ul class="cards">
              {own.requests.map((one) => (
                <Request key={one.id} request={one} own={own} act={act} />
              ))}
            </ul>
          </>
        )}
      </Show>
    </div>
  );
}

const nameOf = (t: ReturnType<typeof useWords>, own: OwnLeave, kind: string): string =>
  wordOr(t, `leave.kind.${kind}`, own.kinds.find(({ id }) => id === kind)?.name ?? kind);

function Balances({ own }: { own: OwnLeave }) {
  const t = useWords();
  const language = useLanguage();
  return (
    <>
      {own.balances.map(({ kind, year, grantedMinutes, usedMinutes, openMinutes, leftMinutes }) => {
        const share = (minutes: number): string =>
          `${Math.min(100, Math.max(0, (minutes / Math.max(grantedMinutes, 1)) * 100))}%`;
        return (
          <section
            key={`${kind} ${year}`}
            class="balance"
            aria-label={t('leave.balance', { kind: nameOf(t, own, kind), year })}
          >
            <p>
              <span>{t('leave.balance', { kind: nameOf(t, own, kind), year })}</span>
              <strong>
                {t('self.hours', { n: hoursOf(language, leftMinutes) })} {t('leave.left')}
              </strong>
            </p>
            <span class="gauge" aria-hidden="true">
              <i class="used" style={{ width: share(usedMinutes) }} />
              <i class="open" style={{ width: share(openMinutes) }} />
            </span>
            <dl>
              {(
                [
                  ['granted', grantedMinutes],
                  ['used', usedMinutes],
                  ['open', openMinutes],
                ] as const
              ).map(([name, minutes]) => (
                <div key={name} class={name}>
                  <dt>{t(`leave.${name}`)}</dt>
                  <dd>{t('self.hours', { n: hoursOf(language, minutes) })}</dd>
                </div>
              ))}
            </dl>
          </section>
        );
      })}
    </>
  );
}

function Ask({ own, act }: { own: OwnLeave; act: ReturnType<typeof useAct>['act'] }) {
  const t = useWords();
  const today = new Date().toISOString().slice(0, 10);
  const [kind, setKind] = useState(own.kinds[0]?.id ?? '');
  const [from, setFrom] = useState(addDays(today, own.noticeDays + 1));
  const [to, setTo] = useState(from);
  const [part, setPart] = useState(false);
  const [times, setTimes] = useState<readonly [string, string]>(['09:00', '13:00']);
  const [note, setNote] = useState('');
  const body = {
    kind,
    from,
    to,
    ...(part && from === to ? { fromMinute: minuteOf(times[0]), toMinute: minuteOf(times[1]) } : {}),
    ...(note === '' ? {} : { note }),
  };
  const ask = (event: Event): void => {
    event.preventDefault();
    act(() => send('POST', '/v1/me/time-off', body));
  };
  const first = (date: string): void => {
    setFrom(date);
    if (to < date) setTo(date);
  };
  return (
    <form class="fields column" onSubmit={ask} aria-labelledby="ask-title">
      <h2 id="ask-title">{t('leave.ask')}</h2>
      <label>
        {t('leave.kind')}
        <select value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
          {own.kinds.map(({ id }) => (
            <option key={id} value={id}>
              {nameOf(t, own, id)}
            </option>
          ))}
        </select>
      </label>
      <div class="pair">
        <DateField label={t('leave.first')} value={from} min={today} onChange={first} />
        <DateField label={t('leave.last')} value={to} min={from} onChange={setTo} />
      </div>
      {from === to ? (
        <label class="tick">
          <input type="checkbox" checked={part} onChange={(event) => setPart(event.currentTarget.checked)} />
          {t('leave.part')}
        </label>
      ) : null}
      {part && from === to ? (
        <div class="pair">
          {([0, 1] as const).map((i) => (
            <Clock
              key={i}
              label={t(i === 0 ? 'self.begin' : 'self.end')}
              value={times[i]}
              onChange={(clock) => setTimes(i === 0 ? [clock, times[1]] : [times[0], clock])}
            />
          ))}
        </div>
      ) : null}
      <label>
        {t('self.note')}
        <input value={note} maxLength={500} onInput={(event) => setNote(event.currentTarget.value)} />
      </label>
      <Check body={body} />
      <button type="submit" class="main">
        {t('leave.ask')}
      </button>
    </form>
  );
}

/** Time that passes after the last keystroke before the rules are asked. */
const WAIT_MS = 250;

/** What the rules would say of the request as it stands in the form. */
function Check({ body }: { body: object }) {
  const t = useWords();
  const language = useLanguage();
  const text = JSON.stringify(body);
  const [answer, setAnswer] = useState<Decision>();
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      send<Decision>('POST', '/v1/me/time-off/check', JSON.parse(text)).then(
        (decision) => wanted && setAnswer(decision),
        () => wanted && setAnswer(undefined),
      );
    }, WAIT_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text]);
  return (
    <div class={`check ${answer?.state ?? ''}`} role="status">
      {answer === undefined ? null : (
        <>
          <p>
            <strong>{t(`leave.check.${answer.state}`, { chance: percent(language, answer.chance ?? 0, 0) })}</strong>{' '}
            {answer.minutes === 0 ? '' : t('leave.check.hours', { hours: hoursOf(language, answer.minutes) })}
          </p>
          <Reasons decision={answer} />
          {answer.balances.map(({ year, leftMinutes }) => (
            <p key={year}>{t('leave.check.after', { year, hours: hoursOf(language, leftMinutes) })}</p>
          ))}
          {answer.tightest === undefined ? null : (
            <p class="muted">
              {t('leave.check.tight', {
                when: `${dayOf(language, answer.tightest.at)} ${answer.tightest.at.slice(11, 16)}`,
                off: answer.tightest.off,
                most: answer.tightest.most,
              })}
            </p>
          )}
        </>
      )}
    </div>
  );
}

/** Why a request is not approved at once. */
export function Reasons({ decision }: { decision: Decision }) {
  const t = useWords();
  return decision.reasons.length === 0 ? null : (
    <ul>
      {decision.reasons.map((reason) => (
        <li key={reason}>{wordOr(t, `leave.reason.${reason}`, reason)}</li>
      ))}
    </ul>
  );
}

/** `ma 21 dec – wo 23 dec`, with the times of a part of a day. */
export function datesText(language: 'nl' | 'en', { from, to, fromMinute, toMinute }: TimeOff): string {
  const part = fromMinute === undefined ? '' : ` ${clockOf(fromMinute)}–${clockOf(toMinute!)}`;
  return `${plainDay(language, from)}${from === to ? '' : ` – ${plainDay(language, to)}`} ${to.slice(0, 4)}${part}`;
}

/** Published shifts that lie in leave. */
export function OverShifts({ request }: { request: TimeOff }) {
  const t = useWords();
  const language = useLanguage();
  return request.shifts.length === 0 ? null : (
    <p class="flag">
      {t('leave.over', { shifts: request.shifts.map((shift) => shiftText(language, shift)).join(', ') })}
    </p>
  );
}

function Request({ request, own, act }: { request: TimeOff; own: OwnLeave; act: ReturnType<typeof useAct>['act'] }) {
  const t = useWords();
  const language = useLanguage();
  const { decision, state } = request;
  const open = state === 'asked' || state === 'waiting' || state === 'approved';
  const mine = own.kinds.some(({ id }) => id === request.kind);
  return (
    <li>
      <p class="card-head">
        <strong>{datesText(language, request)}</strong> <Chip state={state} />
      </p>
      <p class="muted">
        {[nameOf(t, own, request.kind ?? ''), request.note].filter((part) => part !== '').join(' · ')}
      </p>
      {decision?.chance === undefined ? null : (
        <p>{t('leave.chance', { chance: percent(language, decision.chance, 0) })}</p>
      )}
      {decision === undefined || state !== 'asked' ? null : <Reasons decision={decision} />}
      <OverShifts request={request} />
      {request.reason === '' ? null : <p>{request.reason}</p>}
      {open && mine && request.from > new Date().toISOString().slice(0, 10) ? (
        <button
          type="button"
          onClick={() =>
            act(() => send('POST', `/v1/me/time-off/${request.id}/withdraw`, undefined, match(request.revision)))
          }
        >
          {t('self.withdraw')}
        </button>
      ) : null}
    </li>
  );
}
