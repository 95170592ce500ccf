import { Readable } from 'node:stream';
import Type from 'typebox';
import type { Centre } from '../../../src/domain/centre.js';
import { queueId } from '../../../src/domain/ids.js';
import { queueCalendarOf } from '../../../src/domain/opening.js';
import { cleanHistory } from '../../../src/history/clean.js';
import type { HistorySeries } from '../../../src/history/series.js';
import { addDays, daysBetween, isDate, startOfDay } from '../../../src/time/zone.js';
import { historyOverview } from '../../db/history-store.js';
import { type CsvValue, csvText } from '../../files/csv.js';
import { importAsk } from '../../jobs/import-here.js';
import { importHistory } from '../../jobs/import-history.js';
import { storedHistory } from '../../jobs/stored-history.js';
import { HttpProblem, ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { note } from '../audit.js';
import { importValidator } from '../import-query.js';
import type { Service } from '../service.js';
import { centreInUse } from './centre.js';

/** Largest history file taken over HTTP, bytes. It is read as a stream. */
const HISTORY_LIMIT = 2 ** 31;
/** Rows as JSON are read whole. */
const ROWS_LIMIT = 1 << 24;
/** Longest time that nothing of a file arrives, ms. */
const LONGEST_SILENCE_MS = 60_000;

const QueueHistory = Type.Object({
  queue: Type.String(),
  intervals: Type.Integer(),
  from: Type.String(),
  to: Type.String(),
  offered: Type.Number(),
});

const Known = Type.Array(Type.Union([Type.Number(), Type.Null()]));
const LongestDays = 800;
const IsoDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const QueueParams = Type.Object({ queue: Type.String({ maxLength: 200 }) });

/** Stored history of one queue, or the problem that says that there is none. */
async function seriesOf(service: Service, queue: string): Promise<{ centre: Centre; series: HistorySeries }> {
  const { centre } = await centreInUse(service);
  const series = (await storedHistory(service.store, centre)).get(queueId(queue));
  if (series === undefined)
    throw new HttpProblem(
      404,
      'history-missing',
      `There is no history of queue ${queue}.`,
      'Import it: POST /v1/history.',
    );
  return { centre, series };
}

/** Rows sent as JSON, as the CSV they could have been sent as. */
function csvOfRows(body: unknown): string {
  const { rows } = (typeof body === 'object' && body !== null ? body : {}) as { rows?: unknown };
  if (!Array.isArray(rows)) return '';
  const objects = rows.filter((row): row is Record<string, CsvValue> => typeof row === 'object' && row !== null);
  const header = [...new Set(objects.flatMap((row) => Object.keys(row)))];
  if (header.length === 0) return '';
  const cell = (value: unknown): CsvValue =>
    typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as CsvValue);
  return [
    ...csvText(
      header,
      objects.map((row) => header.map((name) => cell(row[name]))),
    ),
  ].join('');
}

/** The bytes of a file as they arrive, up to the limit. */
async function* upload(body: Readable): AsyncGenerator<Uint8Array, void, undefined> {
  let size = 0;
  const silence = setTimeout(
    () => body.destroy(new HttpProblem(408, 'upload-stalled', 'Nothing more of the file arrived.', 'Send it again.')),
    LONGEST_SILENCE_MS,
  );
  try {
    // What is left unread is read and dropped by Node after the answer, which would not arrive on a broken connection.
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      silence.refresh();
      size += (chunk as Uint8Array).length;
      if (size > HISTORY_LIMIT)
        throw new HttpProblem(
          413,
          'body-too-large',
          'The file is too large.',
          `At most ${HISTORY_LIMIT} bytes at once.`,
        );
      yield chunk as Uint8Array;
    }
  } finally {
    clearTimeout(silence);
  }
}

export function historyRoutes(app: App): void {
  app.get(
    '/history/:queue/intervals',
    {
      config: { permission: 'rooster:history:read' },
      schema: {
        tags: ['history'],
        summary: 'What was recorded of a queue between two local dates, both inclusive; null = not known',
        params: QueueParams,
        querystring: Type.Object({ from: Type.Optional(IsoDate), to: Type.Optional(IsoDate) }),
        response: {
          200: Type.Object({
            queue: Type.String(),
            zone: Type.String(),
            intervalMinutes: Type.Integer(),
            startMs: Type.Array(Type.Number()),
            offered: Known,
            ahtSeconds: Known,
          }),
          400: ProblemSchema,
          404: ProblemSchema,
          422: ProblemSchema,
        },
      },
    },
    async (request) => {
      const { series } = await seriesOf(request.service, request.params.queue);
      const to = request.query.to ?? series.toDate;
      const from = request.query.from ?? (isDate(to) ? addDays(to, -27) : to);
      if (!isDate(from) || !isDate(to) || to < from || daysBetween(from, to) >= LongestDays)
        throw new HttpProblem(
          422,
          'dates-unknown',
          `${from} to ${to} is no stretch of days.`,
          `Give dates that exist, at most ${LongestDays} days.`,
        );
      const fromMs = startOfDay(from, series.zone);
      const toMs = startOfDay(addDays(to, 1), series.zone);
      const picked = [...series.startMs.keys()].filter(
        (i) => series.startMs[i]! >= fromMs && series.startMs[i]! < toMs,
      );
      const values = (of: Float64Array): (number | null)[] => picked.map((i) => (Number.isNaN(of[i]!) ? null : of[i]!));
      return {
        queue: series.queue,
        zone: series.zone,
        intervalMinutes: series.intervalMinutes,
        startMs: picked.map((i) => series.startMs[i]!),
        offered: values(series.offered),
        ahtSeconds: values(series.ahtSeconds),
      };
    },
  );

  app.get(
    '/history/:queue/corrections',
    {
      config: { permission: 'rooster:history:read' },
      schema: {
        tags: ['history'],
        summary: 'What forecasts put right in the history of a queue, and which of it is taken back',
        params: QueueParams,
        response: {
          200: Type.Object({
            corrections: Type.Array(
              Type.Object({
                id: Type.String(),
                kind: Type.String(),
                measure: Type.String(),
                startMs: Type.Number(),
                endMs: Type.Number(),
                recorded: Type.Union([Type.Number(), Type.Null()]),
                replacement: Type.Union([Type.Number(), Type.Null()]),
                reason: Type.String(),
                on: Type.Boolean({ description: 'false = taken back: PUT /v1/corrections-off/ID' }),
              }),
            ),
          }),
          404: ProblemSchema,
        },
      },
    },
    async (request) => {
      const { centre, series } = await seriesOf(request.service, request.params.queue);
      const queue = centre.queues.find(({ id }) => id === series.queue);
      if (queue === undefined)
        throw new HttpProblem(404, 'queue-unknown', `There is no queue ${request.params.queue}.`);
      const calendar = queueCalendarOf(centre, queue, series.fromDate, series.toDate);
      const { corrections } = cleanHistory(series, calendar, new Set(centre.correctionsOff ?? []));
      const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
      return {
        corrections: corrections.map(
          ({ id, kind, measure, startMs, endMs, recorded, replacement, reason, switchedOff }) => ({
            id,
            kind,
            measure,
            startMs,
            endMs,
            recorded: known(recorded),
            replacement: known(replacement),
            reason,
            on: switchedOff !== true,
          }),
        ),
      };
    },
  );

  app.addContentTypeParser(['text/csv', 'application/csv'], (_request, payload, done) => done(null, payload));

  app.post(
    '/history',
    {
      config: { permission: 'rooster:history:write' },
      bodyLimit: ROWS_LIMIT,
      schema: {
        tags: ['history'],
        summary:
          'Import a history CSV, or the same rows as JSON: all of it, or nothing and every problem named by line and column',
        consumes: ['text/csv', 'application/json'],
        querystring: Type.Object({
          preview: Type.Boolean({ default: false, description: 'check and count only' }),
          mode: Type.String({
            enum: ['append', 'replace'],
            default: 'append',
            description:
              'append: intervals that are there already are replaced; replace: all there is of the queues goes first',
          }),
        }),
        body: Type.Unsafe<Readable>({
          description:
            'history CSV; as JSON `{ "rows": [{ "start": …, "queue": …, "offered": … }] }` with the same columns',
        }),
        response: {
          200: Type.Object({
            stored: Type.Boolean(),
            rows: Type.Integer({ description: 'intervals of the file' }),
            queues: Type.Array(Type.String()),
            from: Type.Optional(Type.String({ description: 'first local date' })),
            to: Type.Optional(Type.String({ description: 'last local date' })),
            warnings: Type.Array(Type.String()),
          }),
          400: ProblemSchema,
          404: ProblemSchema,
          415: ProblemSchema,
          422: ProblemSchema,
        },
      },
      // The body is a stream; there is nothing for a schema to look at.
      validatorCompiler: importValidator('append', 'replace'),
    },
    async (request) => {
      const { centre } = await centreInUse(request.service);
      const { preview, mode } = request.query;
      const body = request.body instanceof Readable ? upload(request.body) : csvOfRows(request.body);
      const ask = importAsk(centre, 'history', preview, mode === 'replace');
      const { warnings, ...imported } = await importHistory(request.service.store, body, ask);
      if (!preview) await note(request, 'import', 'history', centre.name, { rows: imported.rows, mode });
      return {
        stored: !preview,
        ...imported,
        queues: [...imported.queues],
        warnings: warnings.map((issue) => `${issue.code}: ${issue.message}`),
      };
    },
  );

  app.get(
    '/history',
    {
      config: { permission: 'rooster:history:read' },
      schema: {
        tags: ['history'],
        summary: 'What history there is per queue',
        response: { 200: Type.Object({ queues: Type.Array(QueueHistory) }), 404: ProblemSchema },
      },
    },
    async (request) => {
      const { centre } = await centreInUse(request.service);
      return { queues: await historyOverview(request.service.store, centre.name) };
    },
  );
}
