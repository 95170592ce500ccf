import type { PlanSummary } from '../../../src/summary.js';

/** A problem of a file: where, what, and what to do. */
export interface PlacedIssue {
  readonly line?: number;
  readonly column?: string | number;
  readonly message: string;
  readonly hint: string;
}

/** A refusal of the API (RFC 9457), or `offline` where there was no answer. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(
    readonly status: number,
    readonly code: string,
    title: string,
    readonly detail: string | undefined,
    readonly issues: readonly string[],
    /** The same problems with their place in a file that was sent. */
    readonly placed: readonly PlacedIssue[] = [],
    /** The refusal as it came, with members of its own. */
    readonly body: unknown = undefined,
  ) {
    super(title);
  }
}

export interface PlanInfo {
  readonly id: string;
  readonly week: string;
  readonly weeks: number;
  readonly from: string;
  readonly to: string;
  readonly state: 'draft' | 'published' | 'withdrawn';
  readonly revision: number;
  readonly createdAt: string;
}

/** Who looks at the pages, and what they may do (`api/access/permissions.ts`). */
export interface Person {
  readonly kind: 'user' | 'key' | 'demo';
  readonly name: string;
  readonly organisation: { readonly name: string };
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly agent?: string;
}

export interface SessionInfo {
  readonly access: 'accounts' | 'demo';
  readonly setupNeeded: boolean;
  readonly loggedIn: boolean;
  /** Provider that people can log in with. */
  readonly oidc?: { readonly name: string; readonly href: string };
}

export interface NoticeInfo {
  readonly id: number;
  readonly week: string;
  readonly kind: 'published' | 'changed' | 'withdrawn';
  readonly reason: string;
  readonly shortNotice: boolean;
  readonly acknowledgedAt?: string;
}

export interface CentreInfo {
  readonly name: string;
  readonly noticeDays: number;
  readonly zone: string;
  readonly currency: string;
  readonly intervalMinutes: number;
  readonly agents: number;
  readonly sites: readonly { id: string; name: string; kind: 'home' | 'office' | 'offshore'; zone: string }[];
  readonly queues: readonly { id: string; name: string; channel: string; line: number }[];
}

export interface ActivityFile {
  readonly activity: string;
  readonly start: string;
  readonly end: string;
  readonly paid: boolean;
  readonly queues: readonly string[];
}

export interface ShiftFile {
  readonly agent: string;
  readonly date: string;
  readonly site: string;
  readonly area?: string;
  readonly desk?: string;
  readonly template?: string;
  readonly kind?: string;
  readonly start: string;
  readonly end: string;
  readonly activities: readonly ActivityFile[];
}

export interface RosterDocument {
  readonly format: string;
  readonly state: string;
  readonly period: { readonly from: string; readonly to: string; readonly zone: string };
  readonly shifts: readonly ShiftFile[];
  readonly rulesBroken: readonly {
    readonly rule: string;
    readonly hard: boolean;
    readonly agents: readonly string[];
    readonly dates: readonly string[];
    readonly message: string;
  }[];
  readonly coverage: readonly {
    readonly queue: string;
    readonly start: readonly string[];
    readonly wanted: readonly number[];
    readonly covered: readonly number[];
    readonly under: readonly number[];
    readonly over: readonly number[];
  }[];
}

export interface JobInfo {
  readonly id: string;
  readonly kind: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly percent: number;
  readonly phase: string;
  readonly incumbent?: number;
  readonly bound?: number;
  readonly gap?: number;
  readonly plan?: string;
  readonly report?: string;
  readonly error?: { readonly title: string; readonly detail?: string };
  readonly createdAt: string;
  readonly startedAt?: string;
}

export interface CostInfo {
  readonly week: string;
  readonly state: string;
  readonly costMinor: number;
  readonly currency: string;
  readonly frozenAt?: string;
  readonly paidHours: number;
  readonly productiveHours: number;
  readonly perContactMinor: number;
  readonly perProductiveHourMinor?: number;
  readonly byComponentMinor: Readonly<Record<string, number>>;
  readonly byChannelMinor: Readonly<Record<string, number>>;
  readonly bySiteMinor: Readonly<Record<string, number>>;
  readonly byContractMinor: Readonly<Record<string, number>>;
  readonly links: Readonly<Record<string, string>>;
}

export type Amounts = Readonly<Record<string, number>>;
interface PeriodCost {
  readonly costMinor: number;
  readonly contacts: number;
  readonly paidHours: number;
  readonly perContactMinor: number | null;
  readonly bySiteMinor: Amounts;
  readonly byContractMinor: Amounts;
  readonly byComponentMinor: Amounts;
  readonly byChannelMinor: Amounts;
}
export interface PeriodsInfo {
  readonly currency: string;
  readonly weeks: readonly (PeriodCost & { readonly week: string; readonly state: string })[];
  readonly months: readonly (PeriodCost & {
    readonly month: string;
    readonly weeks: readonly string[];
    readonly budgetMinor?: Amounts;
  })[];
}

export interface ReportInfo {
  readonly id: string;
  readonly from: string;
  readonly weeks: number;
  readonly createdAt: string;
}

export interface ComparisonInfo {
  readonly complete: boolean;
  readonly comparison: {
    readonly currency: string;
    readonly scenarios: readonly { name: string; title?: string }[];
    readonly rows: readonly {
      queue: string;
      measure: string;
      unit: string;
      values: readonly (number | null)[];
      differences: readonly (number | null)[];
    }[];
  };
}

export type WeekSummary = PlanSummary;

export interface Answer<T> {
  readonly value: T;
  readonly etag: string | null;
}

/** Pauses before reading again while the server restarts or is overrun, milliseconds. What is sent is never sent twice. */
const PATIENCE_MS = [400, 1200, 2500] as const;

async function fetched(url: string, init: RequestInit | undefined, tried = 0): Promise<Response> {
  const pause = init === undefined ? PATIENCE_MS[tried] : undefined;
  try {
    const response = await fetch(url, init);
    if (response.status !== 503 || pause === undefined) return response;
  } catch {
    if (pause === undefined) throw new ApiProblem(0, 'offline', 'no answer', undefined, []);
  }
  await new Promise((resolve) => setTimeout(resolve, pause));
  return fetched(url, init, tried + 1);
}

async function answer(url: string, init?: RequestInit): Promise<Response> {
  const response = await fetched(url, init);
  if (response.ok) return response;
  const body = (await response.json().catch(() => ({}))) as {
    code?: string;
    title?: string;
    detail?: string;
    issues?: { message: string; hint: string; place?: { line?: number; column?: string | number } }[];
  };
  throw new ApiProblem(
    response.status,
    body.code ?? 'internal',
    body.title ?? response.statusText,
    body.detail,
    (body.issues ?? []).map(({ message, hint }) => `${message} ${hint}`),
    (body.issues ?? []).map(({ message, hint, place }) => ({ ...place, message, hint })),
    body,
  );
}

const kept = new Map<string, Promise<Answer<unknown>>>();

/** Reads JSON once per visit of the page, or `anew`; `forget` makes the next reading fresh. */
export function read<T>(url: string, anew = false): Promise<Answer<T>> {
  if (anew) kept.delete(url);
  return keep(url, async () => {
    const response = await answer(url);
    return { value: (await response.json()) as T, etag: response.headers.get('etag') };
  });
}

/** Reads a CSV file of the API as rows by column name. Its cells are ids, instants and numbers, never quoted. */
export function readRows(url: string): Promise<Answer<readonly Readonly<Record<string, string>>[]>> {
  return keep(url, async () => {
    const response = await answer(url);
    const [head = '', ...lines] = (await response.text()).trim().split('\n');
    const names = head.split(',');
    const value = lines.map((line) => {
      const cells = line.split(',');
      return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
    });
    return { value, etag: response.headers.get('etag') };
  });
}

function keep<T>(url: string, load: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const found = kept.get(url);
  if (found !== undefined) return found as Promise<Answer<T>>;
  const promise = load();
  kept.set(url, promise);
  promise.catch(() => kept.delete(url));
  return promise;
}

/** Forgets everything that was read, after something changed. */
export const forget = (): void => kept.clear();

/** Sends something and gives the answer; what was read before is forgotten unless it changes nothing that is shown. */
export async function send<T>(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
  changes = true,
): Promise<T> {
  const response = await answer(url, {
    method,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (changes) forget();
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Sends a CSV file as it is. */
export async function sendText<T>(url: string, file: Blob): Promise<T> {
  const response = await answer(url, { method: 'POST', headers: { 'content-type': 'text/csv' }, body: file });
  return (await response.json()) as T;
}
