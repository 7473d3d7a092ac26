import { endpointText, parseEndpoint } from '../../../runtime/dial/endpoint';

test.each([
  ['20.0.0.4:443', { host: '20.0.0.4', port: 443 }],
  ['relay-r0:8443', { host: 'relay-r0', port: 8443 }],
  ['[2001:db8::1]:443', { host: '2001:db8::1', port: 443 }],
])('%s is read, and written the same', (text, endpoint) => {
  expect(parseEndpoint(text)).toEqual(endpoint);
  expect(endpointText(endpoint)).toBe(text);
});

test.each([
  '',
  'relay',
  'relay:',
  'relay:0',
  'relay:65536',
  '2001:db8::1:443',
  '[relay]:443',
  'a b:443',
  'relay:443 ',
  `${'a'.repeat(254)}:1`,
])('no endpoint: %p', (text) => {
  expect(parseEndpoint(text)).toBeUndefined();
});
