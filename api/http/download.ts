import type { FastifyReply } from 'fastify';
import Type from 'typebox';
import { csvText } from '../files/csv.js';
import { type Sheet, spreadsheet } from '../files/spreadsheet.js';

/** A stored file goes out byte for byte. */
export const FileBody = Type.Unsafe<string | Uint8Array>({ description: 'the file as it was written' });

const CSV_TYPE = 'text/csv; charset=utf-8';
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const attached = (reply: FastifyReply, type: string, file: string): FastifyReply =>
  reply.type(type).header('content-disposition', `attachment; filename="${file}"`);

/** Sends text as a file to save. */
export const sendFile = (reply: FastifyReply, type: string, file: string, body: string): FastifyReply =>
  attached(reply, type, file).send(body);

/** Sends text as a CSV file to save. */
export const sendCsv = (reply: FastifyReply, stem: string, body: string): FastifyReply =>
  sendFile(reply, CSV_TYPE, `${stem}.csv`, body);

/** Sends a table as a CSV file to save. @param stem name of the file without its ending; letters, digits, `-` and `_` */
export const sendTable = (reply: FastifyReply, stem: string, { header, rows }: Sheet): FastifyReply =>
  sendCsv(reply, stem, [...csvText(header, rows)].join(''));

/** Sends tables as the sheets of an Excel workbook to save. */
export async function sendWorkbook(reply: FastifyReply, stem: string, tables: readonly Sheet[]): Promise<FastifyReply> {
  const workbook = await spreadsheet(tables);
  return attached(reply, XLSX_TYPE, `${stem}.xlsx`).send(
    Buffer.from(workbook.buffer, workbook.byteOffset, workbook.byteLength),
  );
}
