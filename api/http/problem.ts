import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from '../problem.js';

/** Answers every error as a problem document and logs those that are bugs. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  if (problem.status >= 500 && problem.status !== 503) request.log.error({ err: error }, 'unexpected failure');
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply.code(problem.status).type('application/problem+json').send(problem);
}
