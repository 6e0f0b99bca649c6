// Screens of a terminal as one SVG without scripts: text as text, each different line once, a strip of screens behind a
// window that jumps from one to the next.
import { ROWS, COLUMNS } from './session.mjs';

const CELL = 8.2;
const LINE = 18;
const MARGIN = 16;
const BAR = 34;
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const round = (value) => Number(value.toFixed(2));

/** What a terminal calls its colours: names of classes here. */
const COLOURS = {
  31: 'r',
  32: 'g',
  33: 'y',
  34: 'b',
  35: 'm',
  36: 'c',
  90: 'k',
  91: 'r',
  92: 'g',
  93: 'y',
  94: 'b',
  95: 'm',
  96: 'c',
};

function styled(state, codes) {
  const next = { ...state };
  for (const code of codes) {
    if (code === 0) Object.assign(next, { colour: '', bold: '', dim: '', reverse: '' });
    else if (code === 1) next.bold = 'o';
    else if (code === 2) next.dim = 'd';
    else if (code === 22) Object.assign(next, { bold: '', dim: '' });
    else if (code === 7) next.reverse = 'v';
    else if (code === 27) next.reverse = '';
    else if (code === 39) next.colour = '';
    else if (COLOURS[code]) next.colour = COLOURS[code];
  }
  return next;
}

/** A line in runs of one style, with the column where each begins; tmux carries styles over to the next line. */
function runs(line, state) {
  const found = [];
  let column = 0;
  let style = state;
  // eslint-disable-next-line no-control-regex
  for (const part of line.split(/(\u001B\[[\d;]*m)/)) {
    if (part.startsWith('\u001B')) style = styled(style, part.slice(2, -1).split(';').map(Number));
    else if (part !== '') {
      const text = part.replace(/\u001B\S*|[\u0000-\u001F]/g, ''); // eslint-disable-line no-control-regex
      const name = [style.colour, style.bold, style.dim, style.reverse].filter(Boolean).join(' ');
      if (text.trim() !== '' || style.reverse) found.push({ text, column, name });
      column += [...text].length;
    }
  }
  return { found, style };
}

/** One run; its width is said, so that columns stand below each other in every font. */
function text({ text: written, column, name }) {
  const lead = /^ */.exec(written)[0].length;
  const shown = written.trim();
  const width = round([...shown].length * CELL);
  const className = name ? ` class="${name}"` : '';
  return `<text x="${round((column + lead) * CELL)}" textLength="${width}"${className}>${escape(shown)}</text>`;
}

/** The line as SVG; empty where it shows nothing. */
function drawn(line, state) {
  const { found, style } = runs(line, state);
  return {
    style,
    svg: found
      .filter(({ text: written }) => written.trim() !== '')
      .map(text)
      .join(''),
  };
}

const STYLE = `
.w{fill:#fff;stroke:#d5d8e2}.n{fill:#8a90a3;font:600 13px system-ui,sans-serif}
text{fill:#24283b;font:13.6px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre}
.r{fill:#c4302b}.g{fill:#1a7f37}.y{fill:#8f5a00}.b{fill:#2457c5}.m{fill:#8a3fb0}.c{fill:#0b7285}.k{fill:#6e7488}.d{fill:#6b7082}.o{font-weight:700}
@media(prefers-color-scheme:dark){.w{fill:#16181f;stroke:#343848}.n{fill:#8f96ab}text{fill:#d8dce8}
.r{fill:#ff7b72}.g{fill:#5fd38d}.y{fill:#e9b44c}.b{fill:#82aaff}.m{fill:#d2a0f0}.c{fill:#5ccfe6}.k{fill:#868ca0}.d{fill:#979db0}}`;

/** The whole picture. */
export function svg(frames, { title, description }) {
  const ids = new Map();
  const height = ROWS * LINE;
  const screens = frames.map(({ lines }, screen) => {
    let state = { colour: '', bold: '', dim: '', reverse: '' };
    return lines
      .map((line, row) => {
        const { svg: content, style } = drawn(line, state);
        state = style;
        if (content === '') return '';
        if (!ids.has(content)) ids.set(content, `l${ids.size}`);
        return `<use href="#${ids.get(content)}" y="${screen * height + row * LINE}"/>`;
      })
      .join('');
  });
  const total = frames.reduce((sum, frame) => sum + frame.for, 0);
  let at = 0;
  const stops = frames.map((frame, index) => {
    const stop = `${round((at / total) * 100)}%{transform:translateY(${-index * height}px)}`;
    at += frame.for;
    return stop;
  });
  const last = -(frames.length - 1) * height;
  const [width, tall] = [round(COLUMNS * CELL + 2 * MARGIN), BAR + height + 2 * MARGIN];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${tall}" width="${width}" height="${tall}" role="img" aria-labelledby="t d">
<title id="t">${escape(title)}</title>
<desc id="d">${escape(description)}</desc>
<style>${STYLE}
.s{transform:translateY(${last}px);animation:s ${total}ms step-end infinite}
@keyframes s{${stops.join('')}}
@media(prefers-reduced-motion:reduce){.s{animation:none}}</style>
<defs>${[...ids].map(([content, id]) => `<g id="${id}">${content}</g>`).join('\n')}</defs>
<rect class="w" x=".5" y=".5" width="${width - 1}" height="${tall - 1}" rx="10"/>
<circle cx="20" cy="18" r="5.5" fill="#ff5f57"/><circle cx="38" cy="18" r="5.5" fill="#febc2e"/><circle cx="56" cy="18" r="5.5" fill="#28c840"/>
<text class="n" x="${width / 2}" y="22.5" text-anchor="middle">express-shop</text>
<svg x="${MARGIN}" y="${BAR + MARGIN / 2}" width="${round(width - MARGIN)}" height="${height}"><g class="s"><g transform="translate(0 ${LINE - 4})">
${screens.join('\n')}
</g></g></svg>
</svg>
`;
}
