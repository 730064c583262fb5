// The text of a PDF as Firefox's reader gives it: node pdfjs.mjs FILE
import { readFileSync } from "node:fs";
const { getDocument } = await import("./node_modules/pdfjs-dist/legacy/build/pdf.mjs");
const loading = getDocument({ data: new Uint8Array(readFileSync(process.argv[2])), verbosity: 0 });
const pdf = await loading.promise;
for (let number = 1; number <= pdf.numPages; number++) {
  const { items } = await (await pdf.getPage(number)).getTextContent();
  process.stdout.write(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("") + "\f");
}
await loading.destroy();
