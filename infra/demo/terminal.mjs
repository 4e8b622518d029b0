// Writing for people in a terminal: headings, lines, tables that line up although Chinese characters are two cells wide.
const colour = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code) => (text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = paint('1');
export const dim = paint('2');
const LIGHTS = { green: paint('32')('● 绿'), yellow: paint('33')('● 黄'), red: paint('31')('● 红') };
export const light = (name) => LIGHTS[name] ?? name;

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u201c\u201d\u2026]/u;
const width = (text) => [...text.replace(/\u001b\[\d+m/g, '')].reduce((sum, c) => sum + (WIDE.test(c) ? 2 : 1), 0);
const pad = (text, to) => text + ' '.repeat(Math.max(0, to - width(text)));

let step = 0;

export function heading(title) {
  step += 1;
  console.log(`\n${bold(`${step}　${title}`)}`);
}

export function line(text = '') {
  console.log(text && `   ${text}`);
}

export function table(head, rows) {
  const texts = [head, ...rows].map((row) => row.map((cell) => String(cell ?? '')));
  const widths = head.map((_, i) => Math.max(...texts.map((row) => width(row[i]))));
  texts.forEach((row, i) => {
    const text = row.map((cell, j) => pad(cell, widths[j])).join('  ').trimEnd();
    line(i === 0 ? dim(text) : text);
  });
}
