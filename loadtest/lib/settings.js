// What can be set from outside with -e NAME=value; every scenario reads it here.

const text = (name, usual) => __ENV[name] || usual;
const number = (name, usual) => Number(__ENV[name] || usual);

// One address, or several instances with commas between: each call goes to any of them.
export const INSTANCES = text('BATON', 'http://127.0.0.1:8080').split(',').map((url) => url.replace(/\/$/, ''));

// Where the sandbox shows its books; the first instance where it runs in the same process.
export const BOOKS = text('BOOKS', INSTANCES[0]).replace(/\/$/, '');

export const STOREFRONT = text('STOREFRONT', 'demo');
export const VUS = number('VUS', 8);
export const DURATION = text('DURATION', '30s');
export const UNITS = number('UNITS', 100);
// Milliseconds that 95 % of the calls of each step have to stay under.
export const P95 = number('P95', 1000);
export const SUMMARY = text('SUMMARY', '');
