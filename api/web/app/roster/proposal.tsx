import { useEffect, useRef, useState } from 'preact/hooks';
import { type JobInfo, read, type ShiftFile, send } from '../api.js';
import { number } from '../format.js';
import { Problem } from '../parts/frame.js';
import { useLanguage, useWords } from '../settings.js';
import { proposalSteps } from './changes.js';
import { type Edit, editOf, type Shift, shiftOf } from './edits.js';
import { toFile } from './save.js';

/** People that one search may change. */
const MOST = 200;

interface ProposalAnswer {
  readonly shifts: readonly ShiftFile[];
  readonly changed: readonly string[];
  readonly shortHours: { readonly before: number; readonly after: number };
}

interface ProposalProps {
  readonly planId: string;
  readonly revision: number;
  /** People that may change: those shown, without those who are locked. */
  readonly agents: readonly string[];
  readonly shifts: ReadonlyMap<string, Shift>;
  readonly keyOf: () => string;
  readonly onEdit: (edit: Edit) => void;
}

/** Looks for better shifts of the people shown; what it finds is one edit that can be undone. */
export function Proposal({ planId, revision, agents, shifts, keyOf, onEdit }: ProposalProps) {
  const t = useWords();
  const language = useLanguage();
  const [state, setState] = useState<'idle' | 'busy'>('idle');
  const [found, setFound] = useState<string>();
  const [error, setError] = useState<unknown>();
  const gone = useRef(false);
  useEffect(
    () => () => {
      gone.current = true;
    },
    [],
  );
  const search = async (): Promise<void> => {
    setState('busy');
    setError(undefined);
    setFound(undefined);
    const own = new Set(agents);
    try {
      let job = await send<JobInfo>(
        'POST',
        `/v1/plans/${planId}/proposals`,
        { agents, shifts: [...shifts.values()].filter(({ agent }) => own.has(agent)).map(toFile) },
        { 'if-match': `"${revision}"` },
        false,
      );
      while (!gone.current && (job.state === 'queued' || job.state === 'running')) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        job = (await read<JobInfo>(`/v1/jobs/${job.id}`, true)).value;
      }
      if (gone.current) return;
      if (job.report === undefined) throw new Error(job.error?.title ?? job.state);
      const answer = (await read<ProposalAnswer>(job.report)).value;
      const edit = editOf(proposalSteps(shifts.values(), answer.shifts.map(shiftOf), new Set(answer.changed), keyOf));
      if (edit !== undefined) onEdit(edit);
      setFound(
        edit === undefined
          ? t('roster.improve.none')
          : t('roster.improve.found', {
              n: answer.changed.length,
              before: number(language, answer.shortHours.before, 1),
              after: number(language, answer.shortHours.after, 1),
            }),
      );
    } catch (failure) {
      setError(failure);
    }
    setState('idle');
  };
  return (
    <>
      <button
        type="button"
        onClick={() => void search()}
        disabled={state === 'busy' || agents.length === 0 || agents.length > MOST}
        title={agents.length > MOST ? t('roster.improve.most', { n: MOST }) : undefined}
      >
        {state === 'busy' ? t('roster.improve.busy') : t('roster.improve', { n: number(language, agents.length) })}
      </button>
      {found === undefined ? null : <span role="status">{found}</span>}
      {error === undefined ? null : <Problem error={error} />}
    </>
  );
}
