import { useWords } from '../settings.js';
import type { LiveFinding } from './live-rules.js';

/** Rules that the people under edit break now; those that the edits broke come first. */
export function Findings({
  findings,
  nameOf,
}: {
  findings: readonly LiveFinding[] | undefined;
  nameOf: (agent: string) => string;
}) {
  const t = useWords();
  const hard = (findings ?? [])
    .filter((finding) => finding.hard || finding.isNew)
    .sort((a, b) => Number(b.isNew) - Number(a.isNew) || Number(b.hard) - Number(a.hard));
  return (
    <section class="findings" aria-live="polite">
      <h2>{t('roster.findings')}</h2>
      {findings === undefined ? <p>{t('roster.findings.busy')}</p> : null}
      {findings !== undefined && hard.length === 0 ? <p class="good">{t('roster.findings.none')}</p> : null}
      <ul class="plain">
        {hard.map((finding, i) => (
          <li key={`${finding.agent} ${finding.rule} ${i}`}>
            <strong>{nameOf(finding.agent)}</strong> <code>{finding.rule}</code>{' '}
            <span lang="en">{finding.message}</span>{' '}
            {finding.isNew ? <span class="tag">{t('roster.findings.new')}</span> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
