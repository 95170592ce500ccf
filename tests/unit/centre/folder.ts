import { parseCsv } from '../../../api/files/csv.js';
import { parseJson } from '../../../api/files/json.js';
import { type CentreFiles, centreFromFiles, type Table } from '../../../src/centre/index.js';
import type { Centre } from '../../../src/domain/centre.js';
import type { Checked } from '../../../src/errors.js';

/** A centre with two sites, two queues and two contracts, small enough to see through. */
export const CENTRE = `{
  "name": "Test",
  "zone": "Europe/Amsterdam",
  "country": "NL",
  "sites": [
    { "id": "office", "kind": "office", "areas": [{ "id": "floor", "desks": 4 }] },
    { "id": "abroad", "kind": "offshore", "zone": "America/Paramaribo", "country": "SR", "law": "EU" }
  ],
  "skills": [{ "id": "phone" }, { "id": "nl", "name": "Dutch", "kind": "language" }],
  "queues": [
    {
      "id": "first",
      "channel": "phone",
      "skills": ["phone", "nl"],
      "openingHours": [{ "days": "mon-fri", "from": "08:00", "to": "21:00" }],
      "goal": { "serviceLevel": 0.8, "targetSeconds": 20 },
      "ahtSeconds": 300,
      "escalation": { "to": "second", "share": 0.1 }
    },
    {
      "id": "second",
      "channel": "phone",
      "line": 2,
      "skills": ["nl"],
      "goal": { "maxAsaSeconds": 60 },
      "ahtSeconds": 480
    }
  ],
  "activities": [{ "id": "pause", "kind": "break", "countsAsWork": true }],
  "contracts": [
    { "id": "full", "hoursPerWeek": 40, "daysPerWeek": { "min": 5, "max": 5 } },
    { "id": "half", "hoursPerWeek": 20 }
  ],
  "shifts": [
    {
      "id": "day",
      "kind": "early",
      "days": ["mon", "tue", "wed", "thu", "fri"],
      "start": { "earliest": "07:45", "latest": "10:00", "stepMinutes": 15 },
      "paidHours": { "min": 4, "max": 8 }
    },
    {
      "id": "evening",
      "kind": "late",
      "start": { "earliest": "16:00", "latest": "17:00" },
      "endLatest": "21:15",
      "paidHours": { "min": 4, "max": 4 },
      "breaks": [{ "activity": "pause", "minutes": 10, "earliestAfterStart": 60, "latestAfterStart": 180 }]
    }
  ],
  "workPlans": [
    {
      "id": "any",
      "shifts": ["day", "evening"],
      "rules": [{ "id": "six", "rule": "consecutive-days", "max": 6, "hard": true }]
    }
  ],
  "shrinkage": [{ "reason": "sickness", "percent": 6.25, "planned": false }]
}
`;

export const AGENTS = `id,name,site,contract,work_plan,skills,from,to,birth_date,pay_scale,home_days,team
a1,Ann,office,full,any,phone:1.1|nl,2020-01-01,,1990-02-03,L1,0,red
a2,Bo,abroad,half,any,nl:0.9,,,,,,
`;

/** Texts of the files of a folder. */
export interface Texts {
  readonly centre?: string;
  readonly agents?: string;
  readonly availability?: string;
  readonly timeOff?: string;
  readonly wishes?: string;
  readonly assignments?: string;
  readonly meetings?: string;
  readonly events?: string;
  readonly adjustments?: string;
  readonly correctionsOff?: string;
  readonly worked?: string;
  readonly circumstances?: string;
  readonly pay?: string;
  readonly law?: string;
}

export async function table(text: string, file: string): Promise<Table> {
  const { header, headerLine, rows } = await parseCsv(text, file);
  const all: Table['rows'][number][] = [];
  for await (const row of rows) all.push(row);
  return { file, header, headerLine, rows: all };
}

/** Reads the texts as files of a folder would be; those not given are the small centre above, or absent. */
export async function readTexts(texts: Texts): Promise<Checked<Centre>> {
  const json = (text: string, file: string) => {
    const parsed = parseJson(text, file);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    return parsed.value;
  };
  const files: { -readonly [Key in keyof CentreFiles]: CentreFiles[Key] } = {
    centre: json(texts.centre ?? CENTRE, 'centre.json'),
    agents: await table(texts.agents ?? AGENTS, 'agents.csv'),
  };
  for (const key of [
    'availability',
    'timeOff',
    'wishes',
    'assignments',
    'meetings',
    'events',
    'adjustments',
    'correctionsOff',
    'worked',
    'circumstances',
  ] as const) {
    const text = texts[key];
    if (text !== undefined) files[key] = await table(text, `${key}.csv`);
  }
  if (texts.pay !== undefined) files.pay = json(texts.pay, 'pay.json');
  if (texts.law !== undefined) files.law = json(texts.law, 'law.json');
  return centreFromFiles(files);
}

/** 1-based line and column of the first occurrence of a piece of text. */
export function positionOf(text: string, piece: string): { line: number; column: number } {
  const offset = text.indexOf(piece);
  if (offset < 0) throw new Error(`"${piece}" is not in the text.`);
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
