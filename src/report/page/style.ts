/**
 * The page's only style sheet. Nothing is styled in attributes: its policy allows this text alone, by its hash. Dark is for
 * screens only, so that paper stays white. Colours of text have a contrast of 4.5 or more on what is behind them.
 */
export const STYLE = `
:root {
  color-scheme: light;
  --ground: #f3f5f8; --paper: #fff; --ink: #171b22; --soft: #525d6b; --line: #dfe3e9; --link: #1d55a5;
  --good: #0a6638; --good-back: #e2f5ea; --good-fill: #1f9d5c;
  --bad: #a11620; --bad-back: #fdebeb; --bad-fill: #d6404a;
  --none: #525d6b; --none-back: #eceff3;
  --critical: #8b0d50; --critical-back: #fbe6f1; --critical-fill: #a3195f;
  --medium: #7a4a00; --medium-back: #fdf0d8; --medium-fill: #d98a13;
  --low: #1d55a5; --low-back: #e6f0fc; --low-fill: #3f7fc4;
  --here: #fdf3d9;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --ground: #0e1116; --paper: #161a21; --ink: #e8ebf0; --soft: #a3adba; --line: #2a303a; --link: #8db8f5;
    --good: #74dda3; --good-back: #11301f; --good-fill: #35b877;
    --bad: #ffa1a1; --bad-back: #3b1619; --bad-fill: #e2555e;
    --none: #a3adba; --none-back: #232831;
    --critical: #ff9fd0; --critical-back: #3d1029; --critical-fill: #d64590;
    --medium: #f2c069; --medium-back: #362508; --medium-fill: #d98a13;
    --low: #8db8f5; --low-back: #12263f; --low-fill: #4b87cf;
    --here: #2b2614;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; padding: 0 clamp(1rem, 4vw, 3rem) 3rem;
  background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere;
}
/* The colours that steel takes on while it is tempered. */
body::before {
  content: ""; display: block; height: .375rem; margin: 0 calc(-1 * clamp(1rem, 4vw, 3rem));
  background: linear-gradient(90deg, #d9b65c, #b0702f, #84406f, #4b4fa3, #3f7fc4);
}
header, main, footer { max-width: 72rem; margin: 0 auto; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: .8125rem; }
h1, h2, h3, p, ul, figure, pre { margin: 0; }
h2 { font-size: 1.125rem; line-height: 1.3; margin-bottom: .75rem; }
header { padding: 2.25rem 0 1.5rem; }
.kind { color: var(--soft); font-size: .875rem; font-weight: 600; letter-spacing: .02em; }
h1 { font-size: clamp(1.75rem, 1.2rem + 2.6vw, 2.75rem); line-height: 1.15; letter-spacing: -.02em; margin: .25rem 0 .625rem; }
.sentence { font-size: 1.125rem; max-width: 46rem; }
.facts { color: var(--soft); font-size: .875rem; margin-top: .5rem; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem 1.5rem; margin-bottom: 1.25rem; }
.score { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: 1.25rem 3rem; }
.results .score { margin-bottom: 1.25rem; }
.score figcaption { font-weight: 600; color: var(--soft); font-size: .875rem; }
.count { display: flex; align-items: baseline; gap: .625rem; font-size: 1.0625rem; }
.count b { font-size: clamp(2.5rem, 2rem + 3vw, 4rem); line-height: 1.15; letter-spacing: -.03em; font-variant-numeric: tabular-nums; }
.count .words { font-size: 2rem; line-height: 2; }
.good b { color: var(--good); }
.bad b { color: var(--bad); }
.ticks { display: flex; gap: 2px; height: 1.5rem; margin-top: .5rem; }
.ticks:empty { display: none; }
.ticks i { flex: 1 1 0; min-width: 1px; max-width: 2rem; border-radius: 2px; background: var(--good-fill); }
.ticks .failed { background: repeating-linear-gradient(135deg, var(--bad-fill) 0 3px, transparent 3px 5px), var(--bad-back); }
.score small { display: block; color: var(--soft); font-size: .8125rem; margin-top: .375rem; }
.trouble { border-left: .375rem solid var(--bad-fill); }
.results.trouble h2 { margin-bottom: .75rem; }
.trouble h2 { color: var(--bad); }
.trouble pre { background: var(--ground); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; margin: .75rem 0; white-space: pre-wrap; }
.results { padding: 0; overflow: clip; }
.results h2, .results .legend { padding: 0 1.5rem; }
.results h2 { padding-top: 1.25rem; margin-bottom: .25rem; }
.legend { color: var(--soft); font-size: .875rem; padding-bottom: 1rem !important; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .75rem 1rem; border-top: 1px solid var(--line); font-weight: 400; }
th:first-child, td:first-child { padding-left: 1.5rem; }
th:last-child, td:last-child { padding-right: 1.5rem; }
thead th { font-size: .8125rem; font-weight: 600; color: var(--soft); padding-block: .5rem; }
thead th:first-child { width: 42%; }
.group th { background: var(--ground); padding-block: .5rem; }
.group b { margin-right: .75rem; }
.group span { color: var(--soft); font-size: .875rem; }
.attack { font-weight: 600; display: block; }
.why { color: var(--soft); font-size: .875rem; display: block; }
.why a { color: inherit; white-space: nowrap; }
.status { display: inline-block; font-size: .8125rem; font-weight: 600; line-height: 1.5; padding: 0 .5rem; border-radius: 1rem; white-space: nowrap; }
.status.passed { color: var(--good); background: var(--good-back); }
.status.failed { color: var(--bad); background: var(--bad-back); }
.status.skipped { color: var(--none); background: var(--none-back); }
.evidence { display: block; margin-top: .25rem; line-height: 1.45; }
.whole { display: inline-block; max-width: 100%; white-space: pre-wrap; }
.when { display: none; }
tr.failed th:first-child { box-shadow: inset .25rem 0 var(--bad-fill); }
ul { padding-left: 1.25rem; }
li + li { margin-top: .375rem; }
li span { color: var(--soft); font-size: .875rem; }
.ticks .critical, .legend-line .critical { background: var(--critical-fill); }
.ticks .high, .legend-line .high { background: var(--bad-fill); }
.ticks .medium, .legend-line .medium { background: var(--medium-fill); }
.ticks .low, .legend-line .low { background: var(--low-fill); }
.ticks .info, .legend-line .info { background: var(--none); }
.legend-line { display: flex; flex-wrap: wrap; gap: .25rem 1rem; color: var(--soft); font-size: .8125rem; margin-top: .375rem; }
.legend-line i { display: inline-block; width: .625rem; height: .625rem; border-radius: 2px; margin-right: .375rem; }
.status.critical { color: var(--critical); background: var(--critical-back); }
.status.high { color: var(--bad); background: var(--bad-back); }
.status.medium { color: var(--medium); background: var(--medium-back); }
.status.low { color: var(--low); background: var(--low-back); }
.status.info { color: var(--none); background: var(--none-back); }
.checklist { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 0 3rem; }
.checklist li { display: grid; grid-template-columns: 8.5rem 1fr; gap: 0 1rem; align-items: baseline; padding: .5rem 0; margin: 0; border-top: 1px solid var(--line); }
.checklist .status { justify-self: start; }
.checklist .line { color: var(--ink); font-size: 1rem; }
.broken { grid-column: 2; display: flex; flex-wrap: wrap; gap: 0 .875rem; }
.broken a, .broken span { font-size: .875rem; }
.findings { padding: 0; overflow: clip; }
.findings > h2 { padding: 1.25rem 1.5rem .75rem; margin: 0; }
.findings > h2 span { color: var(--soft); font-weight: 400; }
article { border-top: 1px solid var(--line); padding: 1.25rem 1.5rem; scroll-margin-top: 1rem; }
article:target { box-shadow: inset .25rem 0 var(--link); }
h3 { font-size: 1rem; line-height: 1.4; margin-bottom: .375rem; }
.about { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem .75rem; font-size: .875rem; }
.about a { color: var(--soft); }
article > .why { margin-top: .5rem; max-width: 52rem; font-size: .9375rem; }
.place { margin-top: 1.25rem; }
.place p { max-width: 52rem; }
.where { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem .75rem; }
.where code { font-weight: 600; }
.frame { background: var(--ground); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 0; margin-top: .5rem; line-height: 1.55; tab-size: 4; }
.frame .row { display: block; white-space: pre-wrap; padding: 0 .75rem 0 4rem; text-indent: -4rem; text-decoration: none; }
.frame .row i { display: inline-block; width: 3.25rem; padding-right: .75rem; text-indent: 0; text-align: right; margin-right: .75rem; color: var(--soft); font-style: normal; user-select: none; -webkit-user-select: none; }
.frame .here { background: var(--here); }
mark { background: none; color: inherit; text-decoration: underline; text-decoration-color: var(--bad-fill); text-decoration-thickness: 2px; text-underline-offset: .2em; font-weight: 700; }
del.row { background: var(--bad-back); color: var(--bad); }
ins.row { background: var(--good-back); color: var(--good); }
.adds, .change figcaption { color: var(--soft); font-size: .875rem; margin-top: .75rem; }
.change .frame { margin-top: .25rem; }
footer { color: var(--soft); font-size: .8125rem; padding: .5rem 0; }
@media screen and (max-width: 44rem) {
  section { padding: 1rem; }
  .results { padding: 0; }
  .results h2, .results .legend { padding-inline: 1rem; }
  table, tbody, tr, th, td { display: block; width: 100%; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  tr { border-top: 1px solid var(--line); padding: .75rem 0; }
  th, td, th:first-child, td:first-child, th:last-child, td:last-child { border: 0; padding: .25rem 1rem; }
  tr.group { padding: 0; }
  .group th { padding-block: .5rem; }
  tr.failed { box-shadow: inset .25rem 0 var(--bad-fill); }
  tr.failed th:first-child { box-shadow: none; }
  .group span { display: block; }
  .findings { padding: 0; }
  .findings > h2, article { padding-inline: 1rem; }
  .checklist li { grid-template-columns: 1fr; gap: .25rem; }
  .broken { grid-column: 1; }
  .frame { margin-inline: -.25rem; }
  .frame .row { padding-left: 2.75rem; text-indent: -2.75rem; }
  .frame .row i { width: 2.25rem; padding-right: .25rem; margin-right: .5rem; }
  .when { display: inline-block; min-width: 3.75rem; color: var(--soft); font-size: .875rem; }
}
@media print {
  @page { margin: 14mm 12mm; }
  :root { --ground: #fff; --line: #c9ced6; }
  body { padding: 0; font-size: 10pt; }
  body::before { display: none; }
  header { padding: 0 0 1rem; }
  section { border-radius: 0; }
  .score, .trouble, tr, li, figure { break-inside: avoid; }
  .results { overflow: visible; border: 0; }
  .results h2, .results .legend, th:first-child, td:first-child { padding-left: 0; }
  th, td { padding: .5rem .75rem; }
  tr.failed th:first-child { padding-left: .75rem; }
  .status { padding: 0; }
  .evidence { font-size: 8pt; }
  .why { font-size: 8.5pt; }
  .group, h2 { break-after: avoid; }
  thead { display: table-header-group; }
  .ticks i, .legend-line i { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .findings { border: 0; overflow: visible; }
  .findings > h2, article { padding-inline: 0; }
  .frame { font-size: 8pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .frame .row, .where, .about { break-inside: avoid; }
  .where, .about, h3, figcaption { break-after: avoid; }
  a { color: inherit; }
}
@media (prefers-reduced-motion: no-preference) {
  html { scroll-behavior: smooth; }
}
`;
