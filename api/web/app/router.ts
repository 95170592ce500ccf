import { useEffect, useState } from 'preact/hooks';
import { SELF_PARTS, type SelfPart } from './self/self-parts.js';

export type WeekPage = 'week' | 'roster' | 'forecast' | 'costs';

export type Route =
  | { readonly page: 'home' }
  | { readonly page: WeekPage; readonly week: string; readonly done?: string; readonly plan?: string }
  | { readonly page: 'me'; readonly week?: string }
  | { readonly page: SelfPart }
  | { readonly page: 'inbox'; readonly rules: boolean }
  | { readonly page: 'runs'; readonly week?: string; readonly job?: string }
  | { readonly page: 'scenarios' | 'capacity'; readonly id?: string }
  | { readonly page: 'people' }
  | { readonly page: 'rules'; readonly section?: string }
  | { readonly page: 'missing' };

/** Page of an address. The server answers all of them with the same document (`api/http/routes/pages.ts`). */
export function routeOf(path: string, search = ''): Route {
  const [first = '', second, third] = path
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const query = new URLSearchParams(search);
  if (first === '') return { page: 'home' };
  if (first === 'weeks' && second !== undefined) {
    const done = query.get('done');
    const page = third ?? 'week';
    if (page === 'week' || page === 'roster' || page === 'forecast' || page === 'costs') {
      const plan = query.get('plan');
      return { page, week: second, ...(done === null ? {} : { done }), ...(plan === null ? {} : { plan }) };
    }
  }
  const own = SELF_PARTS.find((part) => part === second);
  if (first === 'me' && own !== undefined) return { page: own };
  if (first === 'inbox') return { page: 'inbox', rules: second === 'rules' };
  if (first === 'me') return second === undefined ? { page: 'me' } : { page: 'me', week: second };
  if (first === 'runs') {
    const week = query.get('week');
    return { page: 'runs', ...(second === undefined ? {} : { job: second }), ...(week === null ? {} : { week }) };
  }
  if (first === 'people') return { page: 'people' };
  if (first === 'rules') return second === undefined ? { page: 'rules' } : { page: 'rules', section: second };
  if (first === 'capacity') return second === undefined ? { page: 'capacity' } : { page: 'capacity', id: second };
  if (first === 'scenarios') return second === undefined ? { page: 'scenarios' } : { page: 'scenarios', id: second };
  return { page: 'missing' };
}

/** Address of a page of a week; `done` names what was just done there, which makes the page read everything anew. */
export const weekPath = (week: string, page: WeekPage = 'week', done = ''): string =>
  `/weeks/${week}${page === 'week' ? '' : `/${page}`}${done === '' ? '' : `?done=${done}-${Date.now()}`}`;

const current = (): Route => routeOf(location.pathname, location.search);

/** Goes to a page without loading the document again. */
export function go(path: string): void {
  history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
  scrollTo(0, 0);
}

/** The page that is shown; plain clicks on links within the app stay in it. */
export function useRoute(): Route {
  const [route, setRoute] = useState(current);
  useEffect(() => {
    const onPop = (): void => setRoute(current());
    const onClick = (event: MouseEvent): void => {
      if (
        event.defaultPrevented ||
        event.button !== 0 ||
        event.metaKey ||
        event.ctrlKey ||
        event.shiftKey ||
        event.altKey
      )
        return;
      const link = (event.target as Element | null)?.closest('a[data-in-app]');
      if (!(link instanceof HTMLAnchorElement)) return;
      event.preventDefault();
      go(link.pathname + link.search);
    };
    addEventListener('popstate', onPop);
    document.addEventListener('click', onClick);
    return () => {
      removeEventListener('popstate', onPop);
      document.removeEventListener('click', onClick);
    };
  }, []);
  return route;
}
