/** The looks of the order-status page: light or dark as the reader's system is, one column on a phone. */
export const styles = `
:root {
  --ground: #f5f6f8; --surface: #fff; --line: #dfe3e8; --text: #1c2430; --quiet: #566172;
  --accent: #0b5cad; --on-accent: #fff;
  --new: #566172; --processing: #0b5cad; --done: #17693a; --failed: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12161c; --surface: #1a2029; --line: #303946; --text: #e6eaf0; --quiet: #a0abbb;
    --accent: #79b8ff; --on-accent: #0d1b2a;
    --new: #a0abbb; --processing: #79b8ff; --done: #6fd195; --failed: #ff9d94;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
  margin: 0 auto; padding: 1.5rem clamp(1rem, 3vw, 2.5rem) 3rem; max-width: 90rem;
  background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1rem; }
header p { margin: 0; color: var(--quiet); }
#connection { margin-left: auto; font-size: .875rem; }
#connection::before { content: "● "; color: var(--new); }
#connection.live::before { color: var(--done); }
#connection.lost { color: var(--failed); }
#connection.lost::before { color: inherit; }
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 2rem 0 .75rem; }
.quiet { color: var(--quiet); margin: .5rem 0; }
.quiet:empty { display: none; }
code, .code { font-family: ui-monospace, monospace; font-size: .875em; }

table { width: 100%; border-collapse: collapse; background: var(--surface); border: 1px solid var(--line); border-radius: .5rem; font-size: .925rem; }
th, td { text-align: left; padding: .6rem .6rem; vertical-align: middle; }
th { font-weight: 600; color: var(--quiet); font-size: .825rem; white-space: nowrap; }
td { border-top: 1px solid var(--line); }
td.date, td.product, td.status, td.progress, td.type, td.id { white-space: nowrap; }
td.id code { font-size: .8rem; }
td.info { max-width: 22rem; }
.chip { display: inline-block; padding: .05rem .55rem; border: 1px solid currentColor; border-radius: 1rem; font-size: .825rem; font-weight: 600; color: var(--new); }
.chip.processing { color: var(--processing); }
.chip.done { color: var(--done); }
.chip.failed { color: var(--failed); }
progress { appearance: none; width: 5rem; height: .5rem; margin-right: .5rem; vertical-align: middle; border: 0; border-radius: .25rem; overflow: hidden; background: var(--line); color: var(--processing); }
progress::-webkit-progress-bar { background: var(--line); }
progress::-webkit-progress-value { background: var(--processing); }
progress::-moz-progress-bar { background: var(--processing); }
progress.done::-webkit-progress-value { background: var(--done); }
progress.done::-moz-progress-bar { background: var(--done); }
progress.failed::-webkit-progress-value { background: var(--failed); }
progress.failed::-moz-progress-bar { background: var(--failed); }
.percent { display: inline-block; min-width: 2.75rem; font-variant-numeric: tabular-nums; }

ul#contracts { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 1fr)); align-items: start; }
#contracts > li, form { background: var(--surface); border: 1px solid var(--line); border-radius: .5rem; padding: .9rem 1rem; }
#contracts > li.cancelled { opacity: .85; }
h3 { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; margin: 0 0 .6rem; font-size: 1rem; }
dl { display: grid; gap: .2rem; margin: 0 0 .8rem; font-size: .925rem; }
.fact { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); gap: 0 .75rem; }
dt { color: var(--quiet); }
dd { margin: 0; }

#control { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); }
label { display: block; margin-bottom: .35rem; font-size: .925rem; }
.field { display: flex; flex-wrap: wrap; gap: .5rem; }
input { flex: 1 1 9rem; min-width: 0; font: inherit; padding: .45rem .6rem; color: inherit; background: var(--ground); border: 1px solid var(--quiet); border-radius: .35rem; }
button { font: inherit; font-weight: 600; min-height: 2.5rem; padding: .35rem .9rem; border: 1px solid var(--accent); border-radius: .35rem; cursor: pointer; background: var(--accent); color: var(--on-accent); }
#contracts button { background: transparent; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }

@media (max-width: 68rem) {
  table, tbody, tr, td { display: block; }
  table { border: 0; background: none; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  tr { background: var(--surface); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem 1rem; margin-bottom: .75rem; }
  td, td.info { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); max-width: none; padding: .2rem 0; border: 0; }
  td::before { content: attr(data-label); color: var(--quiet); font-size: .875rem; }
  td.empty { display: none; }
  td .chip { justify-self: start; }
  td.id { white-space: normal; }
  #connection { margin-left: 0; width: 100%; }
}
`;
