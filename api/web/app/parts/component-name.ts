import { type Translate, wordOr } from '../settings.js';

/** Name of a component of cost: `employer:zvw`, `premium:night`, `base-pay` … */
export function componentName(t: Translate, id: string): string {
  const [first = '', name = ''] = id.split(':');
  return wordOr(t, `comp.${first}.${name}`, wordOr(t, `comp.${first}`, id, { name }));
}
