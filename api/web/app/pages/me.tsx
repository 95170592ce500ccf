import { useEffect, useState } from 'preact/hooks';
import { type NoticeInfo, type RosterDocument, read, type ShiftFile, send } from '../api.js';
import { localDate, number, plainLongDay, time } from '../format.js';
import { type Frame, may } from '../frame.js';
import { useLoad } from '../load.js';
import { DayPlan, paidHours } from '../parts/day-plan.js';
import { Scroll, Show } from '../parts/frame.js';
import { allAgents } from '../people.js';
import { newestWeek, planOf } from '../plans.js';
import { SelfTabs } from '../self/tabs.js';
import type { OwnShifts } from '../self/types.js';
import { remember, remembered, useLanguage, useWords } from '../settings.js';
import { addDays, isoWeekOf, mondayOfIsoWeek } from '../weeks.js';

const DAYS = [0, 1, 2, 3, 4, 5, 6];
const WEEKS_OF_MONTH = 5;
const DEVICE_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** My week and month, on a phone first. Who is no agent (a planner, or a visitor without an account) chooses one. */
export function MePage({ frame, week }: { frame: Frame; week?: string | undefined }) {
  const t = useWords();
  const shown = week ?? newestWeek(frame.plans) ?? isoWeekOf(localDate(Date.now(), frame.centre.zone));
  const [picked, setPicked] = useState(remembered('agent') ?? '');
  const agent = frame.me.agent ?? picked;
  return (
    <div class="me">
      {frame.me.agent === undefined ? null : <SelfTabs at="roster" />}
      <h1>{t('me.title')}</h1>
      {frame.me.agent === undefined ? (
        <Choose frame={frame} week={shown} agent={picked} onChoose={setPicked} />
      ) : (
        <Notices />
      )}
      {agent === '' ? <p class="help">{t('me.choose.text')}</p> : <Mine frame={frame} agent={agent} week={shown} />}
    </div>
  );
}

interface ChooseProps {
  readonly frame: Frame;
  readonly week: string;
  readonly agent: string;
  readonly onChoose: (agent: string) => void;
}

function Choose({ frame, week, agent, onChoose }: ChooseProps) {
  const t = useWords();
  const names = useLoad(`names ${week}`, async () => {
    if (planOf(frame.plans, week) === undefined) return [];
    const { shifts } = (await read<RosterDocument>(`/v1/rosters/${week}`)).value;
    const called = may(frame, 'rooster:agent:read')
      ? new Map((await allAgents()).map(({ id, name }) => [id, name]))
      : new Map<string, string>();
    return [...new Set(shifts.map((shift) => shift.agent))]
      .map((id) => ({ id, name: called.get(id) ?? id }))
      .sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  });
  const choose = (id: string): void => {
    remember('agent', id);
    onChoose(id);
  };
  return (
    <Show loaded={names}>
      {(list) =>
        list.length === 0 ? (
          <p>{t('me.none', { week })}</p>
        ) : (
          <label class="who">
            {t('me.who')}
            <select value={agent} onChange={(event) => choose(event.currentTarget.value)}>
              <option value="">{t('me.choose')}</option>
              {agent === '' || list.some(({ id }) => id === agent) ? null : <option value={agent}>{agent}</option>}
              {list.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )
      }
    </Show>
  );
}

/** What the agent was told and has not yet said to have seen. */
function Notices() {
  const t = useWords();
  const [round, setRound] = useState(0);
  const notices = useLoad(`notices ${round}`, async () => {
    const { value } = await read<{ notices: NoticeInfo[] }>('/v1/me/notices');
    return value.notices.filter(({ acknowledgedAt }) => acknowledgedAt === undefined);
  });
  const seen = async (id: number): Promise<void> => {
    await send('POST', `/v1/me/notices/${id}/acknowledge`);
    setRound(round + 1);
  };
  return (
    <Show loaded={notices}>
      {(list) =>
        list.length === 0 ? null : (
          <section aria-label={t('me.notices')}>
            {list.map((one) => (
              <p class="notice" key={one.id}>
                {t(`me.notice.${one.kind}`, { week: one.week })} {one.shortNotice ? t('me.notice.short') : ''}{' '}
                {one.reason}{' '}
                <button type="button" onClick={() => void seen(one.id)}>
                  {t('me.notice.seen')}
                </button>
              </p>
            ))}
          </section>
        )
      }
    </Show>
  );
}

function Mine({ frame, agent, week }: { frame: Frame; agent: string; week: string }) {
  const t = useWords();
  const language = useLanguage();
  const [view, setView] = useState<'week' | 'month'>('week');
  const monday = mondayOfIsoWeek(week);
  const weeks =
    monday === undefined ? [] : Array.from({ length: WEEKS_OF_MONTH }, (_, i) => isoWeekOf(addDays(monday, 7 * i)));
  const planned = weeks.filter((one) => planOf(frame.plans, one) !== undefined);
  const own = frame.me.agent !== undefined;
  const shifts = useLoad(`mine ${agent} ${own} ${weeks[0]} ${planned.join()}`, async () => {
    if (own && monday !== undefined) {
      const to = addDays(monday, 7 * WEEKS_OF_MONTH - 1);
      const { value } = await read<OwnShifts>(`/v1/me/shifts?from=${monday}&to=${to}`);
      const { zone, sites, queues } = value;
      return {
        mine: value.shifts.map((shift): ShiftFile => ({ ...shift, agent })),
        seen: { ...frame, centre: { ...frame.centre, zone, sites, queues } },
      };
    }
    const answers = await Promise.all(
      planned.map((one) => read<{ shifts: ShiftFile[] }>(`/v1/rosters/${one}/agents/${encodeURIComponent(agent)}`)),
    );
    // A plan of several weeks is given whole under each of them.
    const byStart = new Map(answers.flatMap(({ value }) => value.shifts.map((shift) => [shift.start, shift] as const)));
    return { mine: [...byStart.values()], seen: frame };
  });
  const now = useNow();
  if (monday === undefined) return null;
  return (
    <>
      <div class="tabs" role="group" aria-label={t('roster.view')}>
        {(['week', 'month'] as const).map((one) => (
          <button type="button" key={one} aria-pressed={view === one} onClick={() => setView(one)}>
            {t(`me.view.${one}`)}
          </button>
        ))}
      </div>
      <Show loaded={shifts}>
        {({ mine, seen }) => {
          const zoneOf = (shift: ShiftFile): string =>
            seen.centre.sites.find(({ id }) => id === shift.site)?.zone ?? seen.centre.zone;
          const ofWeek = mine.filter(({ date }) => date >= monday && date <= addDays(monday, 6));
          const today = mine.find((shift) => shift.date === localDate(now, zoneOf(shift)));
          const plan = planOf(frame.plans, week);
          return (
            <>
              {own && seen.centre.zone !== DEVICE_ZONE ? (
                <p class="zone differs">{t('week.zone.differs', { zone: seen.centre.zone, device: DEVICE_ZONE })}</p>
              ) : null}
              {plan?.state === 'draft' ? <p class="notice small">{t('me.draft')}</p> : null}
              {today === undefined ? null : (
                <>
                  <h2>{t('me.today')}</h2>
                  <DayPlan shift={today} frame={seen} nowMs={now} open />
                </>
              )}
              {view === 'week' ? (
                <>
                  <p class="total">
                    {t('me.total', {
                      shifts: number(language, ofWeek.length),
                      hours: number(
                        language,
                        ofWeek.reduce((sum, shift) => sum + paidHours(shift), 0),
                        1,
                      ),
                    })}
                  </p>
                  <ol class="days">
                    {DAYS.map((i) => {
                      const date = addDays(monday, i);
                      const ofDay = ofWeek.filter((shift) => shift.date === date);
                      return (
                        <li key={date} class={ofDay.length === 0 ? 'free' : ''}>
                          <h2>{plainLongDay(language, date)}</h2>
                          {ofDay.length === 0 ? (
                            <p>{plan === undefined && !own ? t('me.unplanned') : t('me.free')}</p>
                          ) : null}
                          {ofDay.map((shift) => (
                            <DayPlan key={shift.start} shift={shift} frame={seen} nowMs={now} />
                          ))}
                        </li>
                      );
                    })}
                  </ol>
                  {own ? <Calendar /> : null}
                </>
              ) : (
                <Month mine={mine} monday={monday} weeks={weeks} planned={planned} zoneOf={zoneOf} />
              )}
            </>
          );
        }}
      </Show>
    </>
  );
}

interface MonthProps {
  readonly mine: readonly ShiftFile[];
  readonly monday: string;
  readonly weeks: readonly string[];
  readonly planned: readonly string[];
  readonly zoneOf: (shift: ShiftFile) => string;
}

function Month({ mine, monday, weeks, planned, zoneOf }: MonthProps) {
  const t = useWords();
  const language = useLanguage();
  return (
    <Scroll label={t('me.view.month')}>
      <table class="month">
        <thead>
          <tr>
            <th scope="col">{t('cost.week')}</th>
            {DAYS.map((i) => (
              <th scope="col" key={i}>
                {plainLongDay(language, addDays(monday, i)).slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week, w) => (
            <tr key={week}>
              <th scope="row">{week.slice(6)}</th>
              {DAYS.map((i) => {
                const date = addDays(monday, w * 7 + i);
                const shift = mine.find((one) => one.date === date);
                return (
                  <td key={date} class={shift === undefined ? '' : 'on'}>
                    <small>{Number(date.slice(8))}</small>
                    {shift === undefined ? (
                      <span>{planned.includes(week) ? '–' : ''}</span>
                    ) : (
                      <span>
                        {time(language, Date.parse(shift.start), zoneOf(shift))}
                        <br />
                        {time(language, Date.parse(shift.end), zoneOf(shift))}
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** The calendar address of the agent who is logged in. */
function Calendar() {
  const t = useWords();
  const [address, setAddress] = useState<string>();
  const make = async (): Promise<void> => {
    const made = await send<{ address: string }>('POST', '/v1/me/calendar');
    setAddress(new URL(made.address, location.href).href);
  };
  return (
    <section>
      <h2>{t('me.calendar')}</h2>
      {address === undefined ? (
        <>
          <p>{t('me.calendar.text')}</p>
          <button type="button" onClick={() => void make()}>
            {t('me.calendar.make')}
          </button>
        </>
      ) : (
        <label class="fields column">
          {t('me.calendar.address')}
          <input readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
        </label>
      )}
    </section>
  );
}

/** Now, renewed every half minute. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
