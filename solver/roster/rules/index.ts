import type { Rule } from '../../problem.js';
import { consecutiveDays } from './consecutive-days.js';
import { consecutiveDaysOff } from './consecutive-days-off.js';
import { consecutiveShifts } from './consecutive-shifts.js';
import { dailyRest } from './daily-rest.js';
import { daysWorked } from './days-worked.js';
import type { RuleContext, RuleMachine } from './machine.js';
import { paidMinutes } from './paid-minutes.js';
import { placeDays } from './place-days.js';
import { restAfterSeries } from './rest-after-series.js';
import { rotation } from './rotation.js';
import { sequence } from './sequence.js';
import { shiftCount } from './shift-count.js';
import { startVariation } from './start-variation.js';
import { succession } from './succession.js';
import { weekends } from './weekends.js';
import { weeklyRest } from './weekly-rest.js';
import { workMinutes } from './work-minutes.js';

export type { RuleContext, RuleMachine, Step } from './machine.js';

/** The machine of a rule for one kind of agent. */
export function createMachine(rule: Rule, context: RuleContext): RuleMachine {
  switch (rule.rule) {
    case 'daily-rest':
      return dailyRest(rule, context);
    case 'weekly-rest':
      return weeklyRest(rule, context);
    case 'paid-minutes':
      return paidMinutes(rule, context);
    case 'work-minutes':
      return workMinutes(rule, context);
    case 'days-worked':
      return daysWorked(rule, context);
    case 'consecutive-days':
      return consecutiveDays(rule, context);
    case 'consecutive-days-off':
      return consecutiveDaysOff(rule, context);
    case 'consecutive-shifts':
      return consecutiveShifts(rule, context);
    case 'rest-after-series':
      return restAfterSeries(rule, context);
    case 'sequence':
      return sequence(rule, context);
    case 'weekends':
      return weekends(rule, context);
    case 'shift-count':
      return shiftCount(rule, context);
    case 'succession':
      return succession(rule, context);
    case 'start-variation':
      return startVariation(rule, context);
    case 'rotation':
      return rotation(rule, context);
    case 'place-days':
      return placeDays(rule, context);
  }
}
