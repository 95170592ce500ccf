import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A centre of one office, one queue and one contract, for tests of commands that read a folder. */
const CENTRE = {
  name: 'Small',
  zone: 'Europe/Amsterdam',
  country: 'NL',
  sites: [{ id: 'office', name: 'Office', kind: 'office' }],
  queues: [{ id: 'phone', channel: 'phone', goal: { serviceLevel: 0.8, targetSeconds: 20 }, ahtSeconds: 300 }],
  contracts: [{ id: 'full', hoursPerWeek: 40 }],
  shifts: [{ id: 'day', start: { earliest: '08:00', latest: '09:00' }, paidHours: { min: 8, max: 8 } }],
};

export const ROSTER_HEADER = 'agent,date,site,desk,start,end,activity,queue,paid';

export interface SmallFolder {
  readonly path: string;
  write(name: string, text: string): Promise<void>;
  /** Removes a file. */
  drop(name: string): Promise<void>;
  /** Removes the folder. */
  remove(): Promise<void>;
}

/** A folder with that centre, agents and files by name; without `centre.json` among them. */
export async function smallFolder(agents: string, files: Readonly<Record<string, string>>): Promise<SmallFolder> {
  const path = await mkdtemp(join(tmpdir(), 'rooster-small-'));
  const write = (name: string, text: string): Promise<void> => writeFile(join(path, name), text);
  await write('centre.json', JSON.stringify(CENTRE));
  await write('agents.csv', agents);
  for (const [name, text] of Object.entries(files)) await write(name, text);
  return {
    path,
    write,
    drop: (name) => rm(join(path, name), { force: true }),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
