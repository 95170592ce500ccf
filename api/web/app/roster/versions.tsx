import type { PlanInfo } from '../api.js';
import { moment } from '../format.js';
import type { Frame } from '../frame.js';
import { go, weekPath } from '../router.js';
import { useLanguage, useWords } from '../settings.js';

/** Plans of the week to choose from. */
export function Versions({ frame, plans, plan }: { frame: Frame; plans: readonly PlanInfo[]; plan: PlanInfo }) {
  const t = useWords();
  const language = useLanguage();
  return (
    <label class="versions">
      {t('roster.version')}{' '}
      <select
        value={plan.id}
        onChange={(event) => go(`${weekPath(plan.week, 'roster')}?plan=${event.currentTarget.value}`)}
      >
        {plans.map((one) => (
          <option key={one.id} value={one.id}>
            {t(`state.${one.state}`)}, {moment(language, Date.parse(one.createdAt), frame.centre.zone)}
          </option>
        ))}
      </select>
    </label>
  );
}
