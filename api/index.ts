/** The faces: command line, HTTP service, storage and files, for programs that embed them. */
export * from './cli/command.js';
export { runCli } from './cli/run.js';
export { openStore, type Store } from './db/open.js';
export { readCentre } from './files/centre.js';
export { readHistory } from './files/history.js';
export { type PlanFile, planFiles } from './files/plan-documents.js';
export { loadCentre, loadPlanInput, mondayOf } from './files/plan-input.js';
export { buildApp } from './http/app.js';
export { type Served, serve } from './http/serve.js';
export { runTask } from './jobs/run-task.js';
