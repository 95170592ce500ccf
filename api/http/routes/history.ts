import { Readable } from 'node:stream';
import Type from 'typebox';
import { InputError } from '../../../src/errors.js';
import { historyOverview, saveHistory } from '../../db/history-store.js';
import { readHistoryBody } from '../../files/history.js';
import { historyOptions } from '../../files/plan-input.js';
import { ProblemSchema } from '../../problem.js';
import type { App } from '../app-type.js';
import { centreInUse } from './centre.js';

/** Largest history file taken over HTTP, bytes. It is read as a stream. */
const HISTORY_LIMIT = 1 << 30;

const QueueHistory = Type.Object({
  queue: Type.String(),
  intervals: Type.Integer(),
  from: Type.String(),
  to: Type.String(),
  offered: Type.Number(),
});

export function historyRoutes(app: App): void {
  app.addContentTypeParser(['text/csv', 'application/csv'], { bodyLimit: HISTORY_LIMIT }, (_request, payload, done) =>
    done(null, payload),
  );

  app.post(
    '/history',
    {
      config: { permission: 'rooster:history:write' },
      bodyLimit: HISTORY_LIMIT,
      schema: {
        tags: ['history'],
        summary: 'Import a history CSV: all of it, or nothing and every problem named',
        consumes: ['text/csv'],
        body: Type.Unsafe<Readable>({ description: 'history CSV' }),
        response: {
          200: Type.Object({
            rows: Type.Integer({ description: 'intervals stored' }),
            queues: Type.Array(Type.String()),
            warnings: Type.Array(Type.String()),
          }),
          404: ProblemSchema,
          415: ProblemSchema,
          422: ProblemSchema,
        },
      },
      // The body is a stream; there is nothing for a schema to look at.
      validatorCompiler: () => () => true,
    },
    async (request) => {
      const { centre } = await centreInUse(request.service);
      const body = request.body instanceof Readable ? request.body : Readable.from([]);
      const history = await readHistoryBody(body, { ...historyOptions(centre), file: 'body' });
      if (!history.ok) throw new InputError(history.issues);
      const rows = await saveHistory(request.service.store, centre.name, history.value.values());
      return {
        rows,
        queues: [...history.value.keys()],
        warnings: history.issues.map((issue) => `${issue.code}: ${issue.message}`),
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
