/** Style of the report: light and dark, print, no script, nothing fetched. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--ink:#1c2430;--paper:#fff;--quiet:#5b6675;--rule:#d8dee6;--accent:#1b6ca8;--wanted:#b3261e;--area:#9cc3e0;--closed:#eef1f4;--ok:#dfe9dc}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--paper:#14181e;--quiet:#9aa6b5;--rule:#2f3843;--accent:#7db8e8;--wanted:#ff8a80;--area:#2d5878;--closed:#1d232b;--ok:#2c3f2b}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1280px;padding:24px 16px 64px;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
h1{font-size:26px;margin:0}h2{font-size:19px;margin:36px 0 8px;border-bottom:1px solid var(--rule);padding-bottom:4px}h3{font-size:16px;margin:22px 0 6px}
p.lead{color:var(--quiet);margin:2px 0 16px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:10px}
.tile{border:1px solid var(--rule);border-radius:8px;padding:10px 12px}.tile b{display:block;font-size:21px}.tile span{color:var(--quiet);font-size:13px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13.5px;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--quiet);padding-bottom:4px}
th,td{padding:3px 8px;border-bottom:1px solid var(--rule);text-align:right;white-space:nowrap}
th[scope=row],th:first-child,td.text{text-align:left}thead th{font-weight:600;color:var(--quiet)}
svg text{font:11px system-ui,sans-serif;fill:var(--quiet)}
.heat .closed{fill:var(--closed)}.heat .ok{fill:var(--ok)}
.heat .s1,.key .s1{fill:#f7c9b6}.heat .s2,.key .s2{fill:#ef9a7a}.heat .s3,.key .s3{fill:#dd5f43}.heat .s4,.key .s4{fill:#b3261e}
.heat .o1,.key .o1{fill:#cfe3f2}.heat .o2,.key .o2{fill:#9cc3e0}.heat .o3,.key .o3{fill:#5e9aca}.heat .o4,.key .o4{fill:#1b6ca8}
.key .ok{fill:var(--ok)}
.lines .rostered{fill:var(--area)}.lines .wanted{fill:none;stroke:var(--wanted);stroke-width:1.4}.lines .axis{stroke:var(--rule)}
td.off{color:var(--quiet)}td.shift{font-size:12.5px}
footer{margin-top:40px;color:var(--quiet);font-size:12.5px;overflow-wrap:anywhere}
@media print{body{max-width:none;padding:0}h2{break-after:avoid}tr{break-inside:avoid}}
`.trim();
