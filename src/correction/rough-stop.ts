import type { StopRule } from '../../solver/stop.js';
import type { Centre } from '../domain/centre.js';

/** Work units per agent and day after which a roster is good enough to show who can help whom. */
const WORK_PER_AGENT_DAY = 4_000;
/** Share of a time or work limit that one rough roster may take. */
const SHARE = 0.15;

/**
 * Stop rule of a rough roster: about a seventh of the engine's usual work, or a small share of the limit the user gave.
 * @param days of the period
 */
export function roughStop(stop: StopRule | undefined, centre: Pick<Centre, 'agents'>, days: number): StopRule {
  const usual = WORK_PER_AGENT_DAY * Math.max(1, centre.agents.length) * days;
  const { workLimit, timeLimitMillis } = stop ?? {};
  return {
    workLimit: Math.min(usual, workLimit === undefined ? usual : Math.max(1, workLimit * SHARE)),
    ...(timeLimitMillis === undefined ? {} : { timeLimitMillis: timeLimitMillis * SHARE }),
  };
}
