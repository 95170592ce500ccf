import type { PayBook } from '../cost/book.js';
import type { Agent, AgentSkill } from '../domain/agent.js';
import type { Site } from '../domain/centre.js';
import { agentId, contractId, siteId, skillId, workPlanId } from '../domain/ids.js';
import { type IssueList, knownHint, oneOf } from './issue-list.js';
import type { KnownIds } from './reading.js';
import { type Row, rowsOf } from './rows.js';
import type { Table } from './source.js';

/** Columns of agents.csv. Only `id` is required; the others have the defaults said here. */
export const AGENT_COLUMNS = {
  id: { required: true },
  /** Default: the id. */
  name: {},
  /** Home base. Default: the only site. */
  site: {},
  /** Default: the only contract. */
  contract: {},
  /** Default: the only work plan. */
  work_plan: {},
  /** `phone:1.0|chat:0.9`: skill and relative speed (1 where not given). Default: the only skill. */
  skills: {},
  /** Employed from and to, dates, inclusive. */
  from: {},
  to: {},
  birth_date: {},
  /** Default: the first scale for the country of the site. */
  pay_scale: {},
  /** Days a week that may be worked from home, 0 to 7. Default 0. */
  home_days: {},
  team: {},
  /** `coach|trainer`: what meetings, staffing and supervision call the person. */
  roles: {},
  /** Default: that of the work plan. */
  rotation: {},
  /** A date of the week in which the person stands in the first week of the rotation. Default: that of the rotation. */
  rotation_from: {},
} as const;

type AgentRow = Row<keyof typeof AGENT_COLUMNS>;

/** What agents refer to, as far as it could be read. */
export interface AgentContext {
  readonly known: KnownIds;
  readonly sites: readonly Site[];
  /** Absent where the pay data is faulty: scales are then not checked. */
  readonly pay?: PayBook;
}

export interface AgentRows {
  readonly agents: readonly Agent[];
  /** Ids of all rows, faulty ones included. */
  readonly ids: ReadonlySet<string>;
  readonly lineOf: ReadonlyMap<string, number>;
}

/** `agents.csv`. Codes beside those of cells: `id-duplicate`, `id-bad`, `skill-speed`, `skill-duplicate`, `dates-reversed`, `home-site-missing`. */
export function readAgents(table: Table, context: AgentContext, issues: IssueList): AgentRows {
  const lineOf = new Map<string, number>();
  const agents: Agent[] = [];
  for (const row of rowsOf(table, AGENT_COLUMNS, issues)) {
    const id = row.required('id');
    const before = id === undefined ? undefined : lineOf.get(id);
    if (id !== undefined && before !== undefined)
      row.report('id', 'id-duplicate', `Agent "${id}" is already in line ${before}.`, 'Give each agent one row.');
    if (id !== undefined && /[\s|,;]/.test(id))
      row.report('id', 'id-bad', `"${id}" holds a space, | , or ;.`, 'Use a short id without them.');
    const agent = readAgent(row, id ?? '', context);
    if (id === undefined || before !== undefined) continue;
    lineOf.set(id, row.line);
    if (agent !== undefined) agents.push(agent);
  }
  if (table.rows.length === 0)
    issues.error(
      'list-too-short',
      { file: table.file, line: table.headerLine },
      'There is no agent.',
      'Add a row each.',
    );
  return { agents, ids: new Set(lineOf.keys()), lineOf };
}

function readAgent(row: AgentRow, id: string, context: AgentContext): Agent | undefined {
  const { known } = context;
  const site = only(row, 'site', 'site', known.site);
  const contract = only(row, 'contract', 'contract', known.contract);
  const workPlan = only(row, 'work_plan', 'work-plan', known['work-plan']);
  const skills = readSkills(row, known.skill);
  const from = row.date('from');
  const to = row.date('to');
  if (from !== undefined && to !== undefined && to < from)
    row.report('to', 'dates-reversed', `${to} lies before ${from}.`, 'Give a last day on or after the first.');
  const birthDate = row.date('birth_date');
  const rotation = row.text('rotation') === undefined ? undefined : row.known('rotation', 'rotation', known.rotation);
  const rotationFrom = row.date('rotation_from');
  const homeDays = row.number('home_days', 0, 7) ?? 0;
  const team = row.text('team');
  const roles = (row.text('roles') ?? '').split('|').flatMap((role) => (role.trim() === '' ? [] : [role.trim()]));
  if (!Number.isInteger(homeDays))
    row.report('home_days', 'number-bad', `${homeDays} is not a whole number of days.`, 'Give 0 to 7.');
  const at = context.sites.find((candidate) => candidate.id === site);
  if (homeDays > 0 && at !== undefined && at.kind !== 'home') {
    const home = context.sites.some(({ kind, country }) => kind === 'home' && country === at.country);
    if (!home)
      row.report(
        'home_days',
        'home-site-missing',
        `There is no site of kind "home" in ${at.country} to work from.`,
        'Add one to the sites, or set home_days to 0.',
      );
  }
  if (site === undefined || contract === undefined || workPlan === undefined) return undefined;
  return {
    id: agentId(id),
    name: row.text('name') ?? id,
    site: siteId(site),
    contract: contractId(contract),
    workPlan: workPlanId(workPlan),
    skills,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(birthDate === undefined ? {} : { birthDate }),
    payScale: payScaleOf(row, at?.country, context.pay),
    homeDays,
    ...(team === undefined ? {} : { team }),
    ...(roles.length === 0 ? {} : { roles }),
    ...(rotation === undefined ? {} : { rotation }),
    ...(rotationFrom === undefined ? {} : { rotationFrom }),
  };
}

/** The scale of the row, or the first one for the country; `pay-scale-unknown`, `value-missing`. */
function payScaleOf(row: AgentRow, country: string | undefined, pay: PayBook | undefined): string {
  const named = row.text('pay_scale');
  if (pay === undefined) return named ?? '';
  if (named !== undefined) return row.known('pay_scale', 'pay-scale', new Set(pay.scales.keys())) ?? '';
  for (const [id, [scale]] of pay.scales) if ((scale?.scheme ?? country) === country) return id;
  row.report(
    'pay_scale',
    'value-missing',
    `"pay_scale" is empty and there is no scale for ${country ?? 'the site'}.`,
    `Use ${oneOf(pay.scales.keys())}, or add one to pay.json.`,
  );
  return '';
}

/** A name that may be left out where there is only one. */
function only(
  row: AgentRow,
  column: keyof typeof AGENT_COLUMNS,
  kind: string,
  names: ReadonlySet<string>,
): string | undefined {
  if (row.text(column) !== undefined) return row.known(column, kind, names);
  if (names.size === 1) return [...names][0];
  row.report(
    column,
    'value-missing',
    `"${column}" is empty and there is more than one to choose from.`,
    knownHint('', names),
  );
  return undefined;
}

function readSkills(row: AgentRow, known: ReadonlySet<string>): AgentSkill[] {
  const text = row.text('skills');
  if (text === undefined) {
    const name = only(row, 'skills', 'skill', known);
    return name === undefined ? [] : [{ skill: skillId(name), proficiency: 1 }];
  }
  const found = new Map<string, AgentSkill>();
  for (const part of text.split('|').map((piece) => piece.trim())) {
    const [name = '', speed, ...more] = part.split(':').map((piece) => piece.trim());
    const proficiency = speed === undefined ? 1 : Number(speed.replace(',', '.'));
    if (!known.has(name)) row.report('skills', 'skill-unknown', `There is no skill "${name}".`, knownHint(name, known));
    else if (more.length > 0 || speed === '' || !(proficiency > 0 && proficiency <= 5))
      row.report(
        'skills',
        'skill-speed',
        `"${part}" has no speed between 0 and 5.`,
        'Write skill:speed, e.g. phone:1.0.',
      );
    else if (found.has(name))
      row.report('skills', 'skill-duplicate', `Skill "${name}" is there twice.`, 'Name each skill once.');
    else found.set(name, { skill: skillId(name), proficiency });
  }
  return [...found.values()];
}
