import { P95, SUMMARY } from './settings.js';

// The lines that a reader wants, on the terminal; everything as JSON in the file that -e SUMMARY=... names.
export function handleSummary(data) {
  const files = { stdout: text(data) };
  if (SUMMARY) files[SUMMARY] = JSON.stringify(data, null, 2);
  return files;
}

function text(data) {
  const lines = [''];
  const value = (metric, field) => (data.metrics[metric] ? data.metrics[metric].values[field] : undefined);
  const round = (x) => (x === undefined ? '-' : Math.round(x * 100) / 100);
  lines.push(`requests        ${value('http_reqs', 'count')}, ${round(value('http_reqs', 'rate'))} a second`);
  lines.push(`latency         median ${round(value('http_req_duration', 'med'))} ms, p95 ${round(value('http_req_duration', 'p(95)'))} ms, p99 ${round(value('http_req_duration', 'p(99)'))} ms`);
  for (const name of Object.keys(data.metrics).sort()) {
    const step = name.match(/^http_req_duration\{step:([a-z-]+)\}$/);
    if (step && value(name, 'med') > 0) {
      lines.push(`  ${step[1].padEnd(13)} median ${round(value(name, 'med'))} ms, p95 ${round(value(name, 'p(95)'))} ms`);
    }
  }
  if (value('baton_orders', 'count') !== undefined) lines.push(`orders          ${value('baton_orders', 'count')}, ${round(value('baton_orders', 'rate'))} a second`);
  if (value('baton_conversion', 'rate') !== undefined) lines.push(`conversion      ${round(value('baton_conversion', 'rate') * 100)} %`);
  if (value('baton_token_size', 'med') !== undefined) lines.push(`token           median ${value('baton_token_size', 'med')} bytes, largest ${value('baton_token_size', 'max')}`);
  for (const name of ['unexpected', 'oversold', 'mispaid', 'doubled']) {
    const values = data.metrics[`baton_${name}`] ? data.metrics[`baton_${name}`].values : null;
    lines.push(`${name.padEnd(15)} ${values ? (values.count !== undefined ? values.count : values.value) : name === 'unexpected' ? 0 : 'not audited'}`);
  }
  for (const [name, metric] of Object.entries(data.metrics)) {
    for (const [limit, result] of Object.entries(metric.thresholds || {})) {
      if (!result.ok) lines.push(`MISSED          ${name} ${limit}`);
    }
  }
  return lines.join('\n') + '\n\n';
}

// Each step's own; a threshold is also k6's way to get a metric by tag into the summary.
export function bySteps(...steps) {
  return Object.fromEntries(steps.map((step) => [`http_req_duration{step:${step}}`, [`p(95)<${P95}`]]));
}

export const TRENDS = ['med', 'p(95)', 'p(99)', 'max'];
