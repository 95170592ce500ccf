import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import type { FastifySerializerCompiler } from 'fastify';

type Build = ReturnType<typeof SerializerSelector>;
type Serialize = (value: unknown) => string;

const build: Build = SerializerSelector();
const made = new Map<string, Serialize>();

/**
 * Writers of answers, one for each form instead of one for each route and status: most of the hundreds of answers are the same few
 * problems, and compiling them one by one took most of the time to start. Schemas here refer to nothing outside themselves.
 */
export const sharedSerializers: Build = (external, options) => {
  const compile = build(external, options) as unknown as FastifySerializerCompiler<unknown>;
  return ((route: Parameters<FastifySerializerCompiler<unknown>>[0]) => {
    const form = JSON.stringify(route.schema);
    let serialize = made.get(form);
    if (serialize === undefined) {
      serialize = compile(route) as Serialize;
      made.set(form, serialize);
    }
    return serialize;
  }) as unknown as ReturnType<Build>;
};
