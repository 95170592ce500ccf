import { type PlanInfo, type RosterDocument, read } from '../api.js';
import { moment } from '../format.js';
import type { Frame } from '../frame.js';
import { useLoad } from '../load.js';
import { Show } from '../parts/frame.js';
import { Unplanned } from '../parts/unplanned.js';
import { allAgents, type ListedAgent, type ListedQueue } from '../people.js';
import { planOf } from '../plans.js';
import { go, weekPath } from '../router.js';
import { useLanguage, useWords } from '../settings.js';
import { Editor } from './editor.js';
import { shiftOf } from './edits.js';
import { type KnownPerson, peopleOf } from './rows.js';

/** Everybody's shifts of a week, to read and to edit; of a week with several plans the one that is chosen. */
export function RosterPage({ frame, week, plan: id }: { frame: Frame; week: string; plan?: string | undefined }) {
  const ofWeek = frame.plans.filter((one) => one.week === week && one.state !== 'withdrawn');
  const plan = ofWeek.find((one) => one.id === id) ?? planOf(frame.plans, week);
  if (plan === undefined) return <Unplanned frame={frame} week={week} />;
  return (
    <>
      {ofWeek.length < 2 ? null : <Versions frame={frame} plans={ofWeek} plan={plan} />}
      <Planned key={plan.id} frame={frame} plan={plan} published={ofWeek.find(({ state }) => state === 'published')} />
    </>
  );
}

/** Plans of the week to choose from. */
function Versions({ frame, plans, plan }: { frame: Frame; plans: readonly PlanInfo[]; plan: PlanInfo }) {
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

interface PlannedProps {
  readonly frame: Frame;
  readonly plan: PlanInfo;
  readonly published: PlanInfo | undefined;
}

function Planned({ frame, plan, published }: PlannedProps) {
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
      {(value) => <Editor key={plan.id} frame={frame} plan={plan} published={published} {...value} />}
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
