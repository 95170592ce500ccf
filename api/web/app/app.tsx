import { useEffect, useState } from 'preact/hooks';
import { type CentreInfo, type Person, type PlanInfo, read, type SessionInfo } from './api.js';
import { type Frame, may } from './frame.js';
import { useLoad } from './load.js';
import { CapacityPage } from './pages/capacity.js';
import { CostPage } from './pages/cost.js';
import { ForecastPage } from './pages/forecast.js';
import { LoginPage } from './pages/login.js';
import { MePage } from './pages/me.js';
import { PeoplePage } from './pages/people.js';
import { SetUpPage } from './pages/rules.js';
import { RunsPage } from './pages/runs.js';
import { ScenariosPage } from './pages/scenarios.js';
import { WeekPage } from './pages/week.js';
import { Show } from './parts/frame.js';
import { Header } from './parts/header.js';
import { newestWeek } from './plans.js';
import { RosterPage } from './roster/page.js';
import { type Route, useRoute } from './router.js';
import { InboxPage } from './self/inbox.js';
import { LeavePage } from './self/leave.js';
import { RulesPage } from './self/rules.js';
import { ShiftsPage } from './self/shifts.js';
import { WishesPage } from './self/wishes.js';
import { firstLanguage, firstTheme, LanguageContext, remember, useWords } from './settings.js';

export function App() {
  const [language, setLanguage] = useState(firstLanguage);
  const [theme, setTheme] = useState(firstTheme);
  const route = useRoute();
  useEffect(() => {
    document.documentElement.lang = language;
    remember('language', language);
  }, [language]);
  useEffect(() => {
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    remember('theme', theme === 'auto' ? '' : theme);
    dispatchEvent(new Event('rooster-theme'));
  }, [theme]);
  return (
    <LanguageContext.Provider value={language}>
      <Pages route={route} language={language} setLanguage={setLanguage} theme={theme} setTheme={setTheme} />
    </LanguageContext.Provider>
  );
}

type Settings = Omit<Parameters<typeof Header>[0], 'frame'>;

function Pages(settings: Settings) {
  const { route } = settings;
  const t = useWords();
  const place = JSON.stringify(route);
  const frame = useLoad(place, loadFrame);
  const known = frame.state === 'ready' && 'me' in frame.value ? frame.value : undefined;
  return (
    <>
      <a class="skip" href="#content">
        {t('app.skip')}
      </a>
      <Header {...settings} frame={known} />
      <main id="content" tabIndex={-1}>
        <Show loaded={frame}>
          {(value) => ('me' in value ? <Page route={route} frame={value} /> : <LoginPage session={value} />)}
        </Show>
      </main>
    </>
  );
}

/** Everything that all pages need, as far as the caller may see it; the state of the session where a log-in is needed. */
async function loadFrame(): Promise<Frame | SessionInfo> {
  const session = (await read<SessionInfo>('/v1/session')).value;
  if (!session.loggedIn && session.access === 'accounts') return session;
  const me = (await read<Person>('/v1/me')).value;
  const allowed = (permission: string): boolean => me.permissions.includes(permission);
  const [centre, plans] = await Promise.all([
    allowed('rooster:centre:read') ? read<CentreInfo>('/v1/centre').then(({ value }) => value) : centreOf(me),
    allowed('rooster:plan:read')
      ? read<{ plans: PlanInfo[] }>('/v1/plans?limit=200').then(({ value }) => value.plans)
      : [],
  ]);
  return { me, centre, plans };
}

/** What an agent, who may not read the centre, sees of it. */
const centreOf = (me: Person): CentreInfo => ({
  name: me.organisation.name,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  currency: 'EUR',
  noticeDays: 28,
  intervalMinutes: 30,
  agents: 0,
  sites: [],
  queues: [],
});

function Page({ route, frame }: { route: Route; frame: Frame }) {
  const t = useWords();
  switch (route.page) {
    case 'home': {
      if (!may(frame, 'rooster:roster:read')) return <MePage frame={frame} />;
      const newest = newestWeek(frame.plans);
      return newest === undefined ? <RunsPage frame={frame} /> : <WeekPage frame={frame} week={newest} />;
    }
    case 'week':
      return <WeekPage frame={frame} week={route.week} />;
    case 'roster':
      return <RosterPage frame={frame} week={route.week} plan={route.plan} />;
    case 'forecast':
      return <ForecastPage frame={frame} week={route.week} />;
    case 'costs':
      return <CostPage frame={frame} week={route.week} />;
    case 'me':
      return <MePage frame={frame} week={route.week} />;
    case 'leave':
      return <LeavePage />;
    case 'wishes':
      return <WishesPage frame={frame} />;
    case 'shifts':
      return <ShiftsPage frame={frame} />;
    case 'inbox':
      return route.rules ? <RulesPage frame={frame} /> : <InboxPage frame={frame} />;
    case 'runs':
      return <RunsPage frame={frame} week={route.week} job={route.job} />;
    case 'scenarios':
      return <ScenariosPage frame={frame} id={route.id} />;
    case 'capacity':
      return <CapacityPage frame={frame} id={route.id} />;
    case 'people':
      return <PeoplePage frame={frame} />;
    case 'rules':
      return <SetUpPage frame={frame} section={route.section} />;
    case 'missing':
      return (
        <section class="notice">
          <h1>{t('page.missing')}</h1>
          <p>
            <a data-in-app href="/">
              {t('page.home')}
            </a>
          </p>
        </section>
      );
  }
}
