import type { LinearModel, LpBackend, LpResult, LpSession, SolveOptions } from './model.js';

/** Opens a model, hands the session to `use` and frees it whatever happens. Do not keep the session. */
export function withSession<T>(backend: LpBackend, model: LinearModel, use: (session: LpSession) => T): T {
  const session = backend.open(model);
  try {
    return use(session);
  } finally {
    session.dispose();
  }
}

/** Solves a model once. */
export const solveOnce = (backend: LpBackend, model: LinearModel, options?: SolveOptions): LpResult =>
  withSession(backend, model, (session) => session.solve(options));
