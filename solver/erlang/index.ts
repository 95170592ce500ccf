/** The Erlang family: blocking, waiting, hanging up, chats in parallel, and the number of agents that meets a goal. */
export { type ChatInput, chat } from './chat.js';
export { type ErlangAInput, erlangA } from './erlang-a.js';
export { erlangB } from './erlang-b.js';
export { type ErlangCInput, erlangC } from './erlang-c.js';
export { type GoalFailure, type GoalName, type Goals, neverMet, unmetGoal } from './goals.js';
export { evaluate, type QueueModel } from './model.js';
export { hintFrom, requiredAgents } from './required-agents.js';
export type { Service } from './service.js';
export { scheduledAgents } from './shrinkage.js';
export { finiteTrunks, type TrunksInput } from './trunks.js';
