/** Misuse of the kernel throws; what no head count can meet is an answer (see {@link ../outcome.ts}). */
function requireNumber(name: string, value: number, accept: boolean, range: string): void {
  if (!accept) throw new RangeError(`${name} is ${value}; it must be ${range}.`);
}

export const requireAgents = (value: number): void =>
  requireNumber('agents', value, value >= 0 && Number.isFinite(value), 'a finite number ≥ 0');

export const requireWholeAgents = (value: number): void =>
  requireNumber('agents', value, value >= 0 && Number.isInteger(value), 'a whole number ≥ 0');

export const requireLoad = (value: number): void =>
  requireNumber('load', value, value >= 0 && Number.isFinite(value), 'a finite number of erlangs ≥ 0');

export const requireAht = (value: number): void =>
  requireNumber('ahtSeconds', value, value > 0 && Number.isFinite(value), 'a finite number > 0');

export const requirePatience = (value: number): void =>
  requireNumber('patienceSeconds', value, value > 0, 'a number > 0 (Infinity: nobody hangs up)');

export const requireTarget = (value: number): void => requireNumber('targetSeconds', value, value >= 0, 'a number ≥ 0');

export const requireConcurrency = (value: number): void =>
  requireNumber('concurrency', value, value >= 1 && Number.isInteger(value), 'a whole number ≥ 1');

export const requireSlowdown = (value: number): void =>
  requireNumber('slowdown', value, value >= 0 && Number.isFinite(value), 'a finite number ≥ 0');

export const requireShare = (name: string, value: number): void =>
  requireNumber(name, value, value >= 0 && value <= 1, 'between 0 and 1');

export const requireSeconds = (name: string, value: number): void =>
  requireNumber(name, value, value >= 0, 'a number ≥ 0');

export const requireLines = (lines: number, agents: number): void =>
  requireNumber('lines', lines, Number.isInteger(lines) && lines >= agents, `a whole number ≥ agents (${agents})`);
