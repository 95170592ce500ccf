import type { TSchema } from 'typebox';
import { type IssueList, knownHint, oneOf } from './issue-list.js';
import type { JsonPath, JsonSource } from './source.js';

/** The part of JSON Schema that our files use. `issue` is ours: the code of a text that does not fit its pattern. */
interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly title?: string;
  readonly issue?: string;
}

/**
 * Checks a JSON value against its schema and names every problem with its place and remedy. In a union the branch is
 * chosen by the value's type or by a constant key (`rule`, `kind`), so that the message speaks of what was meant.
 * Codes: `key-missing`, `key-unknown`, `type-wrong`, `value-not-allowed`, `value-out-of-range`, `text-bad`, `list-too-short`, `list-too-long`,
 * or the one that the schema gives (`time-bad` …).
 */
export function checkSchema(schema: TSchema, source: JsonSource, issues: IssueList): void {
  check(schema as unknown as Schema, source.value, [], { source, issues });
}

interface Context {
  readonly source: JsonSource;
  readonly issues: IssueList;
}

function check(schema: Schema, value: unknown, path: JsonPath, context: Context): void {
  const report = (code: string, message: string, hint: string, at: JsonPath = path) =>
    context.issues.at(context.source, at, code, message, hint);
  if (schema.anyOf !== undefined) {
    checkUnion(schema, schema.anyOf, value, path, context);
    return;
  }
  const allowed = schema.const !== undefined ? [schema.const] : schema.enum;
  if (allowed !== undefined) {
    if (!allowed.includes(value))
      report(
        'value-not-allowed',
        `${show(value)} is not allowed here.`,
        knownHint(typeof value === 'string' ? value : show(value), allowed.map(String)),
      );
    return;
  }
  if (schema.type !== undefined && !hasType(value, schema.type)) {
    report('type-wrong', `${show(value)} is ${kindOf(value)}.`, `Give ${schema.title ?? wanted(schema.type)}.`);
    return;
  }
  if (typeof value === 'number') checkNumber(schema, value, report);
  else if (typeof value === 'string') checkText(schema, value, report);
  else if (Array.isArray(value)) {
    const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
    if (value.length < minItems)
      report('list-too-short', `${value.length} given, at least ${minItems} needed.`, `Add ${schema.title ?? 'one'}.`);
    if (value.length > maxItems)
      report('list-too-long', `${value.length} given, at most ${maxItems} allowed.`, 'Leave out the rest.');
    if (schema.items !== undefined)
      for (const [i, item] of value.entries()) check(schema.items, item, [...path, i], context);
  } else if (typeof value === 'object' && value !== null) {
    checkObject(schema, value as Record<string, unknown>, path, context);
  }
}

type Report = (code: string, message: string, hint: string) => void;

function checkNumber(schema: Schema, value: number, report: Report): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const low = minimum !== undefined ? value < minimum : exclusiveMinimum !== undefined && value <= exclusiveMinimum;
  const high = maximum !== undefined ? value > maximum : exclusiveMaximum !== undefined && value >= exclusiveMaximum;
  if (!low && !high) return;
  const least = minimum !== undefined ? `at least ${minimum}` : `more than ${exclusiveMinimum}`;
  const most = maximum !== undefined ? `at most ${maximum}` : `less than ${exclusiveMaximum}`;
  const hasLeast = minimum !== undefined || exclusiveMinimum !== undefined;
  const hasMost = maximum !== undefined || exclusiveMaximum !== undefined;
  const range = hasLeast && hasMost ? `${least} and ${most}` : hasLeast ? least : most;
  report('value-out-of-range', `${value} is out of range.`, `Give a number of ${range}.`);
}

function checkText(schema: Schema, value: string, report: Report): void {
  const fits = schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(value);
  if (fits && value.length >= (schema.minLength ?? 0)) return;
  report(schema.issue ?? 'text-bad', `${show(value)} does not fit here.`, `Give ${schema.title ?? 'a text'}.`);
}

function checkObject(schema: Schema, value: Readonly<Record<string, unknown>>, path: JsonPath, context: Context): void {
  const { properties = {}, required = [], additionalProperties, patternProperties = {} } = schema;
  const { source, issues } = context;
  for (const key of required)
    if (!Object.hasOwn(value, key))
      issues.at(source, path, 'key-missing', `"${key}" is missing.`, `Add "${key}"${purpose(properties[key])}.`);
  for (const [key, item] of Object.entries(value)) {
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
    const byPattern = Object.entries(patternProperties).find(([pattern]) => new RegExp(pattern, 'u').test(key))?.[1];
    const other = typeof additionalProperties === 'object' ? additionalProperties : undefined;
    const inner = known ?? byPattern ?? other;
    if (inner !== undefined) check(inner, item, [...path, key], context);
    else if (additionalProperties === false)
      issues.at(
        source,
        [...path, key],
        'key-unknown',
        `"${key}" is not known here.`,
        knownHint(key, Object.keys(properties)),
      );
  }
}

const purpose = (schema: Schema | undefined): string => (schema?.title === undefined ? '' : `: ${schema.title}`);

function checkUnion(
  schema: Schema,
  branches: readonly Schema[],
  value: unknown,
  path: JsonPath,
  context: Context,
): void {
  const { source, issues } = context;
  if (branches.every((branch) => branch.const !== undefined)) {
    check({ enum: branches.map((branch) => branch.const) }, value, path, context);
    return;
  }
  const ofType = branches.filter((branch) => branch.type === undefined || hasType(value, branch.type));
  const key = discriminator(ofType);
  if (key !== undefined) {
    const record = value as Readonly<Record<string, unknown>>;
    const values = ofType.map((branch) => branch.properties![key]!.const);
    const chosen = ofType[values.indexOf(record[key])];
    if (chosen !== undefined) check(chosen, value, path, context);
    else if (!Object.hasOwn(record, key))
      issues.at(source, path, 'key-missing', `"${key}" is missing.`, `Add "${key}": ${oneOf(values.map(String))}.`);
    else check({ enum: values }, record[key], [...path, key], context);
    return;
  }
  if (ofType.length === 1) {
    check(ofType[0]!, value, path, context);
    return;
  }
  if (ofType.some((branch) => fits(branch, value))) return;
  const choices = branches.map((branch) => branch.title ?? wanted(branch.type ?? 'object'));
  issues.at(
    source,
    path,
    'type-wrong',
    `${show(value)} does not fit here.`,
    `Give ${schema.title ?? choices.join(' or ')}.`,
  );
}

/** Key whose constant tells the branches of a union apart, where all of them are objects with one. */
function discriminator(branches: readonly Schema[]): string | undefined {
  const first = branches[0]?.properties;
  if (branches.length < 2 || first === undefined) return undefined;
  return Object.keys(first).find((key) => branches.every((branch) => branch.properties?.[key]?.const !== undefined));
}

/** True where the value fits the schema. */
function fits(schema: Schema, value: unknown): boolean {
  let ok = true;
  const issues: IssueList = {
    issues: [],
    error: () => {},
    warning: () => {},
    at: () => {
      ok = false;
    },
  };
  check(schema, value, [], { source: { file: '', value, place: () => ({}) }, issues });
  return ok;
}

function hasType(value: unknown, type: string): boolean {
  if (type === 'integer') return typeof value === 'number' && Number.isInteger(value);
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'null') return value === null;
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

const names: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  number: 'a number',
  array: 'a list in [ ]',
  object: 'an object in { }',
  string: 'a text in quotes',
  boolean: 'true or false',
  null: 'null',
};
const wanted = (type: string): string => names[type] ?? type;

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a number with decimals';
  return { string: 'a text', boolean: 'true or false', object: 'an object' }[typeof value as string] ?? typeof value;
}

/** The value as it stands in the file, cut after 60 characters. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
