import { strFromU8, unzipSync } from 'fflate';

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const plain = (text: string): string =>
  text.replaceAll(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name]!);

/** What a spreadsheet program finds in a sheet of an `.xlsx` file: read from the zipped XML, by nothing that wrote it. */
export interface SheetContent {
  readonly name: string;
  /** True where a cell holds a formula. */
  readonly hasFormula: boolean;
  /** By reference (`A1`): numbers as numbers, text as `text …`, nothing where the cell is empty. */
  readonly cells: ReadonlyMap<string, number | string>;
  /** Rows of cells from left to right, up to the last column in use. */
  readonly rows: readonly (readonly (number | string | undefined)[])[];
}

export function readWorkbook(workbook: Uint8Array): SheetContent[] {
  const parts = new Map(Object.entries(unzipSync(workbook)).map(([name, bytes]) => [name, strFromU8(bytes)]));
  const shared = [...(parts.get('xl/sharedStrings.xml') ?? '').matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map((match) =>
    plain(match[1]!),
  );
  const names = [...parts.get('xl/workbook.xml')!.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map((match) => match[1]!);
  return names.map((name, i) => {
    const xml = parts.get(`xl/worksheets/sheet${i + 1}.xml`)!;
    const cells = new Map<string, number | string>();
    const rows: (number | string | undefined)[][] = [];
    for (const match of xml.matchAll(/<c r="([A-Z]+)(\d+)"([^>]*?)(?:\/>|>(.*?)<\/c>)/g)) {
      const value = /<v>([^<]*)<\/v>/.exec(match[4] ?? '')?.[1];
      if (value === undefined) continue;
      const content = match[3]!.includes('t="s"') ? `text ${shared[Number(value)]}` : Number(value);
      cells.set(`${match[1]}${match[2]}`, content);
      const column = [...match[1]!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
      rows[Number(match[2]) - 1] ??= [];
      rows[Number(match[2]) - 1]![column] = content;
    }
    return { name: plain(name), hasFormula: xml.includes('<f>'), cells, rows };
  });
}
