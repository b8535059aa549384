import { crc32, deflateSync } from "node:zlib";

/** A PDF of one page with a title and lines, in Helvetica: small, and real enough for any reader. */
export function makePdf(title: string, lines: readonly string[]): Uint8Array {
  const text = [
    "BT /F1 20 Tf 56 780 Td",
    `(${pdfText(title)}) Tj`,
    "/F1 12 Tf",
    ...lines.map((line) => `0 -26 Td (${pdfText(line)}) Tj`),
    "ET",
  ].join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${Buffer.byteLength(text, "latin1")} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
  ];
  let body = "%PDF-1.4\n";
  const offsets: number[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(Buffer.byteLength(body, "latin1"));
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const start = Buffer.byteLength(body, "latin1");
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  body += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(body, "latin1");
}

/** Text of a PDF string in WinAnsi: typographic signs that Latin-1 lacks become plain ones. */
function pdfText(text: string): string {
  return text
    .replace(/[’‘]/g, "'")
    .replace(/[\u202f]/g, "\u00a0")
    .replace(/œ/g, "oe")
    .replace(/[\\()]/g, (sign) => `\\${sign}`);
}

/** A PNG of a plot: squared paper, axes and a curve, for a sheet of science. */
export function makePng(width: number, height: number): Uint8Array {
  const rows = Buffer.alloc((width * 3 + 1) * height, 255);
  const paint = (x: number, y: number, [red, green, blue]: readonly [number, number, number]): void => {
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    rows.set([red, green, blue], y * (width * 3 + 1) + 1 + x * 3);
  };
  for (let y = 0; y < height; y += 1) {
    rows[y * (width * 3 + 1)] = 0;
    for (let x = 0; x < width; x += 1) if (x % 20 === 0 || y % 20 === 0) paint(x, y, [214, 226, 240]);
  }
  for (let x = 0; x < width; x += 1) for (const dy of [0, 1]) paint(x, height - 20 + dy, [40, 50, 90]);
  for (let y = 0; y < height; y += 1) for (const dx of [0, 1]) paint(20 + dx, y, [40, 50, 90]);
  for (let x = 20; x < width; x += 1) {
    const y = Math.round(height - 30 - (height - 80) / (1 + Math.exp(-(x - width / 2) / 40)));
    for (const dy of [-1, 0, 1, 2]) paint(x, y + dy, [200, 60, 50]);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
