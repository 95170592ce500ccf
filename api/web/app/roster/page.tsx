import { type PlanInfo, type RosterDocument, read } from '../api.js';
import type { Frame } from '../frame.js';
import { useLoad } from '../load.js';
import { Show } from '../parts/frame.js';
import { Unplanned } from '../parts/unplanned.js';
import { planOf } from '../plans.js';
import { Editor } from './editor.js';
import { shiftOf } from './edits.js';

/** Everybody's shifts of a week, to read and to edit. */
export function RosterPage({ frame, week }: { frame: Frame; week: string }) {
  const plan = planOf(frame.plans, week);
  return plan === undefined ? <Unplanned frame={frame} week={week} /> : <Planned frame={frame} plan={plan} />;
}

function Planned({ frame, plan }: { frame: Frame; plan: PlanInfo }) {
  const loaded = useLoad(`roster ${plan.id} ${plan.revision}`, async () => {
    const { value } = await read<RosterDocument>(`/v1/rosters/${plan.week}`);
    return { roster: value, shifts: value.shifts.map(shiftOf) };
  });
  return (
    <Show loaded={loaded}>
      {({ roster, shifts }) => <Editor key={plan.id} frame={frame} plan={plan} roster={roster} original={shifts} />}
    </Show>
  );
}
