/** The page's one style sheet. Light, dark, print, small screens; no file, font or image from anywhere. */
export const CSS = `
:root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#1b2130;--soft:#566074;--line:#d9dee7;--code:#f1f3f7;--link:#0b57b7;
--good:#0a6b39;--bad:#b3201f;--warn:#8a5a00;--calm:#41597c;--open:#6a3fa0;--good-bg:#e4f5ea;--bad-bg:#fde9e7;--warn-bg:#fdf1d6;--calm-bg:#e8eef7;--open-bg:#f1eafb}
@media (prefers-color-scheme:dark){:root{--page:#12151c;--card:#1a1f29;--ink:#e6e9f0;--soft:#a3adbf;--line:#323a49;--code:#12161e;--link:#8ab8ff;
--good:#6fdd9c;--bad:#ff9d95;--warn:#f2c667;--calm:#a9c3ea;--open:#cdb0f7;--good-bg:#143021;--bad-bg:#3d1b1b;--warn-bg:#362a10;--calm-bg:#1f2a3b;--open-bg:#2c2140}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.wrap{max-width:68rem;margin:0 auto;padding:0 1.25rem}
h1,h2,h3,h4,h5{line-height:1.25;margin:0}
h1{font-size:2.1rem;letter-spacing:-.01em}
h2{font-size:1.4rem;margin:3rem 0 .35rem}
h3{font-size:1.08rem;margin:1.75rem 0 .5rem}
p{margin:.4rem 0}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
code,pre,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.86em}
pre,code,.mono,td,dd,.text{overflow-wrap:anywhere}
pre{white-space:pre-wrap;margin:.3rem 0 .8rem;padding:.6rem .75rem;background:var(--code);border:1px solid var(--line);border-radius:6px;line-height:1.5;tab-size:2}
.soft{color:var(--soft)}
.lead{font-size:1.1rem}
.eyebrow{margin:0 0 .75rem;color:var(--soft);font-size:.85rem;letter-spacing:.06em;text-transform:uppercase}
.answer{background:var(--card);border-bottom:1px solid var(--line);border-top:6px solid var(--tone);padding:2rem 0 1.5rem}
.answer h1{color:var(--tone);text-transform:capitalize}
.defs{position:absolute;width:0;height:0}
.glyph{display:inline-block;width:.95em;height:.95em;vertical-align:-.1em;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.good{--tone:var(--good);--tint:var(--good-bg)}.bad{--tone:var(--bad);--tint:var(--bad-bg)}.warned{--tone:var(--warn);--tint:var(--warn-bg)}
.calm{--tone:var(--calm);--tint:var(--calm-bg)}.open{--tone:var(--open);--tint:var(--open-bg)}
.verdict{display:inline-block;white-space:nowrap;padding:.08rem .6rem .08rem .5rem;border-radius:999px;background:var(--tint);color:var(--tone);font-size:.84rem;font-weight:600}
.level{display:inline-block;padding:0 .4rem;border:1px solid var(--line);border-radius:4px;color:var(--soft);font-size:.75rem;font-weight:600;letter-spacing:.03em}
.counts{display:flex;flex-wrap:wrap;gap:.6rem;margin:1.25rem 0 0;padding:0;list-style:none}
.counts li{min-width:6.2rem;padding:.45rem .75rem;border-radius:8px;background:var(--tint);color:var(--tone);font-size:.84rem;font-weight:600}
.counts li.none{background:none;box-shadow:inset 0 0 0 1px var(--line);color:var(--soft);font-weight:400}
.counts strong{display:block;font-size:1.45rem;line-height:1.2}
dl{display:grid;grid-template-columns:minmax(7rem,max-content) 1fr;gap:.25rem 1.1rem;margin:.75rem 0}
dt{color:var(--soft)}dd{margin:0;min-width:0}
nav ul.wrap{margin-block:0;display:flex;flex-wrap:wrap;gap:.2rem 1.25rem;padding-block:.8rem;list-style:none}
nav{border-bottom:1px solid var(--line)}
.list{margin:.5rem 0;padding:0;list-style:none}
.list li{padding:.6rem 0;border-bottom:1px solid var(--line)}
.tablebox:focus-visible{outline:3px solid var(--link)}
.tablebox{overflow-x:auto;margin:.75rem 0;background:var(--card);border:1px solid var(--line);border-radius:8px}
table{width:100%;border-collapse:collapse;font-size:.92rem}
th,td{padding:.5rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
tr:last-child>*{border-bottom:0}
thead th{background:var(--code);font-size:.82rem;white-space:nowrap;vertical-align:bottom}
tbody th{font-weight:600}th .soft{font-weight:400}
.num{text-align:right;font-variant-numeric:tabular-nums}
.zero{color:var(--soft)}td.hit{color:var(--tone);font-weight:700}
tfoot th,tfoot td{border-top:2px solid var(--line);font-weight:700}
.req{margin:.75rem 0;padding:.85rem 1.1rem .7rem;background:var(--card);border:1px solid var(--line);border-left:5px solid var(--tone);border-radius:8px}
.req:target,tr:target{outline:3px solid var(--link);outline-offset:1px}
.req h4{display:flex;flex-wrap:wrap;align-items:center;gap:.35rem .6rem;font-size:.95rem}
.req h4 a{color:inherit;text-decoration:none}.req h4 a:hover{text-decoration:underline}
.req .text{margin:.5rem 0}
.req dl{font-size:.94rem}
details{margin:.4rem 0}
summary{cursor:pointer;color:var(--link);font-size:.9rem}
.exchange{margin:.9rem 0 0;padding:.2rem 0 0 .9rem;border-left:2px solid var(--line)}
.exchange h5{margin:.3rem 0;font-size:.88rem}
.label{margin:.5rem 0 0;color:var(--soft);font-size:.8rem}
footer{margin-top:3rem;padding:1.25rem 0 2rem;border-top:1px solid var(--line);color:var(--soft);font-size:.88rem}
.skip{position:absolute;left:-100vw}.skip:focus{left:1rem;top:.5rem;padding:.4rem .7rem;background:var(--card)}
@media (max-width:40rem){body{font-size:15px}.wrap{padding:0 .9rem}h1{font-size:1.7rem}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}.counts li{min-width:calc(50% - .3rem)}
th,td{padding:.4rem .45rem}.req{padding:.7rem .75rem}.exchange{padding-left:.6rem}}
@media print{:root{--page:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--code:#f5f5f5;--link:#000;--good:#0a5a30;--bad:#a01515;--warn:#6d4700;--calm:#2f4566;--open:#55308a;
--good-bg:#fff;--bad-bg:#fff;--warn-bg:#fff;--calm-bg:#fff;--open-bg:#fff}
body{font-size:10pt}nav,.skip{display:none}.wrap{max-width:none;padding:0}.req,.exchange,tr,.counts li{break-inside:avoid}h2,h3,h4{break-after:avoid}.verdict,.counts li{border:1px solid}.tablebox{overflow:visible}}
`;
