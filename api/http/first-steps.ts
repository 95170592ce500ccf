/** Shown above the reference at `/docs`; a test runs the script as it stands. */
export const FIRST_STEPS = `Workforce planning for contact centres: forecasts, requirements, rosters, cost.

## First steps

\`rooster serve\` prints a one-time code. This script (Node 20, nothing to install; \`node first-steps.mjs CODE\`) makes the first admin and an API
key, takes in a centre folder and its history, plans a week and publishes it:

\`\`\`js
import { readFile } from 'node:fs/promises';

const base = process.env.ROOSTER ?? 'http://127.0.0.1:3000';
async function call(method, path, { headers = {}, json, csv } = {}) {
  const type = json === undefined ? (csv === undefined ? {} : { 'content-type': 'text/csv' }) : { 'content-type': 'application/json' };
  const response = await fetch(base + path, { method, headers: { ...type, ...headers }, body: json === undefined ? csv : JSON.stringify(json) });
  const body = await response.json();
  // Every refusal is a problem document: \`code\` is stable, \`detail\` says what to do.
  if (!response.ok) throw new Error(\`\${method} \${path}: \${body.code} \${body.title} \${body.detail ?? ''}\`);
  return { body, response };
}

// The code works once. Answering sets the cookie of a session.
const admin = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' };
const setup = await call('POST', '/v1/setup', { json: { code: process.argv[2], organisation: 'Helpdesk', ...admin } });
const cookie = setup.response.headers.get('set-cookie').split(';')[0];

// A key for programs: sent as a bearer, shown only now, never more than who makes it may do.
const json = { name: 'first steps', permissions: setup.body.permissions, days: 30 };
const { key } = (await call('POST', '/v1/keys', { headers: { cookie }, json })).body;
const headers = { authorization: \`Bearer \${key}\` };

// A centre folder (\`rooster init centre\` writes one) and its history of contacts.
const centre = JSON.parse(await readFile('centre/centre.json', 'utf8'));
const tables = { agents: await readFile('centre/agents.csv', 'utf8') };
await call('PUT', '/v1/centre', { headers, json: { centre, tables } });
await call('POST', '/v1/history', { headers, csv: await readFile('centre/history.csv', 'utf8') });

// Long work is a job: 202 with its address, and events at \`…/events\`.
const week = '2026-W50';
const started = await call('POST', '/v1/plans', { headers, json: { week, timeLimitSeconds: 20 } });
let job = started.body;
while (job.state === 'queued' || job.state === 'running') {
  await new Promise((resolve) => setTimeout(resolve, 500));
  job = (await call('GET', started.response.headers.get('location'), { headers })).body;
}

// A change says what it has seen: If-Match with the ETag. If somebody was faster, 412 tells what has changed.
const roster = await call('GET', \`/v1/rosters/\${week}\`, { headers });
const seen = { ...headers, 'if-match': roster.response.headers.get('etag') };
const plan = await call('POST', \`/v1/rosters/\${week}/publish\`, { headers: seen });
console.log(\`\${week} is \${plan.body.state}: \${roster.body.shifts.length} shifts\`);
\`\`\`

Lists that take \`cursor\` end with \`next\` where there is more: send it as \`cursor\`. In an address the + of an instant is written %2B. POST takes \`Idempotency-Key\`.
`;
