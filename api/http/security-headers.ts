import helmet from '@fastify/helmet';
import Fastify from 'fastify';
import type { App } from './app-type.js';

/**
 * The headers of helmet on every answer. They are the same for all: helmet is asked once for them, rather than to put each together
 * for each answer, which took a tenth of the time of a short one. Pages have policies of their own.
 * @param https insist on HTTPS from now on
 */
export async function securityHeaders(app: App, https: boolean): Promise<void> {
  const asked = Fastify();
  await asked.register(helmet, { contentSecurityPolicy: false, strictTransportSecurity: https });
  const headers: Record<string, string> = {};
  asked.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(reply.raw.getHeaders())) headers[name] = String(value);
  });
  await asked.inject('/none');
  await asked.close();
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
}
