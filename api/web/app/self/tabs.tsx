import { useWords } from '../settings.js';
import { SELF_PARTS, type SelfPart } from './self-parts.js';

/** The pages of an agent, one tap away from each other. */
export function SelfTabs({ at }: { at: SelfPart | 'roster' }) {
  const t = useWords();
  return (
    <nav class="self-tabs" aria-label={t('self.pages')}>
      <ul>
        {(['roster', ...SELF_PARTS] as const).map((part) => (
          <li key={part}>
            <a
              data-in-app
              href={part === 'roster' ? '/me' : `/me/${part}`}
              aria-current={at === part ? 'page' : undefined}
            >
              {t(`self.tab.${part}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
