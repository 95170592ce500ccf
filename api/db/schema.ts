import type { Generated, Insertable, Selectable } from 'kysely';

/** A centre as it was imported: immutable versions, so that a plan never sees half-changed data. */
export interface CentreTable {
  id: Generated<number>;
  organisation: string;
  /** Name of the centre; its newest version is the one in use. */
  name: string;
  /** From 1; below zero for snapshots with what agents asked for, made for a plan. */
  version: number;
  /** SHA-256 of `data`; importing the same content again makes no new version. */
  hash: string;
  /** The checked centre, JSON of the domain type. */
  data: string;
  created_at: string;
}

/** A history of one queue of a centre. */
export interface SeriesTable {
  id: Generated<number>;
  organisation: string;
  centre: string;
  queue: string;
  /** Null = in use, one at most; else being written or taken away, and nobody's to read. */
  unused_since: Generated<string | null>;
}

/** Interval history: one row per interval, instants in epoch milliseconds. NULL = not known. */
export interface HistoryTable {
  series: number;
  start_ms: number;
  interval_minutes: number;
  offered: number | null;
  handled: number | null;
  abandoned: number | null;
  aht_seconds: number | null;
  asa_seconds: number | null;
  answered_in_target: number | null;
  staffed_agents: number | null;
}

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export type JobKind = 'plan' | 'scenarios' | 'capacity' | 'forecast-versions' | 'proposals';

/** Long work. A row outlives the process that works on it. */
export interface JobTable {
  id: string;
  organisation: string;
  kind: JobKind;
  state: JobState;
  /** JSON of what was asked for. */
  request: string;
  /** JSON: share, phase, incumbent, bound. */
  progress: string;
  /** Problem document of a failed job. */
  error: string | null;
  /** Id of the plan it made. */
  plan_id: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  /** 0 before all others, then 1, then 2. */
  urgency: Generated<number>;
  /** Among equally urgent ones the smaller first: organisations take turns, whoever asks for how much. */
  turn: Generated<number>;
  /** How often it was begun; what an earlier attempt brings counts no more. */
  attempt: Generated<number>;
  /** Who works on it. */
  worker: string | null;
  /** Until when the worker counts as alive without word, epoch ms of the database's clock. */
  lease_until_ms: number | null;
  /** 1 where somebody asked to stop it and keep the best so far. */
  stop_asked: Generated<number>;
  /** When it was handed to the queue between the processes. */
  offered_at: string | null;
}

export interface PlanTable {
  id: string;
  organisation: string;
  centre: string;
  centre_version: number;
  /** ISO week of the first day, `2026-W49`. */
  week: string;
  weeks: number;
  from_date: string;
  to_date: string;
  seed: number;
  engine_version: string;
  state: 'draft' | 'published' | 'withdrawn';
  /** Grows with every change of state; the ETag. */
  revision: number;
  created_at: string;
  published_at: string | null;
  /** Plan that it is a copy of. */
  copied_from: string | null;
}

/** The files of a plan, the same that `rooster plan` writes. */
export interface PlanDocumentTable {
  plan_id: string;
  /** `roster.json`, `cost.csv`, `report.html` … */
  name: string;
  content_type: string;
  body: string;
}

/** Shifts of a plan one by one, for reading by agent. */
export interface ShiftTable {
  plan_id: string;
  agent: string;
  date: string;
  start_ms: number;
  end_ms: number;
  /** JSON of the shift in the form of the roster file. */
  body: string;
}

/** What was published: the roster and its cost estimate as they were at that moment; never changed afterwards. */
export interface PublicationTable {
  id: Generated<number>;
  plan_id: string;
  week: string;
  published_at: string;
  roster: string;
  cost: string;
  cost_minor: number;
  currency: string;
}

/** Result of a job that makes no plan: a comparison of scenarios or a capacity plan; never changed. */
export interface ReportTable {
  /** Id of the job that made it. */
  id: string;
  organisation: string;
  kind: Exclude<JobKind, 'plan'>;
  centre: string;
  centre_version: number;
  from_date: string;
  weeks: number;
  seed: number;
  engine_version: string;
  created_at: string;
  /** JSON. */
  body: string;
}

/** What may be spent in a calendar month, in all or on one part (`site:utrecht`, `channel:phone`, `contract:vast-40`). */
export interface BudgetTable {
  organisation: string;
  centre: string;
  /** `2026-12`. */
  month: string;
  /** `total`, or `site:`, `channel:`, `contract:` or `component:` and a name. */
  scope: string;
  amount_minor: number;
  currency: string;
  changed_at: string;
  changed_by: string;
}

/** A customer of the service; nothing of one is ever shown to another. */
export interface OrganisationTable {
  id: string;
  name: string;
  created_at: string;
}

/** A person who may log in. */
export interface AccountTable {
  id: string;
  organisation: string;
  /** Compared without regard to case; unique over all organisations, because it is what people log in with. */
  email: string;
  name: string;
  /** Null = cannot log in with a password. */
  password: string | null;
  /** JSON lists. */
  roles: string;
  grants: string;
  agent: string | null;
  created_at: string;
  disabled_at: string | null;
  /** Issuer and subject at the log-in provider, from the first log-in there on. */
  oidc_subject: Generated<string | null>;
  /** Grows with every change. */
  revision: Generated<number>;
}

/** A log-in with the provider that has begun; taken away when it comes back. */
export interface OidcLoginTable {
  /** SHA-256 of the token in the cookie. */
  hash: string;
  state: string;
  nonce: string;
  verifier: string;
  expires_at: string;
}

export interface SessionTable {
  /** SHA-256 of the token in the cookie. */
  hash: string;
  account: string;
  created_at: string;
  seen_at: string;
  expires_at: string;
}

export interface ApiKeyTable {
  id: string;
  organisation: string;
  name: string;
  hash: string;
  /** JSON list. */
  permissions: string;
  created_by: string;
  created_at: string;
  expires_at: string;
  revoked_at: string | null;
}

/** The one-time code of the first start. */
export interface SetupCodeTable {
  one: number;
  hash: string;
  created_at: string;
}

/** Who changed what; rows are only ever added. */
export interface AuditTable {
  id: Generated<number>;
  organisation: string;
  at: string;
  actor: string;
  actor_kind: string;
  action: string;
  resource: string;
  resource_id: string;
  request_id: string;
  /** JSON of what is worth knowing about it; no personal data. */
  detail: string;
}

/** A draft edited by hand: what revision it made of the plan, and what became of which shift. */
export interface PlanChangeTable {
  plan_id: string;
  revision: number;
  at: string;
  author: string;
  reason: string;
  /** JSON list of `{ agent, before?, after? }`, shifts in the form of the roster file. */
  differences: string;
}

/** What an agent was told about a week. */
export interface NoticeTable {
  id: Generated<number>;
  organisation: string;
  agent: string;
  week: string;
  plan_id: string;
  kind: 'published' | 'changed' | 'withdrawn';
  at: string;
  reason: string;
  /** 1 where a shift is changed with less notice than the centre gives. */
  short_notice: number;
  differences: string;
  acknowledged_at: string | null;
}

/** An address of an agent's calendar: only the hash of its secret part. */
export interface CalendarFeedTable {
  hash: string;
  organisation: string;
  agent: string;
  created_at: string;
  revoked_at: string | null;
}

/** A shift as calendars know it: the same event through all changes, cancelled rather than gone. */
export interface CalendarEventTable {
  organisation: string;
  agent: string;
  uid: string;
  date: string;
  sequence: number;
  cancelled: number;
  changed_at: string;
  /** JSON of the shift in the form of the roster file. */
  body: string;
}

/** What agents may do for themselves; no row = the defaults. */
export interface SelfRulesTable {
  organisation: string;
  revision: number;
  /** JSON of {@link SelfRules}. */
  body: string;
  changed_at: string;
}

/** Time off that was asked for or recorded; leave of imported centres is not here. */
export interface TimeOffRequestTable {
  id: string;
  organisation: string;
  agent: string;
  kind: string;
  from_date: string;
  to_date: string;
  from_minute: number | null;
  to_minute: number | null;
  state: 'approved' | 'waiting' | 'asked' | 'refused' | 'withdrawn';
  /** By the agent, or by whoever recorded it. */
  note: string;
  /** Of the decision. */
  reason: string;
  /** Account or key that decided, `rules` where it was nobody; null while it is open. */
  decided_by: string | null;
  revision: number;
  created_at: string;
  changed_at: string;
}

/** When an agent says to be available: windows in place of those of the centre. */
export interface OwnAvailabilityTable {
  organisation: string;
  agent: string;
  revision: number;
  body: string;
  changed_at: string;
}

/** An agent's wishes for a week, JSON list in order of rank. */
export interface WishListTable extends OwnAvailabilityTable {
  week: string;
}

/** A shift that one agent wants to give to another, or swap with one of theirs. */
export interface ExchangeTable {
  id: string;
  organisation: string;
  week: string;
  agent: string;
  colleague: string;
  /** JSON of shifts in the form of the roster file; `back` null = given away. */
  shift: string;
  back: string | null;
  /** `proposed`: the colleague is asked; `asked`: a planner decides. */
  state: 'proposed' | 'asked' | 'done' | 'refused' | 'withdrawn';
  verdict: string;
  reason: string;
  decided_by: string | null;
  /** Version of the week that it made. */
  plan_id: string | null;
  revision: number;
  created_at: string;
  changed_at: string;
}

/** Work that is offered to agents, or offered to be left out. */
export interface OfferTable {
  id: string;
  organisation: string;
  week: string;
  kind: 'overtime' | 'leave-early' | 'open-shift';
  /** JSON: queue and stretch it is about. */
  body: string;
  /** How many may take it. */
  places: number;
  expires_at: string;
  withdrawn_at: string | null;
  created_by: string;
  revision: number;
  created_at: string;
}

/** Whom an offer went to, and what it means for them. */
export interface OfferAgentTable {
  offer_id: string;
  agent: string;
  /** JSON list of changes of the roster. */
  changes: string;
  taken_at: string | null;
  plan_id: string | null;
}

/** A POST that may be sent again under its key; without status it is being done. */
export interface IdempotencyTable {
  organisation: string;
  actor: string;
  key: string;
  request_hash: string;
  status: number | null;
  headers: string | null;
  body: string | null;
  created_at: string;
}

/** An address of another system that is told of events. */
export interface WebhookTable {
  id: string;
  organisation: string;
  url: string;
  /** JSON list. */
  events: string;
  /** Key of the signatures; both sides need it as it is. */
  secret: string;
  created_by: string;
  created_at: string;
  ended_at: string | null;
}

export interface WebhookDeliveryTable {
  id: string;
  webhook_id: string;
  event: string;
  body: string;
  state: 'waiting' | 'delivered' | 'failed';
  attempt: number;
  /** When it is tried next, epoch ms of the database's clock. */
  next_ms: number;
  answer: string | null;
  created_at: string;
}

export interface Database {
  idempotency: IdempotencyTable;
  webhook: WebhookTable;
  webhook_delivery: WebhookDeliveryTable;
  self_rules: SelfRulesTable;
  time_off_request: TimeOffRequestTable;
  own_availability: OwnAvailabilityTable;
  wish_list: WishListTable;
  exchange: ExchangeTable;
  offer: OfferTable;
  offer_agent: OfferAgentTable;
  budget: BudgetTable;
  plan_change: PlanChangeTable;
  notice: NoticeTable;
  calendar_feed: CalendarFeedTable;
  calendar_event: CalendarEventTable;
  organisation: OrganisationTable;
  account: AccountTable;
  oidc_login: OidcLoginTable;
  session: SessionTable;
  api_key: ApiKeyTable;
  setup_code: SetupCodeTable;
  audit: AuditTable;
  series: SeriesTable;
  centre: CentreTable;
  history: HistoryTable;
  job: JobTable;
  plan: PlanTable;
  plan_document: PlanDocumentTable;
  shift: ShiftTable;
  publication: PublicationTable;
  report: ReportTable;
}

export type BudgetRow = Selectable<BudgetTable>;
export type HistoryRow = Selectable<HistoryTable>;
export type IdempotencyRow = Selectable<IdempotencyTable>;
export type WebhookRow = Selectable<WebhookTable>;
export type WebhookDeliveryRow = Selectable<WebhookDeliveryTable>;
export type JobRow = Selectable<JobTable>;
export type PlanRow = Selectable<PlanTable>;
export type AccountRow = Selectable<AccountTable>;
export type NewAccount = Omit<Insertable<AccountTable>, 'organisation'>;
export type ApiKeyRow = Selectable<ApiKeyTable>;
export type AuditRow = Selectable<AuditTable>;
export type NoticeRow = Selectable<NoticeTable>;
export type PlanChangeRow = Selectable<PlanChangeTable>;
export type CalendarEventRow = Selectable<CalendarEventTable>;
export type ReportRow = Selectable<ReportTable>;
export type PublicationRow = Selectable<PublicationTable>;
export type OrganisationRow = Selectable<OrganisationTable>;
export type TimeOffRow = Selectable<TimeOffRequestTable>;
export type ExchangeRow = Selectable<ExchangeTable>;
export type OfferRow = Selectable<OfferTable>;
