import type { TSchema } from 'typebox';
import { RosterProblemSchema } from '../../../solver/problem.js';
import { CapacityFileSchema } from '../../../src/capacity/schema.js';
import { CentreFileSchema } from '../../../src/centre/schema.js';
import { PayFileSchema } from '../../../src/cost/schema.js';
import { LawFileSchema } from '../../../src/labour/schema.js';
import { HistoryParametersSchema } from '../../../src/sample/parameters.js';
import { ScenarioFileSchema } from '../../../src/scenario/schema.js';
import { RosterFileSchema } from '../../../src/schedule/roster-file.js';
import { type Command, EXIT, UsageError } from '../command.js';
import { deliver } from '../options.js';

/** JSON Schemas of the files that are read or written, by the name under which they are printed. */
export const SCHEMAS: Readonly<Record<string, TSchema>> = {
  centre: CentreFileSchema,
  problem: RosterProblemSchema,
  roster: RosterFileSchema,
  pay: PayFileSchema,
  law: LawFileSchema,
  scenarios: ScenarioFileSchema,
  capacity: CapacityFileSchema,
  generator: HistoryParametersSchema,
};

const names = Object.keys(SCHEMAS).join(', ');

export const command: Command = {
  name: 'schema',
  summary: 'print the JSON Schema of a file',
  help: `
usage: rooster schema NAME [--out FILE]

Prints the JSON Schema (2020-12) of a file: ${names}.`,
  options: {},

  async run(context, flags, positionals) {
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) throw new UsageError(`give one name of ${names}.`);
    const schema = Object.hasOwn(SCHEMAS, name) ? SCHEMAS[name] : undefined;
    if (schema === undefined) throw new UsageError(`there is no schema "${name}"; there are ${names}.`);
    const dialect = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema };
    await deliver(context, flags, `${JSON.stringify(dialect, null, 2)}\n`);
    return EXIT.done;
  },
};
