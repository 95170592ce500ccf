import { useMemo, useState } from 'preact/hooks';
import type { PlanInfo, RosterDocument } from '../api.js';
import { day, number, plainDay, time } from '../format.js';
import { type Frame, may } from '../frame.js';
import { Problem, StateTag } from '../parts/frame.js';
import { go, weekPath } from '../router.js';
import { useLanguage, useWords } from '../settings.js';
import { addDays } from '../weeks.js';
import { Coverage } from './coverage.js';
import { lengthened, moved, paidMsOf, type Shift, STEP_MS, touched, withEdits } from './edits.js';
import { Findings } from './findings.js';
import { onTimelineKey } from './keys.js';
import { peopleOf, rowsOf } from './rows.js';
import { saveEdits } from './save.js';
import { Timeline } from './timeline.js';
import { Toolbar, type View } from './toolbar.js';
import { useDraft } from './use-draft.js';
import { useFindings } from './use-findings.js';

const KINDS = ['work', 'login', 'break', 'meal', 'training', 'coaching', 'meeting', 'other'] as const;

interface EditorProps {
  readonly frame: Frame;
  readonly plan: PlanInfo;
  readonly roster: RosterDocument;
  readonly original: readonly Shift[];
}

/** The roster of a week on a timeline, with what an edit does to rules and coverage. */
export function Editor({ frame, plan, roster, original }: EditorProps) {
  const t = useWords();
  const language = useLanguage();
  const { zone } = frame.centre;
  const [view, setView] = useState<View>({ text: '', site: '', skill: '', contract: '', group: 'none', date: '' });
  const [failure, setFailure] = useState<unknown>();
  const [selected, setSelected] = useState<string>();
  const { draft, edit, undo, redo, discard } = useDraft(plan.id, plan.revision);
  const shifts = useMemo(() => withEdits(original, draft.past), [original, draft]);
  const people = useMemo(() => peopleOf(original), [original]);
  const rows = useMemo(() => rowsOf(people, shifts.values(), view, view.group), [people, shifts, view]);
  const changed = useMemo(() => new Set(draft.past.map(({ before }) => before.key)), [draft]);
  const agents = useMemo(() => touched(draft), [draft]);
  const findings = useFindings(plan.id, agents, original, shifts);
  const chosen = selected === undefined ? undefined : shifts.get(selected);
  const dates = Array.from({ length: plan.weeks * 7 }, (_, i) => addDays(roster.period.from, i));
  const [from, to] = view.date === '' ? [dates[0]!, dates.at(-1)!] : [view.date, view.date];

  const move = (shift: Shift, ms: number): void => edit({ before: shift, after: moved(shift, ms) });
  const lengthen = (shift: Shift, ms: number): void => {
    const after = lengthened(shift, ms);
    if (after !== undefined) edit({ before: shift, after });
  };
  const remove = (shift: Shift): void => edit({ before: shift });
  const onKey = (event: KeyboardEvent): void =>
    onTimelineKey(event, { rows, shifts, selected, select: setSelected, move, lengthen, remove, undo, redo });
  const save = async (): Promise<void> => {
    try {
      await saveEdits(plan.id, plan.revision, original, draft);
      discard();
      go(weekPath(plan.week, 'roster', 'saved'));
    } catch (error) {
      setFailure(error);
    }
  };
  const paidHours = (list: Iterable<Shift>): number =>
    [...list].reduce((sum, shift) => sum + paidMsOf(shift), 0) / 3_600_000;
  const difference = draft.past.length === 0 ? 0 : paidHours(shifts.values()) - paidHours(original);

  return (
    <>
      <div class="heading">
        <h1>
          {t('roster.title')} <StateTag state={plan.state} />
        </h1>
        <div class="actions">
          <button type="button" onClick={undo} disabled={draft.past.length === 0}>
            ↶ {t('roster.undo')}
          </button>
          <button type="button" onClick={redo} disabled={draft.future.length === 0}>
            ↷ {t('roster.redo')}
          </button>
          <button type="button" onClick={discard} disabled={draft.past.length === 0}>
            {t('roster.discard')}
          </button>
          {plan.state === 'draft' && may(frame, 'rooster:roster:write') ? (
            <button type="button" class="main" onClick={() => void save()} disabled={draft.past.length === 0}>
              {t('roster.save')}
            </button>
          ) : null}
        </div>
      </div>
      {failure === undefined ? null : <Problem error={failure} />}
      <Toolbar view={view} onChange={setView} people={people} frame={frame} dates={dates} />
      <p class="help" role="status">
        {t('roster.count', {
          n: number(language, rows.filter(({ kind }) => kind === 'agent').length),
          shifts: number(
            language,
            rows.reduce((sum, row) => sum + (row.kind === 'agent' ? row.shifts.length : 0), 0),
          ),
        })}
        {changed.size === 0
          ? ''
          : ` · ${t('roster.changed', { n: changed.size })} · ${t('glance.paid')} ${difference < 0 ? '−' : '+'}${number(language, Math.abs(difference), 2)} · ${t('roster.kept')}`}
      </p>
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
            from={from}
            to={to}
            zone={zone}
            selected={selected}
            changed={changed}
            onSelect={setSelected}
            onMove={move}
            onLengthen={lengthen}
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
        <section class="chosen-shift" aria-label={t('roster.selected')}>
          <strong>{people.find(({ id }) => id === chosen.agent)?.name ?? chosen.agent}</strong>
          <span>
            {day(language, chosen.startMs, zone)}, {time(language, chosen.startMs, zone)}–
            {time(language, chosen.endMs, zone)}
          </span>
          <span class="muted">{[chosen.site, chosen.desk].filter((part) => part !== undefined).join(', ')}</span>
          <span class="actions">
            <button type="button" onClick={() => move(chosen, -STEP_MS)}>
              ← {t('roster.earlier')}
            </button>
            <button type="button" onClick={() => move(chosen, STEP_MS)}>
              {t('roster.later')} →
            </button>
            <button type="button" onClick={() => lengthen(chosen, -STEP_MS)}>
              {t('roster.shorter')}
            </button>
            <button type="button" onClick={() => lengthen(chosen, STEP_MS)}>
              {t('roster.longer')}
            </button>
            <button type="button" onClick={() => remove(chosen)}>
              {t('roster.remove')}
            </button>
          </span>
        </section>
      )}
      {agents.length === 0 ? null : (
        <Findings findings={findings} nameOf={(id) => people.find((one) => one.id === id)?.name ?? id} />
      )}
      <h2>
        {t('roster.coverage')}, {view.date === '' ? plainDay(language, from) : plainDay(language, view.date)}
        {view.date === '' ? ` – ${plainDay(language, to)}` : ''}
      </h2>
      <Coverage
        roster={roster}
        shifts={shifts}
        from={from}
        to={to}
        zone={zone}
        intervalMinutes={frame.centre.intervalMinutes}
      />
    </>
  );
}
