import { type PlanInfo, type RosterDocument, read } from '../api.js';
import type { Frame } from '../frame.js';
import { useLoad } from '../load.js';
import { Show } from '../parts/frame.js';
import { Unplanned } from '../parts/unplanned.js';
import { allAgents, type ListedAgent, type ListedQueue } from '../people.js';
import { coversWeek, planOf } from '../plans.js';
import { Editor } from './editor.js';
import { shiftOf } from './edits.js';
import { type KnownPerson, peopleOf } from './rows.js';

/** Everybody's shifts of a week, to read and to edit; of a week with several plans the one that is chosen. */
export function RosterPage({ frame, week, plan: id }: { frame: Frame; week: string; plan?: string | undefined }) {
  const ofWeek = frame.plans.filter((one) => one.state !== 'withdrawn' && coversWeek(one, week));
  const plan = ofWeek.find((one) => one.id === id) ?? planOf(frame.plans, week);
  if (plan === undefined) return <Unplanned frame={frame} week={week} />;
  return (
    <Planned
      key={plan.id}
      frame={frame}
      plan={plan}
      versions={ofWeek}
      published={ofWeek.find(({ state }) => state === 'published')}
    />
  );
}

interface PlannedProps {
  readonly frame: Frame;
  readonly plan: PlanInfo;
  /** All plans of the week that stand. */
  readonly versions: readonly PlanInfo[];
  readonly published: PlanInfo | undefined;
}

function Planned({ frame, plan, versions, published }: PlannedProps) {
  const loaded = useLoad(`roster ${plan.id} ${plan.revision}`, async () => {
    const [{ value: roster }, agents, queues] = await Promise.all([
      read<RosterDocument>(`/v1/plans/${plan.id}/files/roster.json`),
      allAgents(),
      read<{ queues: ListedQueue[] }>('/v1/queues').then(({ value }) => value.queues),
    ]);
    const original = roster.shifts.map(shiftOf);
    const people = peopleOf(
      original,
      agents.map((agent) => known(agent, queues)),
    );
    return { roster, original, people };
  });
  return (
    <Show loaded={loaded}>
      {(value) => (
        <Editor key={plan.id} frame={frame} plan={plan} versions={versions} published={published} {...value} />
      )}
    </Show>
  );
}

/** A person with the queues that all needed skills are there for. */
function known({ id, name, site, contract, team, skills }: ListedAgent, queues: readonly ListedQueue[]): KnownPerson {
  const own = new Set(skills.map(({ skill }) => skill));
  return {
    id,
    name,
    site,
    contract,
    ...(team === undefined ? {} : { team }),
    queues: queues.filter((queue) => queue.skills.every((skill) => own.has(skill))).map((queue) => queue.id),
  };
}
