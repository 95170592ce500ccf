import { useMemo, useRef, useState } from 'preact/hooks';
import { ApiProblem, type PlanInfo, type RosterDocument, send } from '../api.js';
import { plainDay } from '../format.js';
import { type Frame, may } from '../frame.js';
import { Problem } from '../parts/frame.js';
import { go, weekPath } from '../router.js';
import { useLanguage, useWords } from '../settings.js';
import { addDays } from '../weeks.js';
import { AddShift } from './add-shift.js';
import { balanceOf } from './balance.js';
import { givenTo, withBreakMoved } from './changes.js';
import { Chosen } from './chosen.js';
import { Conflict, type OthersChanges } from './conflict.js';
import { Coverage } from './coverage.js';
import { Differences } from './difference.js';
import {
  type Edit,
  lengthened,
  moved,
  paidMsOf,
  type Shift,
  stepsOf,
  touched,
  touchedKeys,
  withEdits,
} from './edits.js';
import { Findings } from './findings.js';
import { Heading } from './heading.js';
import { onTimelineKey } from './keys.js';
import { Proposal } from './proposal.js';
import { type Person, rowsOf } from './rows.js';
import { saveEdits } from './save.js';
import { Status } from './status.js';
import { Timeline } from './timeline.js';
import { Toolbar, type View } from './toolbar.js';
import { usePreview } from './use-cost.js';
import { useDraft } from './use-draft.js';
import { useFindings } from './use-findings.js';
import { useLocks } from './use-locks.js';

const KINDS = ['work', 'login', 'break', 'meal', 'training', 'coaching', 'meeting', 'other'] as const;

const paidHours = (list: Iterable<Shift>): number =>
  [...list].reduce((sum, shift) => sum + paidMsOf(shift), 0) / 3_600_000;

interface EditorProps {
  readonly frame: Frame;
  readonly plan: PlanInfo;
  readonly roster: RosterDocument;
  readonly original: readonly Shift[];
  readonly people: readonly Person[];
  /** All plans of the week that stand. */
  readonly versions: readonly PlanInfo[];
  /** The plan of the week that is published, where there is one. */
  readonly published: PlanInfo | undefined;
}

/** The roster of a week on a timeline, with what an edit does to rules and coverage. */
export function Editor({ frame, plan, roster, original, people, versions, published }: EditorProps) {
  const t = useWords();
  const language = useLanguage();
  const { zone } = frame.centre;
  const [view, setView] = useState<View>(() => ({
    text: '',
    site: '',
    skill: '',
    contract: '',
    group: 'none',
    // A week does not fit on a phone.
    date: matchMedia('(max-width: 700px)').matches ? roster.period.from : '',
  }));
  const [failure, setFailure] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  const [selected, setSelected] = useState<string>();
  const { draft, edit, undo, redo, discard } = useDraft(plan.id, plan.revision);
  const shifts = useMemo(() => withEdits(original, draft.past), [original, draft]);
  const byId = useMemo(() => new Map(people.map((person) => [person.id, person])), [people]);
  const { locked, toggle } = useLocks(plan.id);
  const made = useRef(0);
  const newKey = (): string => `new ${Date.now()} ${made.current++}`;
  const rows = useMemo(() => rowsOf(people, shifts.values(), view, view.group), [people, shifts, view]);
  const changed = useMemo(() => touchedKeys(draft), [draft]);
  const agents = useMemo(() => touched(draft), [draft]);
  const findings = useFindings(plan.id, agents, original, shifts);
  const { preview, refusal } = usePreview(plan.id, plan.revision, original, draft, saving);
  const balance = useMemo(
    () => balanceOf(roster, shifts.values(), frame.centre.intervalMinutes),
    [roster, shifts, frame],
  );
  const nameOf = (id: string): string => byId.get(id)?.name ?? id;
  const chosen = selected === undefined ? undefined : shifts.get(selected);
  const dates = Array.from({ length: plan.weeks * 7 }, (_, i) => addDays(roster.period.from, i));
  const [from, to] = view.date === '' ? [dates[0]!, dates.at(-1)!] : [view.date, view.date];

  const isDraft = plan.state === 'draft';
  const mayWrite = may(frame, 'rooster:roster:write');
  /** Edits of people that are locked are not made. */
  const change = (one: Edit): void => {
    const agentsOf = stepsOf(one).flatMap(({ before, after }) => [before?.agent, after?.agent]);
    if (!agentsOf.some((agent) => agent !== undefined && locked.has(agent))) edit(one);
  };
  const move = (shift: Shift, ms: number): void => change({ before: shift, after: moved(shift, ms) });
  const lengthen = (shift: Shift, ms: number): void => {
    const after = lengthened(shift, ms);
    if (after !== undefined) change({ before: shift, after });
  };
  const moveBreak = (shift: Shift, index: number, ms: number): void => {
    const after = withBreakMoved(shift, index, ms);
    if (after !== undefined) change({ before: shift, after });
  };
  const give = (shift: Shift, agent: string, ms: number): void => {
    const person = byId.get(agent);
    if (person !== undefined) change({ before: shift, after: moved(givenTo(shift, person), ms) });
  };
  const giveBeside = (shift: Shift, direction: number): void => {
    const listed = rows.flatMap((row) => (row.kind === 'agent' ? [row.person.id] : []));
    const other = listed[listed.indexOf(shift.agent) + direction];
    if (other !== undefined) give(shift, other, 0);
  };
  const remove = (shift: Shift): void => change({ before: shift });
  const onKey = (event: KeyboardEvent): void =>
    onTimelineKey(event, {
      rows,
      shifts,
      selected,
      select: setSelected,
      move,
      lengthen,
      remove,
      undo,
      redo,
      give: giveBeside,
      lock: ({ agent }) => toggle(agent),
    });
  const copy = async (): Promise<void> => {
    try {
      const made = await send<PlanInfo>('POST', `/v1/plans/${plan.id}/copy`);
      go(`${weekPath(plan.week, 'roster')}?plan=${made.id}&done=${Date.now()}`);
    } catch (error) {
      setFailure(error);
    }
  };
  const save = async (): Promise<void> => {
    setSaving(true);
    try {
      await saveEdits(plan.id, plan.revision, original, draft);
      discard();
      go(`${weekPath(plan.week, 'roster')}?plan=${plan.id}&done=${Date.now()}`);
    } catch (error) {
      setFailure(error);
    } finally {
      setSaving(false);
    }
  };
  return (
    <>
      <Heading
        frame={frame}
        plan={plan}
        versions={versions}
        published={published}
        draft={draft}
        original={original}
        onUndo={undo}
        onRedo={redo}
        onDiscard={discard}
        onSave={() => void save()}
        onCopy={() => void copy()}
      />
      {failure === undefined ? null : failure instanceof ApiProblem && failure.code === 'plan-changed' ? (
        <Conflict frame={frame} plan={plan} draft={draft} others={failure.body as OthersChanges} nameOf={nameOf} />
      ) : (
        <Problem error={failure} />
      )}
      {isDraft || !mayWrite ? null : <p class="help">{t('roster.published.help')}</p>}
      <div class="roster-bar">
        <Toolbar view={view} onChange={setView} people={people} frame={frame} dates={dates} />
        {isDraft && mayWrite ? (
          <div class="actions tools">
            <AddShift
              people={people}
              dates={dates}
              zoneOf={(site) => frame.centre.sites.find(({ id }) => id === site)?.zone ?? zone}
              keyOf={newKey}
              onAdd={(shift) => {
                change({ after: shift });
                setSelected(shift.key);
              }}
            />
            <Proposal
              planId={plan.id}
              revision={plan.revision}
              agents={rows.flatMap((row) =>
                row.kind === 'agent' && !locked.has(row.person.id) ? [row.person.id] : [],
              )}
              shifts={shifts}
              keyOf={newKey}
              onEdit={change}
            />
          </div>
        ) : null}
      </div>
      <Status
        frame={frame}
        rows={rows}
        changed={changed.size}
        paidHours={draft.past.length === 0 ? 0 : paidHours(shifts.values()) - paidHours(original)}
        cost={preview?.cost}
      />
      {rows.length === 0 ? (
        <p class="notice">
          {t('roster.empty')}{' '}
          <button type="button" onClick={() => setView({ ...view, text: '', site: '', skill: '', contract: '' })}>
            {t('roster.clear')}
          </button>
        </p>
      ) : (
        <>
          <Timeline
            rows={rows}
            balance={balance}
            from={from}
            to={to}
            zone={zone}
            selected={selected}
            changed={changed}
            onSelect={setSelected}
            onMove={move}
            onLengthen={lengthen}
            onBreak={moveBreak}
            onGive={give}
            locked={locked}
            onLock={toggle}
            onKey={onKey}
          />
          <p class="help" id="roster-keys">
            {t('roster.keys')}
          </p>
        </>
      )}
      <ul class="legend" aria-label={t('roster.legend')}>
        {KINDS.map((kind) => (
          <li key={kind}>
            <i class={`act ${kind}`} aria-hidden="true" /> {t(`act.${kind}`)}
          </li>
        ))}
      </ul>
      {chosen === undefined ? null : (
        <Chosen
          frame={frame}
          shift={chosen}
          shifts={shifts}
          people={byId}
          locked={locked.has(chosen.agent)}
          onEdit={change}
          onClose={() => setSelected(undefined)}
        />
      )}
      {agents.length === 0 ? null : (
        <Findings findings={findings} law={preview?.law ?? []} refusal={refusal} nameOf={nameOf} />
      )}
      {published === undefined || published.id === plan.id ? null : (
        <details class="drawer">
          <summary>{t('roster.diff')}</summary>
          <Differences frame={frame} published={published} plan={plan} nameOf={nameOf} />
        </details>
      )}
      <h2>
        {t('roster.coverage')}, {view.date === '' ? plainDay(language, from) : plainDay(language, view.date)}
        {view.date === '' ? ` – ${plainDay(language, to)}` : ''}
      </h2>
      <Coverage balance={balance} from={from} to={to} zone={zone} />
    </>
  );
}
