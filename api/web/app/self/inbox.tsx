import { useState } from 'preact/hooks';
import { type NoticeInfo, read, send } from '../api.js';
import { percent, plainDay } from '../format.js';
import { type Frame, may } from '../frame.js';
import { useLoad } from '../load.js';
import { DateField } from '../parts/date-field.js';
import { Show } from '../parts/frame.js';
import { newestWeek } from '../plans.js';
import { useLanguage, useWords, wordOr } from '../settings.js';
import { datesText, OverShifts, Reasons } from './leave.js';
import { OfferList } from './offers.js';
import { Chip, hoursOf, match, momentOf, useAct, VerdictText } from './parts.js';
import { ExchangeText } from './shifts.js';
import type { Exchange, TimeOff } from './types.js';

type Act = ReturnType<typeof useAct>['act'];

interface Person {
  readonly id: string;
  readonly name: string;
}

/** What waits for a planner: leave, exchanges, offers of a week, who has not acknowledged. */
export function InboxPage({ frame }: { frame: Frame }) {
  const t = useWords();
  const { round, act, outcome } = useAct();
  const [week, setWeek] = useState(newestWeek(frame.plans) ?? '');
  const loaded = useLoad(`inbox ${round}`, async () => {
    const [asked, waiting, exchanges, agents] = await Promise.all([
      read<{ requests: TimeOff[] }>('/v1/time-off?state=asked'),
      read<{ requests: TimeOff[] }>('/v1/time-off?state=waiting'),
      read<{ exchanges: Exchange[] }>('/v1/exchanges?state=asked'),
      read<{ agents: Person[] }>('/v1/agents?limit=1000'),
    ]);
    return {
      asked: asked.value.requests,
      waiting: waiting.value.requests,
      exchanges: exchanges.value.exchanges,
      people: agents.value.agents,
    };
  });
  const weeks = [...new Set(frame.plans.map((plan) => plan.week))].sort().reverse();
  return (
    <>
      <div class="heading">
        <h1>{t('inbox.title')}</h1>
        {may(frame, 'rooster:centre:read') ? (
          <a class="button" data-in-app href="/inbox/rules">
            {t('inbox.rules')}
          </a>
        ) : null}
      </div>
      {outcome}
      <Show loaded={loaded}>
        {({ asked, waiting, exchanges, people }) => (
          <div class="split">
            <section>
              <h2>{t('inbox.leave')}</h2>
              <Requests
                list={asked}
                none={t('inbox.leave.none')}
                act={act}
                mayDecide={may(frame, 'rooster:absence:write')}
              />
              <h2>{t('inbox.waiting')}</h2>
              <Requests
                list={waiting}
                none={t('inbox.waiting.none')}
                act={act}
                mayDecide={may(frame, 'rooster:absence:write')}
              />
              {may(frame, 'rooster:absence:write') ? <Absence key={round} act={act} people={people} /> : null}
            </section>
            <section>
              <h2>{t('inbox.swaps')}</h2>
              <Swaps list={exchanges} act={act} mayDecide={may(frame, 'rooster:roster:publish')} />
              {week === '' ? null : (
                <>
                  <h2>{t('inbox.offers')}</h2>
                  <label class="who">
                    {t('inbox.offers.week')}
                    <select value={week} onChange={(event) => setWeek(event.currentTarget.value)}>
                      {weeks.map((one) => (
                        <option key={one}>{one}</option>
                      ))}
                    </select>
                  </label>
                  <OfferList frame={frame} week={week} round={round} act={act} />
                  <h2>{t('inbox.unseen')}</h2>
                  <Unseen week={week} round={round} people={people} />
                </>
              )}
            </section>
          </div>
        )}
      </Show>
    </>
  );
}

interface RequestsProps {
  readonly list: readonly TimeOff[];
  readonly none: string;
  readonly act: Act;
  readonly mayDecide: boolean;
}

function Requests({ list, none, act, mayDecide }: RequestsProps) {
  const t = useWords();
  const language = useLanguage();
  if (list.length === 0) return <p class="help">{none}</p>;
  return (
    <ul class="cards">
      {list.map((one) => (
        <li key={one.id}>
          <p class="card-head">
            <strong>
              {one.name}: {datesText(language, one)}
            </strong>
            <Chip state={one.state} />
          </p>
          <p class="muted">
            {[
              one.kind === undefined ? '' : wordOr(t, `leave.kind.${one.kind}`, one.kind),
              t('self.hours', { n: hoursOf(language, one.decision?.minutes ?? 0) }),
              one.note ?? '',
            ]
              .filter((part) => part !== '')
              .join(' · ')}
          </p>
          {one.decision === undefined ? null : <Reasons decision={one.decision} />}
          {one.decision?.chance === undefined ? null : (
            <p>{t('leave.chance', { chance: percent(language, one.decision.chance, 0) })}</p>
          )}
          {one.decision?.balances.map(({ year, leftMinutes }) => (
            <p key={year} class={leftMinutes < 0 ? 'flag' : 'muted'}>
              {t('leave.check.after', { year, hours: hoursOf(language, leftMinutes) })}
            </p>
          ))}
          <OverShifts request={one} />
          {mayDecide ? (
            <Decide
              name={one.name}
              needsReason
              onDecide={(verb, reason) =>
                act(() =>
                  send('POST', `/v1/time-off/${one.id}/${verb}`, reason === '' ? {} : { reason }, match(one.revision)),
                )
              }
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

interface DecideProps {
  readonly name: string;
  readonly needsReason: boolean;
  readonly onDecide: (verb: 'approve' | 'refuse', reason: string) => void;
}

/** Approve, or refuse with a reason. */
function Decide({ name, needsReason, onDecide }: DecideProps) {
  const t = useWords();
  const [reason, setReason] = useState('');
  return (
    <div class="decide">
      <label>
        {t('self.reason')} <small>{t('self.reason.help')}</small>
        <input value={reason} maxLength={500} onInput={(event) => setReason(event.currentTarget.value)} />
      </label>
      <span class="actions">
        <button
          type="button"
          class="main"
          onClick={() => onDecide('approve', reason)}
          aria-label={`${t('self.approve')}: ${name}`}
        >
          {t('self.approve')}
        </button>
        <button
          type="button"
          disabled={needsReason && reason.trim() === ''}
          onClick={() => onDecide('refuse', reason)}
          aria-label={`${t('self.refuse')}: ${name}`}
        >
          {t('self.refuse')}
        </button>
      </span>
    </div>
  );
}

function Swaps({ list, act, mayDecide }: { list: readonly Exchange[]; act: Act; mayDecide: boolean }) {
  const t = useWords();
  if (list.length === 0) return <p class="help">{t('inbox.swaps.none')}</p>;
  return (
    <ul class="cards">
      {list.map((one) => (
        <li key={one.id}>
          <ExchangeText exchange={one} />
          {one.reason === '' ? null : <p class="muted">{one.reason}</p>}
          <VerdictText verdict={one.verdict} names={{ [one.agent]: one.name, [one.colleague]: one.colleagueName }} />
          {mayDecide ? (
            <Decide
              name={one.name}
              needsReason={false}
              onDecide={(verb, reason) =>
                act(() => send('POST', `/v1/exchanges/${one.id}/${verb}`, { reason }, match(one.revision)))
              }
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** Notices of a week that the agents concerned have not said to have seen. */
function Unseen({ week, round, people }: { week: string; round: number; people: readonly Person[] }) {
  const t = useWords();
  const language = useLanguage();
  const loaded = useLoad(`unseen ${week} ${round}`, async () => {
    const { value } = await read<{ notices: (NoticeInfo & { agent: string; at: string })[] }>(
      `/v1/rosters/${week}/notices`,
    );
    return value.notices.filter(({ acknowledgedAt }) => acknowledgedAt === undefined);
  });
  return (
    <Show loaded={loaded}>
      {(list) =>
        list.length === 0 ? (
          <p class="help">{t('inbox.unseen.none')}</p>
        ) : (
          <ul class="plain unseen-list">
            {list.map((one) => (
              <li key={one.id}>
                {t('inbox.unseen.text', {
                  agent: people.find(({ id }) => id === one.agent)?.name ?? one.agent,
                  kind: t(`inbox.kind.${one.kind}`),
                  when: momentOf(language, one.at),
                })}{' '}
                {one.shortNotice ? <span class="tag state-refused">{t('inbox.unseen.short')}</span> : null}
              </li>
            ))}
          </ul>
        )
      }
    </Show>
  );
}

/** Records an absence, such as sickness. */
function Absence({ act, people }: { act: Act; people: readonly Person[] }) {
  const t = useWords();
  const language = useLanguage();
  const today = new Date().toISOString().slice(0, 10);
  const [values, setValues] = useState({ agent: '', kind: 'sick', from: today, to: today });
  const set = (next: Partial<typeof values>): void => setValues({ ...values, ...next });
  const first = (from: string): void => set({ from, ...(values.to < from ? { to: from } : {}) });
  return (
    <form
      class="fields column"
      aria-labelledby="absence-title"
      onSubmit={(event) => {
        event.preventDefault();
        act(
          () => send('POST', '/v1/time-off', values),
          `${people.find(({ id }) => id === values.agent)?.name ?? ''}: ${plainDay(language, values.from)} – ${plainDay(language, values.to)}`,
        );
      }}
    >
      <h2 id="absence-title">{t('inbox.absent')}</h2>
      <label>
        {t('inbox.absent.agent')}
        <select required value={values.agent} onChange={(event) => set({ agent: event.currentTarget.value })}>
          <option value="">{t('roster.give.who')}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('leave.kind')}
        <select value={values.kind} onChange={(event) => set({ kind: event.currentTarget.value })}>
          {(['sick', 'other', 'leave', 'unpaid'] as const).map((kind) => (
            <option key={kind} value={kind}>
              {t(`leave.kind.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <div class="pair">
        <DateField label={t('leave.first')} value={values.from} onChange={first} />
        <DateField label={t('leave.last')} value={values.to} min={values.from} onChange={(to) => set({ to })} />
      </div>
      <button type="submit">{t('inbox.absent.save')}</button>
    </form>
  );
}
