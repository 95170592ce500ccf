/** Everything that may be allowed, and what it means. A route names one of these, or `public` or `authenticated`. */
export const PERMISSIONS = {
  'rooster:centre:read': 'sites, queues, skills, contracts, work plans and events',
  'rooster:centre:write': 'change the centre; import one',
  'rooster:agent:read': 'agents and what they can do; neither pay nor date of birth',
  'rooster:agent:write': 'add, change and end agents; export and erase their personal data',
  'rooster:pay:read': 'pay scales, dates of birth and what an hour of a person costs',
  'rooster:pay:write': 'change pay scales, dates of birth and pay data',
  'rooster:absence:read': 'absences of agents, without the reason',
  'rooster:absence-reason:read': 'whether an absence is leave, sickness or something else',
  'rooster:absence:write': 'record absences; decide on requests for time off',
  'rooster:history:read': 'history of contacts',
  'rooster:history:write': 'import history',
  'rooster:forecast:read': 'forecasts and requirements',
  'rooster:forecast:write': 'adjust forecasts; take corrections of the history back',
  'rooster:plan:read': 'plans and the jobs that make them',
  'rooster:plan:write': 'start and stop plans',
  'rooster:job:urge': 'put a job before those of everybody else',
  'rooster:roster:read': 'rosters of everybody, drafts included',
  'rooster:roster:write': 'edit drafts',
  'rooster:roster:publish': 'publish and withdraw rosters',
  'rooster:cost:read': 'cost of rosters, per person too',
  'rooster:budget:write': 'set budgets',
  'rooster:scenario:read': 'comparisons of scenarios',
  'rooster:scenario:write': 'start comparisons of scenarios',
  'rooster:capacity:read': 'capacity and hiring plans',
  'rooster:capacity:write': 'start capacity plans',
  'rooster:own:read': 'own shifts, absences and calendar',
  'rooster:own:write': 'own requests, acknowledgements and calendar address',
  'rooster:organisation:read': 'organisations on the service; only in the first one',
  'rooster:organisation:write': 'add organisations; only in the first one',
  'rooster:user:read': 'accounts of the organisation',
  'rooster:user:write': 'add, change and end accounts',
  'rooster:key:read': 'API keys of the organisation',
  'rooster:key:write': 'make and revoke API keys',
  'rooster:webhook:read': 'webhooks and how their messages went',
  'rooster:webhook:write': 'add, try and end webhooks',
  'rooster:audit:read': 'who changed what',
  'rooster:metrics:read': 'figures of the running service, for Prometheus',
} as const;

export type Permission = keyof typeof PERMISSIONS;

/** What a route asks of the caller. `authenticated` = anybody who is logged in. */
export type RoutePermission = Permission | 'public' | 'authenticated';

export const isPermission = (text: string): text is Permission => Object.hasOwn(PERMISSIONS, text);

const ALL = Object.keys(PERMISSIONS) as Permission[];

/** Roles. Planners see no pay and no cost per person, finance no reasons of absence, agents only what is their own. */
export const ROLES = {
  admin: ALL.filter((permission) => !permission.startsWith('rooster:own:')),
  planner: [
    'rooster:centre:read',
    'rooster:centre:write',
    'rooster:agent:read',
    'rooster:agent:write',
    'rooster:absence:read',
    'rooster:absence-reason:read',
    'rooster:absence:write',
    'rooster:history:read',
    'rooster:history:write',
    'rooster:forecast:read',
    'rooster:forecast:write',
    'rooster:plan:read',
    'rooster:plan:write',
    'rooster:roster:read',
    'rooster:roster:write',
    'rooster:roster:publish',
    'rooster:audit:read',
  ],
  'team-lead': [
    'rooster:centre:read',
    'rooster:agent:read',
    'rooster:absence:read',
    'rooster:absence-reason:read',
    'rooster:absence:write',
    'rooster:forecast:read',
    'rooster:roster:read',
  ],
  finance: [
    'rooster:centre:read',
    'rooster:agent:read',
    'rooster:pay:read',
    'rooster:absence:read',
    'rooster:history:read',
    'rooster:forecast:read',
    'rooster:plan:read',
    'rooster:roster:read',
    'rooster:cost:read',
    'rooster:budget:write',
    'rooster:scenario:read',
    'rooster:scenario:write',
    'rooster:capacity:read',
    'rooster:capacity:write',
  ],
  agent: ['rooster:own:read', 'rooster:own:write'],
} as const satisfies Readonly<Record<string, readonly Permission[]>>;

export type Role = keyof typeof ROLES;
export const ROLE_NAMES = Object.keys(ROLES) as Role[];

/** Everything that the roles and single grants allow. */
export const permissionsOf = (roles: readonly Role[], grants: readonly Permission[] = []): ReadonlySet<Permission> =>
  new Set<Permission>([...roles.flatMap((role) => [...ROLES[role]]), ...grants]);

/** What is allowed in an organisation: adding others is for the one that runs the service, the first. */
export const permissionsIn = (first: boolean, permissions: Iterable<Permission>): ReadonlySet<Permission> =>
  new Set([...permissions].filter((permission) => first || !permission.startsWith('rooster:organisation:')));
