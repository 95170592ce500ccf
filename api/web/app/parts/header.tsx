import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { send } from '../api.js';
import { plainDay } from '../format.js';
import { type Frame, may } from '../frame.js';
import { newestWeek } from '../plans.js';
import { go, type Route, weekPath } from '../router.js';
import { SELF_PARTS } from '../self/self-parts.js';
import { type Language, remembered, type Theme, useLanguage, useWords, wordOr } from '../settings.js';
import { addDays, isoWeekOf, mondayOfIsoWeek } from '../weeks.js';

interface HeaderProps {
  readonly route: Route;
  readonly frame: Frame | undefined;
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly theme: Theme;
  readonly setTheme: (theme: Theme) => void;
}

/** Name of the centre, navigation, settings, and the week that is looked at. */
export function Header({ route, frame, language, setLanguage, theme, setTheme }: HeaderProps) {
  const t = useWords();
  const week = shownWeek(route, frame);
  const at = route.page === 'home' ? 'week' : route.page;
  const entries =
    week === undefined
      ? []
      : ([
          ['week', weekPath(week), t('nav.week')],
          ['roster', weekPath(week, 'roster'), t('nav.roster')],
          ['forecast', weekPath(week, 'forecast'), t('nav.forecast')],
          ['costs', weekPath(week, 'costs'), t('nav.costs')],
        ] as const);
  const rest = [
    ['scenarios', '/scenarios', t('nav.scenarios')],
    ['capacity', '/capacity', t('nav.capacity')],
    ['runs', '/runs', t('nav.runs')],
    ['inbox', '/inbox', t('nav.inbox')],
    ['people', '/people', t('nav.people')],
    ['rules', '/rules', t('nav.rules')],
    ['me', week === undefined ? '/me' : `/me/${week}`, t('nav.me')],
  ] as const;
  const open =
    frame === undefined
      ? []
      : [...entries, ...rest].filter(([page]) => NEEDED[page].some((permission) => may(frame, permission)));
  // On a phone the entries scroll sideways: the one that is open comes into sight.
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const here = nav.current?.querySelector<HTMLElement>('[aria-current=page]');
    if (nav.current && here)
      nav.current.scrollLeft = here.offsetLeft - (nav.current.clientWidth - here.offsetWidth) / 2;
  }, [at, open.length]);
  return (
    <header class="top">
      <div class="bar">
        <a class="brand" data-in-app href="/">
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span>
            Rooster<small>{frame?.centre.name ?? ''}</small>
          </span>
        </a>
        <nav ref={nav} aria-label={t('nav.main')} hidden={open.length < 2}>
          <ul>
            {open.map(([page, href, text]) => (
              <li key={page}>
                <a
                  data-in-app
                  href={href}
                  aria-current={at === page || (page === 'me' && isSelfPart(at)) ? 'page' : undefined}
                >
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <Settings frame={frame}>
          {frame === undefined ? null : <Who frame={frame} />}
          <label>
            {t('set.language')}
            <select value={language} onChange={(event) => setLanguage(event.currentTarget.value as Language)}>
              <option value="nl" lang="nl">
                Nederlands
              </option>
              <option value="en" lang="en">
                English
              </option>
            </select>
          </label>
          <label>
            {t('set.theme')}
            <select value={theme} onChange={(event) => setTheme(event.currentTarget.value as Theme)}>
              <option value="auto">{t('set.auto')}</option>
              <option value="light">{t('set.light')}</option>
              <option value="dark">{t('set.dark')}</option>
            </select>
          </label>
        </Settings>
      </div>
      {frame === undefined || week === undefined || !WITH_WEEK.has(at) ? null : (
        <WeekPicker
          frame={frame}
          week={week}
          pathOf={(other) => (at === 'me' ? `/me/${other}` : weekPath(other, at as 'week'))}
        />
      )}
    </header>
  );
}

/** What a page needs; one of these is enough. */
const NEEDED = {
  week: ['rooster:roster:read'],
  roster: ['rooster:roster:read'],
  forecast: ['rooster:forecast:read'],
  costs: ['rooster:cost:read'],
  scenarios: ['rooster:scenario:read'],
  capacity: ['rooster:capacity:read'],
  runs: ['rooster:plan:write'],
  inbox: ['rooster:absence:write', 'rooster:roster:publish'],
  people: ['rooster:agent:write'],
  rules: ['rooster:centre:write'],
  me: ['rooster:own:read', 'rooster:roster:read'],
} as const;

const isSelfPart = (page: string): boolean => SELF_PARTS.some((part) => part === page);

const ROLES = ['admin', 'planner', 'finance', 'agent'] as const;

/** Who is logged in; where nobody needs to be, the role to look through. */
function Who({ frame }: { frame: Frame }) {
  const t = useWords();
  const { me } = frame;
  if (me.kind !== 'demo') {
    const leave = (): void => void send('DELETE', '/v1/session').finally(() => location.assign('/'));
    return (
      <button type="button" onClick={leave}>
        {t('login.out')}
      </button>
    );
  }
  const look = async (role: string): Promise<void> => {
    const agent = remembered('agent') ?? '';
    await send('POST', '/v1/demo', { role, ...(role === 'agent' && agent !== '' ? { agent } : {}) });
    location.assign(role === 'agent' ? '/me' : '/');
  };
  return (
    <label>
      {t('login.as')}
      <select value={me.roles[0] ?? 'admin'} onChange={(event) => void look(event.currentTarget.value)}>
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {t(`login.role.${role}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What is set once and rarely looked at, behind one button that says who is here. */
function Settings({ frame, children }: { frame: Frame | undefined; children: ComponentChildren }) {
  const t = useWords();
  const me = frame?.me;
  const role = me?.roles[0];
  const who =
    me === undefined ? '' : me.kind === 'demo' && role !== undefined ? wordOr(t, `login.role.${role}`, role) : me.name;
  const close = (element: HTMLDetailsElement): void => {
    element.open = false;
  };
  return (
    <details
      class="settings"
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (to instanceof Node && !event.currentTarget.contains(to)) close(event.currentTarget);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        close(event.currentTarget);
        event.currentTarget.querySelector('summary')?.focus();
      }}
    >
      <summary>
        <span aria-hidden="true">⚙</span> <span class="who-name">{who}</span>
        <span class="unseen">{t('set.title')}</span>
      </summary>
      <div>{children}</div>
    </details>
  );
}

const WITH_WEEK = new Set(['week', 'roster', 'forecast', 'costs', 'me']);

function shownWeek(route: Route, frame: Frame | undefined): string | undefined {
  const named = 'week' in route ? route.week : undefined;
  return named ?? (frame === undefined ? undefined : newestWeek(frame.plans));
}

function WeekPicker({ frame, week, pathOf }: { frame: Frame; week: string; pathOf: (week: string) => string }) {
  const t = useWords();
  const language = useLanguage();
  const monday = mondayOfIsoWeek(week);
  if (monday === undefined) return null;
  const { zone } = frame.centre;
  const device = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const planned = [...new Set(frame.plans.map((plan) => plan.week))].sort().reverse();
  const listed = planned.includes(week) ? planned : [week, ...planned];
  return (
    <div class="weeks">
      <a data-in-app class="button" href={pathOf(isoWeekOf(addDays(monday, -7)))} aria-label={t('week.previous')}>
        ‹
      </a>
      <select aria-label={t('week.choose')} value={week} onChange={(event) => go(pathOf(event.currentTarget.value))}>
        {listed.map((other) => (
          <option key={other} value={other}>
            {t('week.label', { week: other })}
          </option>
        ))}
      </select>
      <a data-in-app class="button" href={pathOf(isoWeekOf(addDays(monday, 7)))} aria-label={t('week.next')}>
        ›
      </a>
      <span class="dates">
        {plainDay(language, monday)} – {plainDay(language, addDays(monday, 6))} {addDays(monday, 6).slice(0, 4)}
      </span>
      <span class={device === zone ? 'zone' : 'zone differs'}>
        {device === zone ? t('week.zone', { zone }) : t('week.zone.differs', { zone, device })}
      </span>
    </div>
  );
}
