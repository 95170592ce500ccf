import fc, { type Arbitrary } from 'fast-check';

/** The parts of an OpenAPI document that tests read. */
export interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
    readonly schema: JsonSchema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>> }>
  >;
}

export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly examples?: readonly unknown[];
}

/** Values that are easily forgotten. */
const NASTY = fc.constantFrom<unknown>(
  null,
  '',
  ' ',
  '0',
  '-1',
  '../../etc/passwd',
  "' or 1=1 --",
  '\u0000',
  '\ud800',
  '💥'.repeat(50),
  'a'.repeat(5000),
  '__proto__',
  'constructor',
  '9999-12-31',
  '2026-02-30',
  '2025-W53',
  '0000-W01',
  -1,
  0,
  1e308,
  -0.5,
  Number.MAX_SAFE_INTEGER,
  true,
  [],
  {},
  [[]],
);

/** Values that mostly fit a schema and sometimes do not. */
export function fuzz(schema: JsonSchema): Arbitrary<unknown> {
  return fc.oneof(
    { weight: 9, arbitrary: fitting(schema) },
    { weight: 1, arbitrary: NASTY },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  );
}

function fitting(schema: JsonSchema): Arbitrary<unknown> {
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(fuzz));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.examples !== undefined && schema.examples.length > 0) return fc.constantFrom(...schema.examples);
  switch ([schema.type].flat()[0]) {
    case 'string':
      return textOf(schema);
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? -5, -2147483648),
        max: Math.min(schema.maximum ?? 1000, 2147483647),
      });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(fuzz(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: (schema.minItems ?? 0) + 3,
      });
    case 'object': {
      const required = new Set(schema.required ?? []);
      const parts = Object.entries(schema.properties ?? {});
      return fc.record(Object.fromEntries(parts.map(([key, value]) => [key, fuzz(value)])), {
        requiredKeys: parts.map(([key]) => key).filter((key) => required.has(key)),
      });
    }
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

const textOf = ({ pattern, minLength = 0, maxLength = 60 }: JsonSchema): Arbitrary<string> =>
  pattern === undefined
    ? fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 40), unit: 'binary' })
    : fc.oneof(
        fc.stringMatching(new RegExp(pattern)),
        fc.constantFrom('2026-W49', '2026-11-30', '2026-11-30T09:00:00+01:00', 'a@b.example'),
      );
