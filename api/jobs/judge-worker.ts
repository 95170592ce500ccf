import { parentPort } from 'node:worker_threads';
import { loadHighs } from '../../solver/lp/highs.js';
import type { RosterProblem } from '../../solver/problem.js';
import { OpenRoster } from '../../solver/roster/open-roster.js';
import type { Roster } from '../../src/domain/roster.js';
import { InputError } from '../../src/errors.js';
import { plannedShifts } from '../../src/schedule/problem-roster.js';
import { fromRosterFile, shiftFromFile } from '../../src/schedule/roster-file.js';
import { JudgedWeek, type PublishedWeek } from '../../src/self-service/judged-week.js';
import { answer } from '../../src/self-service/questions.js';
import type { JudgeMessage, JudgeReply } from './judge.js';

/** Published versions that are held open: opening one takes much longer than asking it. */
const MOST_OPEN = 3;

const opened = new Map<string, Promise<Pick<PublishedWeek, 'roster' | 'engine'>>>();

/** Capacity is shared out by a linear program: what a change does to deferrable work is noise otherwise. */
async function open({ roster: text, problem: source }: NonNullable<JudgeMessage['documents']>) {
  const read = fromRosterFile(JSON.parse(text));
  if (!read.ok) throw new InputError(read.issues);
  const roster: Roster = read.value;
  const problem = JSON.parse(source ?? '{}') as RosterProblem;
  const planned = problem.agents === undefined ? undefined : plannedShifts(problem, roster);
  if (planned?.ok !== true) return { roster };
  return { roster, engine: { problem, open: new OpenRoster(problem, planned.value, { lp: await loadHighs() }) } };
}

async function reply({ id, version, documents, week, rules, question }: JudgeMessage): Promise<JudgeReply> {
  const known = opened.get(version) ?? (documents === undefined ? undefined : open(documents));
  if (known === undefined) return { id, reply: 'unknown-version' };
  opened.delete(version);
  opened.set(version, known);
  for (const oldest of opened.keys()) if (opened.size > MOST_OPEN) opened.delete(oldest);
  const around = (agent: string) => (week.around.get(agent) ?? []).map((text) => shiftFromFile(JSON.parse(text)));
  const judged = new JudgedWeek({ ...(await known), ...week, around });
  return { id, reply: 'answer', answer: answer(judged, rules, question) };
}

parentPort!.on('message', (message: JudgeMessage) => {
  reply(message)
    .catch((error: unknown): JudgeReply => {
      opened.delete(message.version);
      return { id: message.id, reply: 'error', message: String((error as Error).stack ?? error) };
    })
    .then((one) => parentPort!.postMessage(one));
});
