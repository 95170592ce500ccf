import { ApiProblem } from '../api.js';
import { useWords } from '../settings.js';
import type { LiveFinding } from './live-rules.js';
import type { EditPreview } from './use-cost.js';

/** Rules that the people under edit break now; those that the edits broke come first. */
export function Findings({
  findings,
  law,
  refusal,
  nameOf,
}: {
  findings: readonly LiveFinding[] | undefined;
  /** What the server's check of labour law says of the edits. */
  law: EditPreview['law'];
  /** Why the server would not save the edits as they are. */
  refusal: unknown;
  nameOf: (agent: string) => string;
}) {
  const t = useWords();
  const hard = (findings ?? [])
    .filter((finding) => finding.hard || finding.isNew)
    .sort((a, b) => Number(b.isNew) - Number(a.isNew) || Number(b.hard) - Number(a.hard));
  return (
    <section class="findings" aria-live="polite">
      <h2>{t('roster.findings')}</h2>
      {refusal instanceof ApiProblem && refusal.issues.length > 0 ? (
        <div class="over">
          <p>{t('roster.preview.refused')}</p>
          <ul class="plain" lang="en">
            {refusal.issues.map((issue) => (
              <li key={issue}>{issue}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {findings === undefined ? <p>{t('roster.findings.busy')}</p> : null}
      {findings !== undefined && hard.length + law.length === 0 ? (
        <p class="good">{t('roster.findings.none')}</p>
      ) : null}
      <ul class="plain">
        {hard.map((finding, i) => (
          <li key={`${finding.agent} ${finding.rule} ${i}`}>
            <strong>{nameOf(finding.agent)}</strong> <code>{finding.rule}</code>{' '}
            <span lang="en">{finding.message}</span>{' '}
            {finding.isNew ? <span class="tag">{t('roster.findings.new')}</span> : null}
          </li>
        ))}
        {law.map((finding) => (
          <li key={`${finding.agent} ${finding.rule} ${finding.message}`}>
            <strong>{nameOf(finding.agent)}</strong> <code>{finding.rule}</code>{' '}
            <span lang="en">{finding.message}</span> <span class="tag">{t('glance.law')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
