import type { Rotation, RotationPart } from '../domain/rotation.js';
import { isDate } from '../time/zone.js';
import { checkKinds, type Entry, type Reading, weekdaysOf } from './reading.js';
import { DAY_NAMES } from './schema-words.js';
import type { RotationFile } from './schema-work.js';

/** `rotations` of centre.json. Codes: `date-bad`, `kind-unknown`, `rotation-part-empty`, `rotation-part-off`. */
export function readRotations(
  entries: readonly Entry<RotationFile>[],
  kinds: ReadonlySet<string>,
  reading: Reading,
): Rotation[] {
  const { source, issues } = reading;
  return entries.map(({ value: { id, name, from, weight, weeks }, path }) => {
    if (!isDate(from)) issues.at(source, [...path, 'from'], 'date-bad', `There is no day ${from}.`, 'Give a date.');
    const read = weeks.map((week, w) =>
      week.map((part, i): RotationPart => {
        const at = [...path, 'weeks', w, i];
        if (part.want === undefined && part.kinds === undefined)
          issues.at(source, at, 'rotation-part-empty', 'This part asks for nothing.', 'Add "want" or "kinds".');
        if (part.want === 'off' && part.kinds !== undefined)
          issues.at(source, at, 'rotation-part-off', 'A day off has no kinds.', 'Take one of the two out.');
        checkKinds(reading, part.kinds, kinds, [...at, 'kinds']);
        return {
          weekdays: weekdaysOf(part.days ?? 'daily'),
          ...(part.want === undefined ? {} : { want: part.want }),
          ...(part.kinds === undefined ? {} : { kinds: part.kinds }),
        };
      }),
    );
    return { id, name: name ?? id, from, ...(weight === undefined ? {} : { weight }), weeks: read };
  });
}

/** The entry that a rotation could have been read from. */
export const rotationFileOf = ({ weeks, ...rotation }: Rotation): RotationFile => ({
  ...rotation,
  weeks: weeks.map((week) =>
    week.map(({ weekdays, want, kinds }) => ({
      days: weekdays.map((day) => DAY_NAMES[day - 1]!).join(','),
      ...(want === undefined ? {} : { want }),
      ...(kinds === undefined ? {} : { kinds: [...kinds] }),
    })),
  ),
});
