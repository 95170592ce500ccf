import { useEffect, useState } from 'preact/hooks';
import { type RosterDocument, read, type ShiftFile } from '../api.js';
import type { Frame } from '../app.js';
import { localDate, number, plainLongDay, time } from '../format.js';
import { useLoad } from '../load.js';
import { DayPlan, kindOf, paidHours } from '../parts/day-plan.js';
import { Scroll, Show } from '../parts/frame.js';
import { newestWeek, planOf } from '../plans.js';
import { remember, remembered, useLanguage, useWords, wordOr } from '../settings.js';
import { addDays, isoWeekOf, mondayOfIsoWeek } from '../weeks.js';

const DAYS = [0, 1, 2, 3, 4, 5, 6];
const WEEKS_OF_MONTH = 5;

/** My week and month, on a phone first. */
export function MePage({ frame, week }: { frame: Frame; week?: string | undefined }) {
  const t = useWords();
  const shown = week ?? newestWeek(frame.plans);
  const planned = shown !== undefined && planOf(frame.plans, shown) !== undefined;
  const [agent, setAgent] = useState(remembered('agent') ?? '');
  const names = useLoad(`names ${shown}`, async () => {
    if (shown === undefined || !planned) return [];
    const { shifts } = (await read<RosterDocument>(`/v1/rosters/${shown}`)).value;
    return [...new Set(shifts.map((shift) => shift.agent))].sort((a, b) =>
      a.localeCompare(b, undefined, { numeric: true }),
    );
  });
  const choose = (name: string): void => {
    remember('agent', name);
    setAgent(name);
  };
  return (
    <div class="me">
      <h1>{t('me.title')}</h1>
      <Show loaded={names}>
        {(list) => (
          <label class="who">
            {t('me.who')}
            <select value={agent} onChange={(event) => choose(event.currentTarget.value)}>
              <option value="">{t('me.choose')}</option>
              {(list.includes(agent) || agent === '' ? list : [agent, ...list]).map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
      </Show>
      {agent === '' || shown === undefined ? (
        <p class="help">{t('me.choose.text')}</p>
      ) : (
        <Mine frame={frame} agent={agent} week={shown} />
      )}
    </div>
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
  const shifts = useLoad(`mine ${agent} ${planned.join()}`, async () => {
    const answers = await Promise.all(
      planned.map((one) => read<{ shifts: ShiftFile[] }>(`/v1/rosters/${one}/agents/${encodeURIComponent(agent)}`)),
    );
    return answers.flatMap(({ value }) => value.shifts);
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
        {(mine) => {
          const zoneOf = (shift: ShiftFile): string =>
            frame.centre.sites.find(({ id }) => id === shift.site)?.zone ?? frame.centre.zone;
          const ofWeek = mine.filter(({ date }) => date >= monday && date <= addDays(monday, 6));
          const today = mine.find((shift) => shift.date === localDate(now, zoneOf(shift)));
          const plan = planOf(frame.plans, week);
          return (
            <>
              {plan?.state === 'draft' ? <p class="notice small">{t('me.draft')}</p> : null}
              {today === undefined ? null : (
                <>
                  <h2>{t('me.today')}</h2>
                  <DayPlan shift={today} frame={frame} nowMs={now} open />
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
                          <h3>{plainLongDay(language, date)}</h3>
                          {ofDay.length === 0 ? <p>{plan === undefined ? t('me.unplanned') : t('me.free')}</p> : null}
                          {ofDay.map((shift) => (
                            <DayPlan key={shift.start} shift={shift} frame={frame} nowMs={now} />
                          ))}
                        </li>
                      );
                    })}
                  </ol>
                  {ofWeek.length === 0 ? null : <Calendar shifts={mine} frame={frame} agent={agent} />}
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

function Calendar({ shifts, frame, agent }: { shifts: readonly ShiftFile[]; frame: Frame; agent: string }) {
  const t = useWords();
  const save = (): void => {
    const stamp = (iso: string): string => new Date(iso).toISOString().replace(/[-:]|\.\d{3}/g, '');
    const events = shifts.flatMap((shift) => [
      'BEGIN:VEVENT',
      `UID:${agent}-${shift.date}@rooster`,
      `DTSTAMP:${stamp(new Date().toISOString())}`,
      `DTSTART:${stamp(shift.start)}`,
      `DTEND:${stamp(shift.end)}`,
      `SUMMARY:${wordOr(t, `act.${kindOf('work')}`, 'Rooster')}`,
      `LOCATION:${frame.centre.sites.find(({ id }) => id === shift.site)?.name ?? shift.site} ${shift.desk ?? ''}`.trim(),
      'END:VEVENT',
    ]);
    const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Rooster//EN', ...events, 'END:VCALENDAR', ''].join(
      '\r\n',
    );
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/calendar' }));
    link.download = `rooster-${agent}.ics`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <section>
      <h2>{t('me.calendar')}</h2>
      <p>{t('me.calendar.text')}</p>
      <button type="button" onClick={save}>
        {t('me.calendar.get')}
      </button>
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
