import { type PlanInfo, type RosterDocument, read } from '../api.js';
import type { Frame } from '../frame.js';
import { useLoad } from '../load.js';
import { Show } from '../parts/frame.js';
import { allAgents } from '../people.js';
import { go, weekPath } from '../router.js';
import { useWords } from '../settings.js';
import { DifferenceTable } from './difference.js';
import { shiftOf } from './edits.js';
import { type Difference, editsOf, rebased } from './rebase.js';
import { keepEdits } from './use-draft.js';

/** The API's refusal to publish a draft of a week that was published anew since it was copied (412). */
export interface WeekChanged {
  readonly standing: string;
  readonly differences: readonly Difference[];
}

interface OvertakenProps {
  readonly frame: Frame;
  readonly plan: PlanInfo;
  readonly others: WeekChanged;
  readonly onOver: (standing: string) => void;
}

/** Shows what was published meanwhile: it can be taken into the draft, or lost knowingly. */
export function Overtaken({ frame, plan, others, onOver }: OvertakenProps) {
  const t = useWords();
  const names = useLoad('names', async () => new Map((await allAgents()).map(({ id, name }) => [id, name])));
  const take = async (): Promise<void> => {
    const roster = (await read<RosterDocument>(`/v1/plans/${plan.id}/files/roster.json`)).value;
    keepEdits(plan.id, plan.revision, rebased(editsOf(others.differences), roster.shifts.map(shiftOf)).draft);
    go(`${weekPath(plan.week, 'roster')}?plan=${plan.id}&done=${Date.now()}`);
  };
  return (
    <section class="notice bad" role="alert">
      <h2>{t('conflict.week')}</h2>
      <p>{t('conflict.week.text')}</p>
      <Show loaded={names}>
        {(nameOf) => (
          <DifferenceTable frame={frame} differences={others.differences} nameOf={(id) => nameOf.get(id) ?? id} />
        )}
      </Show>
      <p class="actions">
        <button type="button" onClick={() => void take()}>
          {t('conflict.week.take')}
        </button>
        <button type="button" class="danger" onClick={() => onOver(others.standing)}>
          {t('conflict.week.over')}
        </button>
      </p>
    </section>
  );
}
