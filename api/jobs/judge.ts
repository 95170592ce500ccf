import { Worker } from 'node:worker_threads';
import type { PublishedWeek } from '../../src/self-service/judged-week.js';
import type { Answers, Question } from '../../src/self-service/questions.js';
import type { SelfRules } from '../../src/self-service/rules.js';

/** A published version and the world around it as it is now. */
export interface Asked {
  /** Id of the version; what it holds never changes. */
  readonly version: string;
  /** Its roster and problem, JSON; read only where the thread does not hold the version open. */
  readonly documents: () => Promise<{ readonly roster: string; readonly problem?: string }>;
  readonly week: Pick<PublishedWeek, 'centre' | 'nowMs'> & {
    /** Published shifts of the weeks around by agent, JSON texts as they are stored. */
    readonly around: ReadonlyMap<string, readonly string[]>;
  };
  readonly rules: SelfRules['exchanges'];
}

export interface JudgeMessage extends Pick<Asked, 'version' | 'week' | 'rules'> {
  readonly id: number;
  readonly question: Question;
  readonly documents?: { readonly roster: string; readonly problem?: string };
}

export type JudgeReply = { readonly id: number } & (
  | { readonly reply: 'answer'; readonly answer: Answers[Question['ask']] }
  | { readonly reply: 'unknown-version' }
  | { readonly reply: 'error'; readonly message: string }
);

/** Answers questions about published weeks in a thread of its own, so that requests are served meanwhile. */
export interface Judge {
  ask<Q extends Question>(asked: Asked, question: Q): Promise<Answers[Q['ask']]>;
  close(): Promise<void>;
}

/** The thread starts with the first question and again after a crash, which fails the questions it was asked. */
export function startJudge(): Judge {
  let worker: Worker | undefined;
  let ids = 0;
  const waiting = new Map<number, { resolve: (reply: JudgeReply) => void; reject: (error: unknown) => void }>();

  const thread = (): Worker => {
    if (worker !== undefined) return worker;
    const made = new Worker(new URL(import.meta.resolve('#judge-worker')));
    worker = made;
    made.unref();
    made.on('message', (reply: JudgeReply) => {
      waiting.get(reply.id)?.resolve(reply);
      waiting.delete(reply.id);
    });
    const end = (error: unknown): void => {
      if (worker === made) worker = undefined;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    made.on('error', end);
    made.on('exit', (code) => end(new Error(`the judging thread ended with code ${code}`)));
    return made;
  };

  const send = (message: Omit<JudgeMessage, 'id'>): Promise<JudgeReply> =>
    new Promise((resolve, reject) => {
      const id = ++ids;
      waiting.set(id, { resolve, reject });
      thread().postMessage({ ...message, id } satisfies JudgeMessage);
    });

  return {
    ask: async <Q extends Question>({ documents, ...asked }: Asked, question: Q) => {
      let reply = await send({ ...asked, question });
      if (reply.reply === 'unknown-version') reply = await send({ ...asked, question, documents: await documents() });
      if (reply.reply !== 'answer') throw new Error(reply.reply === 'error' ? reply.message : 'no version was opened');
      return reply.answer as Answers[Q['ask']];
    },
    close: async () => {
      await worker?.terminate();
    },
  };
}
