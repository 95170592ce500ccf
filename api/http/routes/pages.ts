import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { planDocument } from '../../db/plan-store.js';
import type { App } from '../app-type.js';
import { type PageFile, pageFiles } from '../pages.js';
import { REPORT_POLICY } from '../security-headers.js';
import { planForWeek } from './weeks.js';

/** The pages load their own files and talk to this service; nothing inline, nothing from elsewhere, in nobody's frame. */
const APP_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Addresses of the pages (`api/web/app/router.ts`); all get the same document. */
const APP_PATHS = [
  '/',
  '/weeks/:week',
  '/weeks/:week/:page',
  '/me',
  '/me/:week',
  '/inbox',
  '/inbox/rules',
  '/runs',
  '/runs/:id',
  '/scenarios',
  '/scenarios/:id',
  '/capacity',
  '/capacity/:id',
  '/people',
  '/rules',
  '/rules/:section',
];

/** Pages for people: the app, the printable report of a week at `/weeks/2026-W49/report`; liveness. */
export function pageRoutes(app: App): void {
  const files = pageFiles();

  const send = async (request: FastifyRequest, reply: FastifyReply, file: PageFile): Promise<FastifyReply> => {
    reply
      .type(file.type)
      .header('etag', file.etag)
      .header('vary', 'accept-encoding')
      .header('cache-control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
    if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
    return encoding === undefined
      ? reply.send(file.plain)
      : reply.header('content-encoding', encoding).send(await file.packed(encoding));
  };

  for (const [path, file] of files) {
    if (path !== '/index.html') {
      app.get(path, { config: { permission: 'public' }, schema: { hide: true } }, async (request, reply) =>
        send(request, reply, file),
      );
    }
  }
  for (const path of APP_PATHS) {
    app.get(path, { config: { permission: 'public' }, schema: { hide: true } }, async (request, reply) =>
      send(request, reply.header('content-security-policy', APP_POLICY), files.get('/index.html')!),
    );
  }

  app.get(
    '/weeks/:week/report',
    {
      config: { permission: 'rooster:roster:read' },
      schema: { hide: true, params: Type.Object({ week: Type.String() }) },
    },
    async (request, reply) => {
      const plan = await planForWeek(request.service, request.params.week);
      const report = await planDocument(request.service.store, plan.id, 'report.html');
      return reply.header('content-security-policy', REPORT_POLICY).type('text/html; charset=utf-8').send(report!.body);
    },
  );

  app.get('/healthz', { config: { permission: 'public' }, schema: { hide: true } }, async () => ({ status: 'ok' }));
}
