import { createHash } from 'node:crypto';
import helmet from '@fastify/helmet';
import Fastify from 'fastify';
import { REPORT_STYLE } from '../web/report/style.js';
import type { App } from './app-type.js';

/** Headers of helmet that mean something for documents only, and would be a third of what is sent with a short answer. */
const FOR_DOCUMENTS = new Set([
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
]);
/** The report needs its own style and nothing else: no script, no request to anywhere. */
export const REPORT_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(REPORT_STYLE).digest('base64')}'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

/** Whatever of the API is opened as a document may load nothing, run nothing and be in nobody's frame. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

/**
 * The headers of helmet on every answer. They are the same for all: helmet is asked once for them, rather than to put each together
 * for each answer. Pages have policies of their own.
 * @param https insist on HTTPS from now on
 */
export async function securityHeaders(app: App, https: boolean): Promise<void> {
  const asked = Fastify();
  await asked.register(helmet, { contentSecurityPolicy: false, strictTransportSecurity: https });
  const documents: Record<string, string> = {};
  asked.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(reply.raw.getHeaders())) documents[name] = String(value);
  });
  await asked.inject('/none');
  await asked.close();
  const data = {
    ...Object.fromEntries(Object.entries(documents).filter(([name]) => !FOR_DOCUMENTS.has(name))),
    'content-security-policy': DATA_POLICY,
  };
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(request.url.startsWith('/v1/') ? data : documents);
    done();
  });
}
