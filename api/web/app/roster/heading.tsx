import type { PlanInfo } from '../api.js';
import { type Frame, may } from '../frame.js';
import { StateTag } from '../parts/frame.js';
import { Publish } from '../parts/publish.js';
import { useWords } from '../settings.js';
import type { Draft, Shift } from './edits.js';
import { Versions } from './versions.js';

interface HeadingProps {
  readonly frame: Frame;
  readonly plan: PlanInfo;
  readonly versions: readonly PlanInfo[];
  readonly published: PlanInfo | undefined;
  readonly draft: Draft;
  readonly original: readonly Shift[];
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
  readonly onCopy: () => void;
}

/** Title of the roster with what can be done to all of it. */
export function Heading(props: HeadingProps) {
  const { frame, plan, published, draft, original } = props;
  const t = useWords();
  const isDraft = plan.state === 'draft';
  const mayWrite = may(frame, 'rooster:roster:write');
  const clean = draft.past.length === 0;
  return (
    <div class="heading">
      <h1>
        {t('roster.title')} <StateTag state={plan.state} />
      </h1>
      {props.versions.length < 2 ? null : <Versions frame={frame} plans={props.versions} plan={plan} />}
      <div class="actions">
        {isDraft && mayWrite ? (
          <>
            <button type="button" onClick={props.onUndo} disabled={clean}>
              ↶ {t('roster.undo')}
            </button>
            <button type="button" onClick={props.onRedo} disabled={draft.future.length === 0}>
              ↷ {t('roster.redo')}
            </button>
            <button type="button" onClick={props.onDiscard} disabled={clean}>
              {t('roster.discard')}
            </button>
            <button type="button" class={clean ? '' : 'main'} onClick={props.onSave} disabled={clean}>
              {t('roster.save')}
            </button>
          </>
        ) : null}
        {!isDraft && mayWrite ? (
          <button type="button" class="main" onClick={props.onCopy}>
            {t('roster.copy')}
          </button>
        ) : null}
        {isDraft && clean && may(frame, 'rooster:roster:publish') ? (
          <Publish
            frame={frame}
            plan={plan}
            published={published}
            people={new Set(original.map(({ agent }) => agent)).size}
            shifts={original.length}
          />
        ) : null}
      </div>
    </div>
  );
}
